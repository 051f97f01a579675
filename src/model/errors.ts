import type { Decision } from "./decision.js";

const BRAND = Symbol.for("castellan.error");

/**
 * Every error that castellan throws. Match it by `code`.
 *
 * @typeParam Code - the codes that it may have
 */
export class CastellanError<Code extends string = string> extends Error {
  override readonly name: string = "CastellanError";
  /** The contract: stable across versions. */
  readonly code: Code;
  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/**
 * Tells castellan's errors from others, also between the ESM and the CommonJS copy, where `instanceof` fails.
 *
 * @param error - what was caught
 * @example
 * isCastellanError(new Error("no")) // => false
 */
export function isCastellanError(error: unknown): error is CastellanError {
  return typeof error === "object" && error !== null && Object.hasOwn(error, BRAND);
}

/** One mistake in a definition: what, where, and the nearest remedy. */
export interface DefinitionIssue {
  /** The contract: stable across versions. */
  readonly code: string;
  /** Keys and indexes from the top of the definition. */
  readonly path: readonly (string | number)[];
  /** One sentence. */
  readonly message: string;
  /** The nearest remedy. */
  readonly hint?: string;
}

/** A model or policy that cannot be taken. `code` is `invalid_definition`; `issues` holds every mistake at once. */
export class PolicyDefinitionError extends CastellanError {
  override readonly name = "PolicyDefinitionError";
  readonly issues: readonly DefinitionIssue[];
  constructor(issues: readonly DefinitionIssue[]) {
    super("invalid_definition", describe(issues));
    this.issues = issues;
  }
}

function describe(issues: readonly DefinitionIssue[]): string {
  const lines = issues.slice(0, 20).map((issue) => {
    const where = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
    return `- ${where}${issue.message}${issue.hint === undefined ? "" : ` (${issue.hint})`} [${issue.code}]`;
  });
  const rest = issues.length - lines.length;
  const head = `the definition has ${issues.length} issue${issues.length === 1 ? "" : "s"}:`;
  return [head, ...lines, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join("\n");
}

/** What can be wrong with a question: a programming error, not a denial. */
export type InvalidRequestCode =
  | "unknown_type"
  | "unknown_action"
  | "unknown_field"
  | "invalid_record"
  | "invalid_changes"
  | "invalid_request"
  | "invalid_facts"
  | "invalid_now"
  | "invalid_limit"
  | "invalid_snapshot"
  | "unsupported_snapshot";

/** A question that makes no sense: an unknown type, action or field, a missing record, unusable facts. */
export class InvalidRequestError extends CastellanError<InvalidRequestCode> {
  override readonly name = "InvalidRequestError";
}

/** A filter that a query language cannot say exactly. `code` is `untranslatable_filter`; it is thrown before anything is asked. */
export class UntranslatableFilterError extends CastellanError {
  override readonly name = "UntranslatableFilterError";
  /** The statement that asks what cannot be said. */
  readonly statement: string;
  constructor(statement: string, message: string) {
    super("untranslatable_filter", message);
    this.statement = statement;
  }
}

/** Thrown by `assert*` alone. `code` is `access_denied`; `decision` says why, or what would help. */
export class AccessDeniedError extends CastellanError {
  override readonly name = "AccessDeniedError";
  readonly decision: Exclude<Decision, { outcome: "allow" }>;
  constructor(decision: Exclude<Decision, { outcome: "allow" }>, message: string) {
    super("access_denied", message);
    this.decision = decision;
  }
}
