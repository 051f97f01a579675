import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import ts from "typescript";
import { type Snippet, snippetsOfComment, snippetsOfMarkdown } from "./extract.js";

/** Entry points whose names an `@example` may use without importing them, by the name users import. */
const publicEntries = {
  castellan: "src/index.ts",
  "castellan/presets": "src/presets/index.ts",
  "castellan/casl": "src/casl/index.ts",
  "castellan/client": "src/client/index.ts",
  "castellan/query": "src/query/index.ts",
  "castellan/kysely": "src/kysely/index.ts",
  "castellan/drizzle": "src/drizzle/index.ts",
  "castellan/react": "src/react/index.ts",
  "castellan/testing": "src/testing/index.ts",
  "castellan/storage": "src/storage/index.ts",
  "castellan/storage/file": "src/storage/file/index.ts",
  "castellan/storage/sql": "src/storage/sql/index.ts",
  "castellan/storage/redis": "src/storage/redis/index.ts",
  "castellan/lifecycle": "src/lifecycle/index.ts",
  "castellan/govern": "src/govern/index.ts",
  "castellan/service": "src/service/index.ts",
  "castellan/http": "src/http/index.ts",
};

export interface Examples {
  readonly snippets: readonly Snippet[];
  /** Type-checks every snippet in one program: for each its errors, each beginning with `file:line`. */
  typeErrors(): ReadonlyMap<Snippet, readonly string[]>;
}

/**
 * Everything in the documentation that claims to work.
 *
 * @param root - the project
 * @param directory - where the snippets will be written when they are run, so that relative imports can be resolved
 */
export function collectExamples(root: string, directory: string): Examples {
  const options = compilerOptions(root);
  const sources = list(root, "src", /\.tsx?$/).map((file) => join(root, file));
  const program = ts.createProgram(sources, options);
  const snippets = [
    ...["README.md", ...list(root, "docs", /\.md$/)]
      .filter((file) => !file.startsWith("docs/reference/") && ts.sys.fileExists(join(root, file)))
      .flatMap((file) => snippetsOfMarkdown(file, readFileSync(join(root, file), "utf8"))),
    ...snippetsOfSources(root, directory, program),
  ];
  return { snippets, typeErrors: () => typeErrors(snippets, directory, program, options) };
}

/** Where a snippet is written to be run. */
export function pathOf(snippet: Snippet, directory: string): string {
  return join(directory, `${snippet.title.replace(/[^\w.-]+/g, "-")}.ts`);
}

function compilerOptions(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  return { ...options, noUnusedLocals: false, noUnusedParameters: false };
}

function list(root: string, folder: string, ending: RegExp): string[] {
  if (!ts.sys.directoryExists(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
    .filter((file) => ending.test(file))
    .sort();
}

function typeErrors(
  snippets: readonly Snippet[],
  directory: string,
  program: ts.Program,
  options: ts.CompilerOptions,
): ReadonlyMap<Snippet, readonly string[]> {
  const texts = new Map(snippets.map((snippet) => [pathOf(snippet, directory), snippet.checked]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, `${text}\nexport {};`, ts.ScriptTarget.ES2022, true);
    return program.getSourceFile(name) ?? getSourceFile(name, ...rest);
  };
  const checked = ts.createProgram([...texts.keys()], options, host);
  return new Map(
    snippets.map((snippet) => {
      const source = checked.getSourceFile(pathOf(snippet, directory));
      const found = [...checked.getSyntacticDiagnostics(source), ...checked.getSemanticDiagnostics(source)];
      const errors = found.map((it) => {
        const line = source && it.start !== undefined ? source.getLineAndCharacterOfPosition(it.start).line + 1 : 1;
        return `${snippet.file}:${line}: ${ts.flattenDiagnosticMessageText(it.messageText, "\n  ")} (TS${it.code})`;
      });
      return [snippet, errors];
    }),
  );
}

// ---- TSDoc -----------------------------------------------------------------------------------------------------

/** The `@example`s on all that the source files export, with the imports that they leave out. */
function snippetsOfSources(root: string, directory: string, program: ts.Program): Snippet[] {
  const checker = program.getTypeChecker();
  const exportsOf = (file: string): ts.Symbol[] => {
    const source = program.getSourceFile(join(root, file));
    const symbol = source && checker.getSymbolAtLocation(source);
    return symbol ? checker.getExportsOfModule(symbol) : [];
  };
  const target = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  const publicNames = new Map<string, Importable>();
  for (const [from, file] of Object.entries(publicEntries).reverse()) {
    for (const symbol of exportsOf(file)) publicNames.set(symbol.name, { from, symbol: target(symbol) });
  }

  return list(root, "src", /\.tsx?$/).flatMap((file) => {
    const source = program.getSourceFile(join(root, file));
    if (!source) return [];
    const names = new Map(publicNames);
    const own = relative(directory, join(root, file))
      .replaceAll("\\", "/")
      .replace(/\.tsx?$/, ".js");
    for (const symbol of exportsOf(file)) {
      // what users can import, the example shows as they would
      if (names.get(symbol.name)?.symbol !== target(symbol))
        names.set(symbol.name, { from: own, symbol: target(symbol) });
    }
    const comments = new Set(
      exportsOf(file)
        .flatMap((symbol) => symbol.declarations ?? [])
        .filter((declaration) => declaration.getSourceFile() === source)
        .flatMap((declaration) => commentsWithin(declaration)),
    );
    return [...comments].flatMap((comment) =>
      snippetsOfComment(file, comment.getText(source), source.getLineAndCharacterOfPosition(comment.pos).line).map(
        (snippet) => withImports(snippet, names),
      ),
    );
  });
}

interface Importable {
  readonly from: string;
  readonly symbol: ts.Symbol;
}

function commentsWithin(node: ts.Node): ts.JSDoc[] {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  ts.forEachChild(node, (child) => void comments.push(...commentsWithin(child)));
  return comments;
}

function withImports(snippet: Snippet, names: ReadonlyMap<string, Importable>): Snippet {
  const imports = missingNames(snippet.checked).flatMap((name) => {
    const found = names.get(name);
    if (!found) return [];
    const isType = (found.symbol.flags & ts.SymbolFlags.Value) === 0;
    return [`import { ${isType ? "type " : ""}${name} } from ${JSON.stringify(found.from)}; `];
  });
  const prefix = imports.join("");
  return { ...snippet, checked: prefix + snippet.checked, run: snippet.run && prefix + snippet.run };
}

/** The names that a program uses and does not declare anywhere. */
function missingNames(program: string): string[] {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isQualifiedName(parent) && parent.right === node) ||
        ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node);
      const isName = "name" in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
      if (!isMember) (isName ? declared : used).add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("snippet.ts", program, ts.ScriptTarget.ES2022, true));
  return [...used].filter((name) => !declared.has(name));
}
