import { describe, expect, it } from "vitest";
import { snippetsOfComment, snippetsOfMarkdown } from "./extract.js";

const markdown = (...lines: string[]) => snippetsOfMarkdown("guide.md", lines.join("\n"));
const linesOf = (text: string | undefined) =>
  (text ?? "").split("\n").flatMap((line, index) => (line.trim() ? [`${index + 1} ${line.trim()}`] : []));

describe("the fences of a Markdown document", () => {
  it("make one program, in which every line keeps its number", () => {
    const snippets = markdown(
      "# Title",
      "```ts",
      "const a = 1;",
      "```",
      "and then",
      "",
      "```ts",
      "a;",
      "",
      "a;",
      "```",
    );
    expect(snippets).toHaveLength(1);
    expect(snippets[0]).toMatchObject({ title: "guide.md", fences: 2, notRun: 0 });
    expect(linesOf(snippets[0]?.checked)).toEqual(["3 const a = 1;", "8 a;", "10 a;"]);
    expect(snippets[0]?.run).toBe(snippets[0]?.checked);
  });

  it("make programs of their own when marked `alone`", () => {
    const snippets = markdown("```ts", "1;", "```", "```ts alone", "2;", "```", "```ts", "3;", "```");
    expect(snippets.map((it) => [it.title, linesOf(it.run)])).toEqual([
      ["guide.md", ["2 1;", "8 3;"]],
      ["guide.md:5", ["5 2;"]],
    ]);
  });

  it("are checked but not run when marked `no-run`", () => {
    const [shared, alone] = markdown(
      "```ts",
      "1;",
      "```",
      "```ts no-run",
      "2;",
      "```",
      "```ts alone no-run",
      "3;",
      "```",
    );
    expect(shared).toMatchObject({ fences: 2, notRun: 1 });
    expect(linesOf(shared?.checked)).toEqual(["2 1;", "5 2;"]);
    expect(linesOf(shared?.run)).toEqual(["2 1;"]);
    expect(alone).toMatchObject({ fences: 1, notRun: 1, run: undefined });
  });

  it("may each repeat their imports", () => {
    const [snippet] = markdown(
      "```ts",
      'import { a, b } from "x";',
      "```",
      "```ts",
      'import { b, c, a } from "x";',
      'import { a as other } from "y";',
      "```",
      "```ts",
      'import * as z from "zod";',
      "```",
      "```ts",
      'import * as z from "zod";',
      "z;",
      "```",
    );
    expect(linesOf(snippet?.checked).map((line) => line.replace(/ +/g, " "))).toEqual([
      '2 import { a, b } from "x";',
      '5 import { c, } from "x";',
      '6 import { a as other } from "y";',
      '9 import * as z from "zod";',
      "13 z;",
    ]);
  });

  it("lose the indentation of the list that they stand in", () => {
    const [snippet] = markdown("1. Do", "", "   ```ts", "   if (true) {", "     f();", "   }", "   ```");
    expect(snippet?.checked.split("\n").slice(3)).toEqual(["if (true) {", "  f();", "}"]);
  });

  it("are only those in TypeScript, and not what a longer fence shows", () => {
    expect(markdown("```json", "{}", "```", "```", "x", "```", "````md", "```ts", "1;", "```", "````")).toEqual([]);
  });

  it("must be closed, and marked with known words", () => {
    expect(() => markdown("text", "```ts", "1;")).toThrow("guide.md:2: the fence is not closed");
    expect(() => markdown("```ts no-rnu", "1;", "```")).toThrow("guide.md:1: a ts fence cannot be marked `no-rnu`");
  });
});

describe("the examples of a comment", () => {
  const comment = (...lines: string[]) => snippetsOfComment("src/a.ts", lines.join("\n"), 40);

  it("are each a program of their own, on the lines of the file", () => {
    const snippets = comment(
      "/**",
      " * Adds.",
      " *",
      " * @example",
      " * add(1, 2) // => 3",
      " *",
      " * add(",
      " *   1,",
      " * )",
      " * @param a - one",
      " * @example add(0, 0) // => 0",
      " */",
    );
    expect(snippets.map((it) => [it.title, linesOf(it.run)])).toEqual([
      ["src/a.ts:44", ["45 add(1, 2) // => 3", "47 add(", "48 1,", "49 )"]],
      ["src/a.ts:51", ["51 add(0, 0) // => 0"]],
    ]);
  });

  it("are found in a comment of one line", () => {
    expect(linesOf(comment("/** @example add(1, 2) // => 3 */")[0]?.run)).toEqual(["41 add(1, 2) // => 3"]);
  });

  it("are only what is fenced, if anything is", () => {
    const [first, second, ...rest] = comment(
      "/**",
      " * @example A title",
      " * ```ts",
      " * @decorated class A {}",
      " * ```",
      " * in between",
      " * ```ts no-run",
      " * serve();",
      " * ```",
      " * @example",
      " * ```ts no-run",
      " * 1;",
      " * ```",
      " */",
    );
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ title: "src/a.ts:42", fences: 2, notRun: 1 });
    expect(linesOf(first?.checked)).toEqual(["44 @decorated class A {}", "48 serve();"]);
    expect(linesOf(first?.run)).toEqual(["44 @decorated class A {}"]);
    expect(second).toMatchObject({ title: "src/a.ts:50", run: undefined });
  });
});
