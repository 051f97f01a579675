import { describe, expect, it } from "vitest";
import { CompileError } from "../../../../src/compile/compile-error.js";
import { resolvePath } from "../../../../src/compile/condition/path.js";
import { fields, test } from "../../fixtures/condition.js";

describe("a path", () => {
  it("leads into objects by dots", () => {
    expect([
      test({ "address.city": "Bonn" }, { address: { city: "Bonn" } }),
      test({ "address.geo.lat": 50 }, { address: { geo: { lat: 50 } } }),
      test({ "address.geo.lat": 50 }, { address: { geo: { lat: 51 } } }),
    ]).toEqual(["true", "true", "false"]);
  });

  it("S13 that leads nowhere is unknown", () => {
    expect([
      test({ "address.city": "Bonn" }, {}),
      test({ "address.city": "Bonn" }, { address: null }),
      test({ "address.city": "Bonn" }, { address: "Bonn" }),
      test({ "address.geo.lat": 50 }, { address: { geo: null } }),
    ]).toEqual(["unknown", "unknown", "unknown", "unknown"]);
  });

  it("S17 sees own properties only", () => {
    const record = Object.create({ text: "a" });
    record.address = Object.create({ city: "Bonn" });
    expect([test({ text: "a" }, record), test({ "address.city": "Bonn" }, record)]).toEqual(["unknown", "unknown"]);
  });

  it.each([
    "__proto__",
    "constructor",
    "address.constructor",
    "texts.length",
    "texts.0",
    "nobody",
    "address.nobody",
    "",
  ])("S17 %j is not in the schema", (text) => {
    expect(() => resolvePath(fields, text)).toThrow(CompileError);
  });

  it("S17 does not lead through arrays", () => {
    const array = [{ name: "items", type: "object", array: true, fields: [{ name: "id", type: "string" }] }] as const;
    expect(() => resolvePath(array, "items.id")).toThrow("path `items.id` is not in the schema");
  });

  it("S17 read in an array finds nothing", () => {
    expect(test({ "address.city": "Bonn" }, { address: [{ city: "Bonn" }] })).toBe("unknown");
  });

  it("knows the fields along it", () => {
    const path = resolvePath(fields, "address.geo");
    expect([path.keys, path.fields.map(({ name }) => name), path.leaf.name]).toEqual([
      ["address", "geo"],
      ["address", "geo"],
      "geo",
    ]);
  });
});
