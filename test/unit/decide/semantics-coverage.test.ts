import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const UNIT = fileURLToPath(new URL("..", import.meta.url));
/** Where the engine's own sentences stand, and those that it shares with the naive evaluator. */
const FOLDERS = ["client", "compile", "decide", "model", "project", "testing/examples"];
/** What assigning, activating and handing out roles mean is decided elsewhere: S33, S35. */
const ELSEWHERE = new Set([33, 35]);
const RULES = Array.from({ length: 43 }, (_one, index) => index + 1).filter((rule) => !ELSEWHERE.has(rule));

const named = new Set(FOLDERS.flatMap(sourcesIn).flatMap(rulesNamedBy));

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(`${UNIT}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("semantics-coverage"))
    .map((name) => readFileSync(`${UNIT}${folder}/${name}`, "utf8"));
}

/** The rules that stand in the names of a file's tests: in its texts, and in no comment. */
function rulesNamedBy(source: string): readonly number[] {
  const texts = source.match(/(["'`])S\d[^\n]*?\1/g) ?? [];
  return texts.flatMap((text) => [...text.matchAll(/\bS(\d+)\b/g)].map(([, rule]) => Number(rule)));
}

describe("the semantics", () => {
  it.each(RULES)("S%i is shown by a test that names it", (rule) => {
    expect(named).toContain(rule);
  });
});
