import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { assertionsOf, assertName, instrument } from "./assertions.js";
import { collectExamples, pathOf } from "./examples.js";
import type { Snippet } from "./extract.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
// one folder for each run, so that two runs in one work tree do not meet
const directory = join(root, ".cache", `fences-${process.pid}`);
const { snippets, typeErrors } = collectExamples(root, directory);

describe("the code in the documentation", () => {
  const count = { run: 0, checkedOnly: 0, assertions: 0 };
  let errors: ReturnType<typeof typeErrors>;

  beforeAll(() => {
    mkdirSync(directory, { recursive: true });
    errors = typeErrors();
    // what the examples print is for their readers
    for (const method of ["log", "info", "warn", "error", "table"] as const)
      vi.spyOn(console, method).mockReturnValue();
  });

  afterAll(() => {
    vi.restoreAllMocks();
    rmSync(directory, { recursive: true, force: true });
    console.info(`fences: ${count.run} run, ${count.checkedOnly} type-checked only, ${count.assertions} assertions`);
  });

  it("is in the README and in the guide to start with", () => {
    const files = snippets.filter((snippet) => snippet.run).map((snippet) => snippet.file);
    expect(files).toEqual(expect.arrayContaining(["README.md", "docs/getting-started.md"]));
  });

  it.each(snippets.map((snippet) => [snippet.title, snippet] as const))("%s is true", async (_, snippet) => {
    expect.soft(errors.get(snippet)).toEqual([]);
    count.checkedOnly += snippet.notRun;
    if (snippet.run === undefined) return;
    count.run += snippet.fences - snippet.notRun;
    count.assertions += await run(snippet, snippet.run);
  });
});

/** Runs a snippet and returns the number of its assertions; a failure begins with `file:line`. */
async function run(snippet: Snippet, program: string): Promise<number> {
  const { text, assertions } = instrument(program, snippet.file);
  const path = pathOf(snippet, directory);
  const results = assertionsOf(snippet.file);
  Reflect.set(globalThis, assertName, results);
  writeFileSync(path, `${text}\nexport {};\n`);
  try {
    await import(/* @vite-ignore */ path);
  } catch (error) {
    throw new Error([...results.failures, `${placeOf(error, snippet, path)}: ${error}`].join("\n"), { cause: error });
  }
  if (results.failures.length > 0) throw new Error(results.failures.join("\n"));
  return assertions;
}

/** The lines of the program that ran are those of the document. */
function placeOf(error: unknown, snippet: Snippet, path: string): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const at = stack.indexOf(relative(dirname(directory), path).replaceAll("\\", "/"));
  const line = at < 0 ? undefined : /:(\d+)/.exec(stack.slice(at))?.[1];
  return line === undefined ? snippet.title : `${snippet.file}:${line}`;
}
