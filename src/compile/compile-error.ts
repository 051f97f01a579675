/**
 * A piece of policy that cannot be read. A parsed policy never causes one; a direct grant, which comes as a fact, may:
 * what was to allow is then dropped, and what was to forbid or require holds everywhere.
 */
export class CompileError extends Error {
  override readonly name = "CompileError";
}
