import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectExamples } from "./examples.js";

const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));

const project: Record<string, string> = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      target: "ES2022",
      module: "preserve",
      types: [],
      paths: { castellan: ["./src/index.ts"], "castellan/*": ["./src/*/index.ts"] },
    },
  }),
  "README.md": '```ts\nimport { add } from "castellan";\nconst text: string = add(1, 2);\n```\n',
  "docs/guides/own.md": "```ts\nadd(1, 2);\n```\n",
  "docs/reference/add.md": "```ts\nnonsense(;\n```\n",
  "src/index.ts": 'export { add, type Sum } from "./add.js";\nexport type { Shape } from "./shape.js";',
  "src/add.ts": `/**
 * @example
 * const sum: Sum = add(one, 2) // => 3
 */
export function add(a: number, b: number): Sum { return a + b; }
export const one = 1;
/** @example add(true, 1) */
export type Sum = number;
/** @example add(1) */
function internal() {}
internal();
`,
  "src/shape.ts": `export interface Shape {
  /** @example hidden(area) */
  area(): number;
}
/**
 * @example
 * const one = 1;
 * const shape: Shape = { area: () => one };
 */
export const hidden = (it: unknown) => it;
const later = 1;
/** @example later.toFixed() */
export { later };
`,
};

describe("the examples of a project", () => {
  let root: string;

  beforeAll(() => {
    mkdirSync(cache, { recursive: true });
    root = mkdtempSync(join(cache, "project-"));
    for (const [file, text] of Object.entries(project)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("come from its documents and from what its sources export, with what they leave out imported", () => {
    const { snippets, typeErrors } = collectExamples(root, join(root, ".cache"));
    const errors = [...typeErrors()].map(([snippet, found]) => [snippet.title, found]);
    expect(Object.fromEntries(errors)).toEqual({
      "README.md": [expect.stringMatching(/^README\.md:3: Type 'number' is not assignable to type 'string'/)],
      "docs/guides/own.md": [expect.stringMatching(/^docs\/guides\/own\.md:2: Cannot find name 'add'/)],
      "src/add.ts:2": [],
      "src/add.ts:7": [expect.stringMatching(/^src\/add\.ts:7: Argument of type 'boolean' is not assignable/)],
      "src/shape.ts:2": [expect.stringMatching(/^src\/shape\.ts:2: Cannot find name 'area'/)],
      "src/shape.ts:6": [],
    });
    expect(snippets.find((it) => it.title === "src/add.ts:2")?.run?.split("\n")[0]).toBe(
      'import { type Sum } from "castellan"; import { add } from "castellan"; import { one } from "../src/add.js"; ',
    );
  });
});
