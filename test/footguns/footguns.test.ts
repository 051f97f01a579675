import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import casl from "../../node_modules/@casl/ability/package.json" with { type: "json" };
import { TRAPS, tableOf } from "./traps.js";

describe.each(TRAPS)("$title", ({ casl: theirs, castellan: ours }) => {
  it(`CASL: ${theirs.does}`, () => theirs.shown());

  it(`castellan: ${ours.does}`, () => ours.shown());
});

describe("the table in the documentation", () => {
  const page = readFileSync(fileURLToPath(new URL("../../docs/concepts/casl-traps.md", import.meta.url)), "utf8");

  it("says what is shown here", () => {
    expect(page).toContain(tableOf(TRAPS));
  });

  it("names the version of CASL that is shown", () => {
    expect(page).toContain(`@casl/ability ${casl.version}`);
  });
});
