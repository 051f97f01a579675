import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_HINTS, readHints, writeHints } from "../../../../src/storage/news/hint.js";
import { tenantTag } from "../../../../src/storage/news/tenant-tag.js";
import { SEED } from "../../../seed.js";

describe("hints", () => {
  it("are read as they were written, and the longest message fits into a notification", () => {
    const hint = fc.record({ tag: fc.string().map(tenantTag), revision: fc.integer({ min: 1, max: 2 ** 53 - 1 }) });
    const law = fc.property(fc.array(hint, { minLength: 1, maxLength: MOST_HINTS }), (hints) => {
      expect(readHints(writeHints(hints))).toEqual(hints);
    });
    fc.assert(law, { seed: SEED });
    const longest = Array.from({ length: MOST_HINTS }, () => ({ tag: "ffffffff", revision: 2 ** 53 - 1 }));
    expect(writeHints(longest).length).toBeLessThan(8_000);
  });

  it.each([
    undefined,
    null,
    7,
    "",
    ",",
    "x",
    "0badf00d",
    "0badf00d:",
    "0badf00d:0",
    "0badf00d:-1",
    "0badf00d:1e9",
    "0BADF00D:1",
    "0badf00d:1 ",
    `0badf00d:1,${" ".repeat(9_000)}`,
  ])("are not found in %j", (message) => expect(readHints(message)).toEqual([]));

  it("survive nonsense beside them", () => {
    expect(readHints("nonsense,0badf00d:1,:,0badf00d:2")).toEqual([
      { tag: "0badf00d", revision: 1 },
      { tag: "0badf00d", revision: 2 },
    ]);
  });
});
