import { posix } from "node:path";
import ts from "typescript";

/** What the folders of src are and may do; paths are relative to src and use `/`. */
export interface Rules {
  /** For each folder: the folders it may import, `"*"` for all. `folder/*` is only what lies directly in it, without its index. */
  readonly layers: Readonly<Record<string, readonly string[]>>;
  /** What src/index.ts may import. */
  readonly root: readonly string[];
  /** For each third-party package (`node:` for all of Node's own): the path prefixes that may import it. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** For each entry point: the packages that it may load, however indirectly. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
  /** Folders without clock, randomness, input or output. */
  readonly pure: readonly string[];
}

export type Rule = "layer" | "package" | "cycle" | "purity" | "resolution" | "entry";

export interface Violation {
  readonly rule: Rule;
  /** `file:line`, or the file alone. */
  readonly at: string;
  readonly message: string;
}

/** Source text by path below src, such as `decide/access.ts`. */
export type SourceTree = ReadonlyMap<string, string>;

interface Import {
  readonly from: string;
  readonly specifier: string | undefined;
  readonly node: ts.Node;
  /** Erased when compiled: it is an arrow between layers, but loads nothing. */
  readonly typeOnly: boolean;
}

export function findViolations(tree: SourceTree, rules: Rules): Violation[] {
  const program = programOf(tree);
  const checker = program.getTypeChecker();
  const violations: Violation[] = [];
  /** file → its imports that lie in src, and the packages it loads at run time */
  const graph = new Map<string, { files: Set<string>; loadedFiles: Set<string>; loadedPackages: Set<string> }>();

  for (const file of [...tree.keys()].sort()) {
    const source = program.getSourceFile(`/${file}`);
    if (!source) continue;
    const report = (rule: Rule, node: ts.Node, message: string) => {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      violations.push({ rule, at: `${file}:${line}`, message });
    };
    const layer = layerOf(file);
    if (layer !== "" && !Object.hasOwn(rules.layers, layer)) report("layer", source, `\`${layer}\` is not a layer`);
    if (layer === "" && file !== "index.ts") report("layer", source, "only index.ts lies directly in src");

    const edges = { files: new Set<string>(), loadedFiles: new Set<string>(), loadedPackages: new Set<string>() };
    graph.set(file, edges);
    for (const found of importsOf(file, source)) {
      if (found.specifier === undefined) {
        report("resolution", found.node, "the imported name is computed");
      } else if (found.specifier.startsWith(".")) {
        const target = resolve(found.from, found.specifier, tree);
        if (target === undefined) {
          report("resolution", found.node, `\`${found.specifier}\` is no file of src (the ending is .js)`);
          continue;
        }
        edges.files.add(target);
        if (!found.typeOnly) edges.loadedFiles.add(target);
        if (!mayImport(file, target, rules)) {
          report("layer", found.node, `${file} must not import ${target}`);
        }
      } else {
        const name = packageOf(found.specifier);
        if (!found.typeOnly) edges.loadedPackages.add(name);
        const homes = Object.hasOwn(rules.packages, name) ? rules.packages[name] : undefined;
        if (!homes?.some((prefix) => file.startsWith(prefix))) {
          report("package", found.node, `${file} must not import \`${found.specifier}\``);
        }
      }
    }

    if (rules.pure.includes(layer)) {
      for (const impurity of impuritiesOf(source, checker)) report("purity", impurity.node, impurity.message);
    }
  }

  violations.push(...cyclesOf(graph), ...entryViolations(graph, rules));
  return violations;
}

// ---- reading ---------------------------------------------------------------------------------------------------

/** One program over the virtual files, with no library: what the checker cannot resolve in a file is a global of the platform. */
function programOf(tree: SourceTree): ts.Program {
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Preserve,
    jsx: ts.JsxEmit.Preserve,
  };
  const names = [...tree.keys()].map((file) => `/${file}`);
  const text = (name: string) => tree.get(name.slice(1));
  return ts.createProgram(names, options, {
    getSourceFile: (name, version) => {
      const content = text(name);
      return content === undefined ? undefined : ts.createSourceFile(name, content, version, true);
    },
    fileExists: (name) => text(name) !== undefined,
    readFile: text,
    getDefaultLibFileName: () => "/lib.d.ts",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => {},
  });
}

function importsOf(file: string, source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean) => {
    const literal = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
    found.push({ from: file, specifier: literal, node, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isExternalModuleReference(node)) {
      add(node, node.expression, false);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node) && isModuleLoad(node.expression)) {
      add(node, node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const reference of [...source.referencedFiles, ...source.typeReferenceDirectives]) {
    // a reference adds its globals to the whole program: no file of src may lean on that
    found.push({ from: file, specifier: reference.fileName, node: source, typeOnly: true });
  }
  return found;
}

function isModuleLoad(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");
}

// ---- layers and packages ---------------------------------------------------------------------------------------

function layerOf(file: string): string {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : "";
}

function resolve(from: string, specifier: string, tree: SourceTree): string | undefined {
  const path = posix.join(posix.dirname(from), specifier);
  if (!path.endsWith(".js")) return undefined;
  const stem = path.slice(0, -".js".length);
  return [`${stem}.ts`, `${stem}.tsx`].find((candidate) => tree.has(candidate));
}

function mayImport(from: string, to: string, rules: Rules): boolean {
  const [source, target] = [layerOf(from), layerOf(to)];
  if (source === target) return source !== "";
  const allowed = source === "" ? rules.root : (rules.layers[source] ?? []);
  return allowed.some((entry) =>
    entry.endsWith("/*")
      ? posix.dirname(to) === entry.slice(0, -2) && posix.basename(to) !== "index.ts"
      : entry === target || (entry === "*" && target !== ""),
  );
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return "node:";
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

// ---- purity ----------------------------------------------------------------------------------------------------

const bannedGlobals: Readonly<Record<string, string>> = {
  console: "input or output",
  process: "the process",
  fetch: "the network",
  XMLHttpRequest: "the network",
  WebSocket: "the network",
  performance: "a clock",
  Temporal: "a clock",
  crypto: "randomness",
  setTimeout: "a timer",
  setInterval: "a timer",
  setImmediate: "a timer",
  queueMicrotask: "a timer",
  requestAnimationFrame: "a timer",
  requestIdleCallback: "a timer",
  eval: "code generation",
  Function: "code generation",
  require: "the platform",
  Buffer: "the platform",
  Deno: "the platform",
  Bun: "the platform",
  globalThis: "the platform",
  window: "the platform",
  self: "the platform",
  global: "the platform",
  navigator: "the platform",
  document: "the platform",
  localStorage: "the platform",
};

/** Answers of these depend on the time zone or the language of the machine. */
const localMethods: ReadonlySet<string> = new Set([
  "getFullYear",
  "getMonth",
  "getDate",
  "getDay",
  "getHours",
  "getMinutes",
  "getTimezoneOffset",
  "setFullYear",
  "setMonth",
  "setDate",
  "setHours",
  "setMinutes",
  "toLocaleString",
  "toLocaleDateString",
  "toLocaleTimeString",
]);

function* impuritiesOf(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): Generator<{ readonly node: ts.Node; readonly message: string }> {
  const nodes: ts.Node[] = [source];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    ts.forEachChild(node, (child) => void nodes.push(child));

    if (ts.isIdentifier(node) && isGlobalValue(node, checker)) {
      const banned = Object.hasOwn(bannedGlobals, node.text) ? bannedGlobals[node.text] : undefined;
      // `x instanceof Function` generates nothing
      if (banned && !(node.text === "Function" && isInstanceOfOperand(node))) {
        yield { node, message: `\`${node.text}\` is ${banned}` };
      } else if (node.text === "Date" && !isPureUseOfDate(node)) {
        yield { node, message: "`Date` is a clock, except as `new Date(instant)`, `Date.UTC`, `Date.parse` or a type" };
      } else if (node.text === "Math" && !isPureUseOfMath(node)) {
        yield { node, message: "`Math` is randomness, except as `Math.<name>` other than `random`" };
      }
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const name = node.expression.name.text;
      if (localMethods.has(name)) {
        yield { node, message: `\`${name}\` reads the machine's time zone or language` };
      } else if ((name === "format" || name === "formatToParts") && node.arguments.length === 0) {
        yield { node, message: `\`${name}()\` formats the present instant: a clock` };
      }
    } else if (ts.isMetaProperty(node)) {
      yield { node, message: "`import.meta` is the platform" };
    }
  }
}

/** Whether an identifier is a value that this file does not itself declare. */
function isGlobalValue(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  if (!isReference(node)) return false;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const declarations = symbol?.declarations ?? [];
  // `declare const process: …` declares nothing: it names the global
  return declarations.every((it) => (ts.getCombinedModifierFlags(it) & ts.ModifierFlags.Ambient) !== 0);
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPartOfTypeNode(node) || ts.isTypeNode(parent)) return false;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isLabeledStatement(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isExportSpecifier(parent)) return parent.parent.parent.moduleSpecifier === undefined;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  const isName = "name" in parent && parent.name === node;
  return !isName || ts.isShorthandPropertyAssignment(parent);
}

function isInstanceOfOperand(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
    parent.right === node
  );
}

function isPureUseOfDate(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent) && parent.expression === node) return (parent.arguments?.length ?? 0) > 0;
  if (ts.isPropertyAccessExpression(parent)) return ["UTC", "parse", "prototype"].includes(parent.name.text);
  return isInstanceOfOperand(node);
}

function isPureUseOfMath(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name.text !== "random";
}

// ---- the graph -------------------------------------------------------------------------------------------------

function cyclesOf(graph: ReadonlyMap<string, { readonly files: ReadonlySet<string> }>): Violation[] {
  const done = new Set<string>();
  const cycles: Violation[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push({ rule: "cycle", at: file, message: [...path.slice(start), file].join(" → ") });
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file)?.files ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return cycles;
}

function entryViolations(
  graph: ReadonlyMap<
    string,
    { readonly loadedFiles: ReadonlySet<string>; readonly loadedPackages: ReadonlySet<string> }
  >,
  rules: Rules,
): Violation[] {
  return Object.entries(rules.entries).flatMap(([entry, allowed]) => {
    const reached = new Set<string>();
    const pending = graph.has(entry) ? [entry] : [];
    const violations: Violation[] = [];
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      const edges = graph.get(file);
      pending.push(...(edges?.loadedFiles ?? []));
      for (const name of edges?.loadedPackages ?? []) {
        if (!allowed.includes(name)) {
          violations.push({ rule: "entry", at: entry, message: `${entry} loads \`${name}\` through ${file}` });
        }
      }
    }
    return violations;
  });
}
