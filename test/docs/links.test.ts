import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { anchorsOf, linksOf } from "./links.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What is not written by hand, or is of others. */
const SKIPPED = new Set(["node_modules", "dist", "coverage", "reports", "reference"]);

function documentsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? documentsIn(path) : entry.name.endsWith(".md") ? [path] : [];
  });
}

/** The links of a document that lead nowhere. */
function broken(document: string): readonly string[] {
  return linksOf(readFileSync(document, "utf8")).flatMap(({ target, line, path, anchor }) => {
    const place = path === "" ? document : join(dirname(document), decodeURI(path));
    const isThere = existsSync(place) && (anchor === undefined || anchorsOf(readFileSync(place, "utf8")).has(anchor));
    return isThere ? [] : [`${relative(root, document)}:${line} ${target}`];
  });
}

describe("the links of the documentation", () => {
  const documents = documentsIn(root);

  it("are looked for in the README and in the guides", () => {
    const names = documents.map((document) => relative(root, document));
    expect(names).toEqual(
      expect.arrayContaining(["README.md", "docs/getting-started.md", "docs/concepts/decision.md"]),
    );
    expect(documents.flatMap((document) => linksOf(readFileSync(document, "utf8"))).length).toBeGreaterThan(50);
  });

  it.each(documents.map((document) => [relative(root, document), document]))(
    "lead somewhere: %s",
    (_name, document) => {
      expect(broken(document)).toEqual([]);
    },
  );
});

describe("links", () => {
  const targets = (markdown: string) => linksOf(markdown).map(({ target }) => target);

  it("are those of the text, not of code and not to other sites", () => {
    const text = [
      '[a](a.md) and [b](b.md#c "title") and [x](https://example.com) and `[code](no.md)`',
      "```ts",
      "[fenced](no.md)",
      "```",
      "[d]: d.md",
      "[top](#top), ``[`more`](no.md)``",
    ].join("\n");
    expect(targets(text)).toEqual(["a.md", "b.md#c", "d.md", "#top"]);
    expect(linksOf(text).map(({ line, path, anchor }) => [line, path, anchor])).toEqual([
      [1, "a.md", undefined],
      [1, "b.md", "c"],
      [5, "d.md", undefined],
      [6, "", "top"],
    ]);
  });

  it("find headings by their words", () => {
    const text = "# Why `null`?\n## [Step-up](x.md), twice\n### Time\n```md\n# no\n```\n## Time";
    expect([...anchorsOf(text)]).toEqual(["why-null", "step-up-twice", "time", "time-1"]);
  });
});
