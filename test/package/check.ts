/**
 * Checks the package as its users get it. Needs a build in dist.
 *
 * The tarball is linted (publint, attw), its files are listed, and it is installed in an empty project, in which every
 * subpath is imported and required, and two small programs are compiled, with the declarations of the library, and run.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = join(root, "node_modules", ".bin");
const project = mkdtempSync(join(tmpdir(), "castellan-consumer-"));
// the machine's own Node, not the one for development: the library runs on more
const path = (process.env.PATH ?? "")
  .split(delimiter)
  .filter((folder) => !folder.endsWith(join("node_modules", ".bin")));

const subpaths = Object.keys(packageJson.exports).filter((subpath) => subpath !== "./package.json");
const needsPeer = new Set([
  "./testing",
  "./kysely",
  "./drizzle",
  "./query/kysely",
  "./query/drizzle",
  "./casl",
  "./react",
  "./storage/sql",
]);
const names = (list: readonly string[]) => list.map((subpath) => subpath.replace(/^\./, packageJson.name));

try {
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], root),
  ) as [Packed];
  const tarball = join(project, packed.filename);
  step("files", () => expectOnlyKnownFiles(packed));
  step("publint", () => run(join(bin, "publint"), ["run", tarball, "--strict"], root));
  step("attw", () =>
    run(join(bin, "attw"), [tarball, "--profile", "node16", "--no-definitely-typed", "--no-emoji"], root),
  );

  write("package.json", JSON.stringify({ name: "consumer", private: true }));
  step("install", () => install(tarball));
  step("load without peers", () => load(names(subpaths.filter((subpath) => !needsPeer.has(subpath)))));
  const peers = Object.entries(packageJson.peerDependencies).map((peer) => peer.join("@"));
  // React brings no types of its own, nor does Node
  const types = (["@types/react", "@types/node"] as const).map((it) => `${it}@${packageJson.devDependencies[it]}`);
  step("install peers", () => install(...peers, ...types));
  step("load with peers", () => load(names(subpaths)));
  step("compile and run a program", compileAndRun);
  step("compile and run a server", compileAndRunServer);
  console.log(`package: ${packed.entryCount} files, ${Math.ceil(packed.size / 1024)} kB packed, all checks passed`);
} catch (error) {
  report(error as Error);
  process.exitCode = 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly entryCount: number;
  readonly files: readonly { readonly path: string }[];
}

function step(name: string, action: () => void): void {
  const start = Date.now();
  try {
    action();
  } catch (error) {
    throw new Error(name, { cause: error });
  }
  console.log(`✓ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

function report({ message, cause }: Error & { readonly cause?: unknown }): void {
  const { stdout, stderr } = (cause ?? {}) as { readonly stdout?: string; readonly stderr?: string };
  console.error([`✗ ${message}`, cause instanceof Error && cause.message, stdout, stderr].filter(Boolean).join("\n"));
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function node(file: string): string {
  return run("node", [file], project, { ...process.env, PATH: path.join(delimiter) });
}

function write(file: string, text: string): void {
  writeFileSync(join(project, file), text);
}

function install(...packages: string[]): void {
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", ...packages], project);
}

function expectOnlyKnownFiles({ files }: Packed): void {
  const known = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/.+\.(js|cjs|d\.ts|d\.cts))$/;
  const unknown = files.map((file) => file.path).filter((file) => !known.test(file));
  if (unknown.length > 0) throw new Error(`the package has files that it should not have: ${unknown.join(", ")}`);
  for (const required of ["README.md", "LICENSE", "CHANGELOG.md"]) {
    if (!files.some((file) => file.path === required)) throw new Error(`the package has no ${required}`);
  }
}

/** Imports and requires every subpath, and compares the names that both give. */
function load(specifiers: readonly string[]): void {
  const list = JSON.stringify(specifiers);
  const report = "console.log(JSON.stringify(found));";
  // the interop mark and the default that Node adds when it imports CommonJS are no names of ours
  const namesOf = "(module) => Object.keys(module).filter((name) => name !== '__esModule').sort()";
  write(
    "load.mjs",
    `const found = {}; for (const it of ${list}) found[it] = (${namesOf})(await import(it)); ${report}`,
  );
  write("load.cjs", `const found = {}; for (const it of ${list}) found[it] = (${namesOf})(require(it)); ${report}`);
  const [imported, required] = [node("load.mjs"), node("load.cjs")];
  if (imported !== required) throw new Error(`import and require differ:\n${imported}${required}`);
  for (const [specifier, exported] of Object.entries(JSON.parse(imported) as Record<string, string[]>)) {
    if (exported.length === 0) throw new Error(`${specifier} exports nothing`);
  }
}

function compileAndRun(): void {
  // the declarations must hold by themselves, without Node's types or the DOM's; zod's own name the one of these, and who
  // writes a store has the other
  write("globals.d.ts", "declare class URL {}\ndeclare class AbortSignal {}");
  program("consumer", { types: [] }, ["globals.d.ts"]);
}

function compileAndRunServer(): void {
  program("server", { types: ["node"] }, []);
}

function program(name: string, options: object, files: readonly string[]): void {
  const sources = [`${name}.mts`, `${name}.cts`];
  for (const file of sources) copyFileSync(join(root, `test/package/${name}.ts`), join(project, file));
  const compilerOptions = {
    target: "es2022",
    lib: ["es2022"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    outDir: "out",
    ...options,
  };
  write("tsconfig.json", JSON.stringify({ compilerOptions, files: [...files, ...sources] }));
  run(join(bin, "tsc"), ["-p", "tsconfig.json"], project);
  node(`out/${name}.mjs`);
  node(`out/${name}.cjs`);
}
