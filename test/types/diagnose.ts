import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** One complaint of the compiler. */
export interface Complaint {
  /** What the complaint points at: the first line of its source text. */
  readonly at: string;
  /** As a terminal shows it, with its explanation, if there is one, in lines of their own. */
  readonly message: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Has small programs checked, all in one go.
 *
 * @param programs - source texts by name; they stand beside the type tests, and import as these do
 * @returns what the compiler says of each
 */
export function diagnose(programs: Readonly<Record<string, string>>): ReadonlyMap<string, readonly Complaint[]> {
  const files = new Map(Object.entries(programs).map(([name, text]) => [join(root, `test/types/${name}.ts`), text]));
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    options: { ...options, noUnusedLocals: false },
    host: {
      ...host,
      fileExists: (file) => files.has(file) || host.fileExists(file),
      readFile: (file) => files.get(file) ?? host.readFile(file),
      getSourceFile: (file, language, ...rest) => {
        const text = files.get(file);
        return text === undefined
          ? host.getSourceFile(file, language, ...rest)
          : ts.createSourceFile(file, text, language, true);
      },
    },
  });
  return new Map(
    Object.keys(programs).map((name) => {
      const source = program.getSourceFile(join(root, `test/types/${name}.ts`));
      return [name, program.getSemanticDiagnostics(source).map((diagnostic) => complaintOf(diagnostic))];
    }),
  );
}

function complaintOf({ file, start = 0, length = 0, messageText }: ts.Diagnostic): Complaint {
  const at = file?.text.slice(start, start + length).split("\n")[0] ?? "";
  return { at, message: ts.flattenDiagnosticMessageText(messageText, "\n") };
}
