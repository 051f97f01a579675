import ts from "typescript";
import { describe, expect, it } from "vitest";
import { assertionsOf, assertName, instrument } from "./assertions.js";

/** Runs a program as the documentation's are run, and returns its failures. */
async function failuresOf(program: string): Promise<readonly string[]> {
  const { text } = instrument(program, "guide.md");
  expect(text.split("\n")).toHaveLength(program.split("\n").length);
  const results = assertionsOf("guide.md");
  const body = ts.transpile(`async function run() {${text}\n}`, { target: ts.ScriptTarget.ES2022 });
  await new Function(assertName, `${body}; return run();`)(results);
  return results.failures;
}

describe("an asserted comment", () => {
  it.each([
    "1 + 1 // => 2",
    "(1, 2); // => 2",
    "1 + 1\n// => 2",
    "const sum = 1 + 1; // => 2",
    "const sum = 1 + 1 // => 2",
    "let text = 'a'\n// => \"a\"",
    "[1, { a: null }] // => [1, { a: null }]",
    "({ a: 1 }) // => { a: 1 }",
    "({ a: 1, b: 2 }) // => { a: 1, … }",
    "({ a: 1, b: 2 }) // => { a: 1, ... }",
    "({ a: 1 }) // => { … }",
    "[1, 2, 3] // => [1, 2, …]",
    "[{ a: 1, b: [1, 2] }] // => [{ b: [1, …], … }]",
    "({ text: 'more…' }) // => { text: 'more…' }",
    "new Map([[1, 2]]) // => new Map([[1, 2]])",
    "new Date(0) // => new Date(0)",
    "undefined // => undefined",
    "await Promise.resolve(1) // => 1",
    "for (const n of [1, 1]) { n; // => 1\n}",
    "for (const n of [1, 1]) n // => 1",
    "const f = () => {\n  1 + 1 // => 2\n};\nf()",
    "({ a: 1, b: [2] })\n// => {\n//   a: 1,\n//   b: [2],\n// }",
    "const record = { a: 1 } // => {\n// a: 1 }",
    "(() => { throw new Error('it is broken'); })() // => throws broken",
    "(() => { throw new Error('it is broken'); })() // => throws `it is broken`",
    "(() => { throw Object.assign(new Error('x'), { code: 'no_grant' }); })() // => throws no_grant",
    "(() => { throw new TypeError('x'); })() // => throws TypeError",
    "(() => { throw { issues: [{ code: 'a' }, { code: 'b' }] }; })() // => throws b",
    "await Promise.reject(new Error('late')) // => throws late",
    "[1].map((n) => n + 1) // => [2]",
    "// a comment of another kind",
    "const arrow = () => 1; // makes one => not asserted",
  ])("holds: `%s`", async (program) => {
    expect(await failuresOf(program)).toEqual([]);
  });

  it.each([
    ["1 + 1 // => 3", "guide.md:1: expected 3\ngot 2"],
    ["\n\nconst sum = 1 + 1 // => 3", "guide.md:3: expected 3\ngot 2"],
    ["({ a: 1, b: 2 }) // => { a: 1 }", "guide.md:1:"],
    ["({ a: 1 }) // => { a: 2, … }", "guide.md:1:"],
    ["[1, 2] // => [1]", "guide.md:1:"],
    ["[1, 2] // => [2, …]", "guide.md:1:"],
    ["false // => undefined", "guide.md:1:"],
    ["1 // => throws broken", "guide.md:1: nothing was thrown, not `broken`"],
    ["(() => { throw new Error('x'); })() // => throws broken", "guide.md:1: expected an error `broken`, got Error: x"],
    ["(() => { throw new Error('x'); })() // => throws", "guide.md:1:"],
    ["await Promise.resolve(1) // => throws late", "guide.md:1: nothing was thrown, not `late`"],
    ["1 // => (() => { throw new Error('no value'); })()", "guide.md:1: Error: no value"],
  ])("fails: `%s`", async (program, failure) => {
    expect(await failuresOf(program)).toEqual([expect.stringContaining(failure)]);
  });

  it("does not stop the ones after it", async () => {
    expect(await failuresOf("1 // => 2\n1 // => 1\n1 // => 3")).toEqual([
      expect.stringContaining("guide.md:1:"),
      expect.stringContaining("guide.md:3:"),
    ]);
  });

  it.each([
    ["f(\n  1, // => 1\n)", "guide.md:2: `// =>` follows no statement"],
    ["// => 1", "guide.md:1: `// =>` follows no statement"],
    ["1\n\n// => 1", "guide.md:3: `// =>` follows no statement"],
    ["return 1 // => 1", "guide.md:1: `// =>` asserts an expression or one declared name"],
    ["const { a } = b // => 1", "guide.md:1: `// =>` asserts an expression or one declared name"],
    ["const a = f() // => throws x", "guide.md:1: `// =>` asserts an expression or one declared name"],
    ["1 // => one and a half", "guide.md:1: `one and a half` is no JavaScript value"],
    ["1 // =>", "guide.md:1: `` is no JavaScript value"],
    ["1 // => {\n2", "guide.md:1: `{` is no JavaScript value"],
  ])("must be understood: `%s`", (program, message) => {
    expect(() => instrument(program, "guide.md")).toThrow(message);
  });

  it("is counted", () => {
    expect(instrument("1 // => 1\n2\n3 // => throws x", "guide.md").assertions).toBe(2);
  });
});
