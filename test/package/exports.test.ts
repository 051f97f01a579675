import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
const { "./package.json": _, ...exported } = packageJson.exports;
/** Second names, for who looks for them beside the query they belong to. */
const aliases: Readonly<Record<string, string>> = { "./query/kysely": "./kysely", "./query/drizzle": "./drizzle" };
const folderOf = (subpath: string) => (aliases[subpath] ?? subpath).slice(1);

describe("the exports of the package", () => {
  it.each(Object.entries(exported))("%s is built from an index in src, for import and require", (subpath, target) => {
    const folder = folderOf(subpath);
    expect(existsSync(`${root}src${folder}/index.ts`)).toBe(true);
    expect(target).toEqual({ import: `./dist${folder}/index.js`, require: `./dist${folder}/index.cjs` });
  });

  it("leave out no index of src", () => {
    const indexes = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => /(^|\/)index\.tsx?$/.test(file));
    const folders = new Set(Object.keys(exported).map((subpath) => `${folderOf(subpath)}/index.ts`.slice(1)));
    expect(indexes.sort()).toEqual([...folders].sort());
  });

  it("have a size budget each", () => {
    const budgets = packageJson["size-limit"].map((budget) => budget.path);
    expect(budgets).toEqual(expect.arrayContaining(Object.values(exported).map((target) => target.import.slice(2))));
  });
});
