import { describe, expect, it } from "vitest";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { NOW } from "../../fixtures/access.js";
import { test } from "../../fixtures/condition.js";

const teams = (value: unknown) => ({ principal: { attributes: { teams: value } } });
const hasTeam: ConditionData = { texts: { $hasAny: { $ref: "principal.attributes.teams" } } };

describe("$has", () => {
  it("looks for one element", () => {
    expect([
      test({ texts: { $has: "b" } }, { texts: ["a", "b"] }),
      test({ texts: { $has: "c" } }, { texts: ["a", "b"] }),
    ]).toEqual(["true", "false"]);
  });

  it("S15 is false on an empty array", () => {
    expect(test({ texts: { $has: "a" } }, { texts: [] })).toBe("false");
  });

  it("S13 is unknown where an element is null and none matches", () => {
    expect([
      test({ texts: { $has: "a" } }, { texts: ["b", null] }),
      test({ texts: { $has: "a" } }, { texts: [null, "b"] }),
      test({ texts: { $has: "a" } }, { texts: [null, "a"] }),
    ]).toEqual(["unknown", "unknown", "true"]);
  });

  it("S15 is unknown on a value that is no array", () => {
    expect([test({ texts: { $has: "a" } }, { texts: "a" }), test({ texts: { $has: "a" } }, {})]).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it("S15 is unknown on a field that is no array", () => {
    expect(test({ text: { $has: "a" } }, { text: ["a"] })).toBe("unknown");
  });

  it("compares instants in any notation", () => {
    expect(test({ days: { $has: NOW } }, { days: ["2026-03-02T10:00:00Z"] })).toBe("true");
  });

  it("S13 is unknown with a reference to nothing, even on an empty array", () => {
    expect(test({ texts: { $has: { $ref: "principal.attributes.department" } } }, { texts: [] })).toBe("unknown");
  });

  it("S16 takes a reference to one value", () => {
    const scene = { principal: { attributes: { department: "b" } } };
    const condition = { texts: { $has: { $ref: "principal.attributes.department" } } };
    expect([test(condition, { texts: ["a", "b"] }, scene), test(condition, { texts: ["a"] }, scene)]).toEqual([
      "true",
      "false",
    ]);
  });

  it("is unknown with a reference to an array", () => {
    expect(test({ texts: { $has: { $ref: "principal.attributes.teams" } } }, { texts: ["a"] }, teams(["a"]))).toBe(
      "unknown",
    );
  });
});

describe("$hasAny", () => {
  it("looks for any of several elements", () => {
    expect([
      test({ texts: { $hasAny: ["b", "c"] } }, { texts: ["a", "b"] }),
      test({ texts: { $hasAny: ["c", "d"] } }, { texts: ["a", "b"] }),
    ]).toEqual(["true", "false"]);
  });

  it("S15 is false on an empty array", () => {
    expect(test({ texts: { $hasAny: ["a"] } }, { texts: [] })).toBe("false");
  });

  it("S13 is unknown where an element is null and none matches", () => {
    expect(test({ texts: { $hasAny: ["a"] } }, { texts: ["b", null] })).toBe("unknown");
  });

  it("S15 is unknown on a field that is no array", () => {
    expect(test({ text: { $hasAny: ["a"] } }, { text: "a" })).toBe("unknown");
  });

  it("S16 takes a reference to a list", () => {
    expect([test(hasTeam, { texts: ["a", "b"] }, teams(["b"])), test(hasTeam, { texts: ["a"] }, teams(["b"]))]).toEqual(
      ["true", "false"],
    );
  });

  it("S13 is unknown where a wanted element is null and none matches", () => {
    expect([
      test(hasTeam, { texts: ["a"] }, teams([null])),
      test(hasTeam, { texts: ["a"] }, teams([null, "a"])),
    ]).toEqual(["unknown", "true"]);
  });

  it("is false on an empty array even where a wanted element is null", () => {
    expect(test(hasTeam, { texts: [] }, teams([null]))).toBe("false");
  });

  it("S13 is unknown with a reference to nothing, even on an empty array", () => {
    expect([test(hasTeam, { texts: [] }), test(hasTeam, { texts: [] }, teams("a"))]).toEqual(["unknown", "unknown"]);
  });

  it("is unknown on a value that is no array, whatever is wanted", () => {
    expect([test(hasTeam, { texts: "a" }, teams(["a"])), test(hasTeam, {}, teams([null]))]).toEqual([
      "unknown",
      "unknown",
    ]);
  });
});

describe("$in with a reference", () => {
  const inTeams: ConditionData = { text: { $in: { $ref: "principal.attributes.teams" } } };
  const notInTeams: ConditionData = { text: { $nin: { $ref: "principal.attributes.teams" } } };

  it("S16 looks in the list that it resolves to", () => {
    expect([test(inTeams, { text: "a" }, teams(["a"])), test(inTeams, { text: "b" }, teams(["a"]))]).toEqual([
      "true",
      "false",
    ]);
  });

  it("S13 is false in an empty list", () => {
    expect([test(inTeams, { text: "a" }, teams([])), test(notInTeams, { text: "a" }, teams([]))]).toEqual([
      "false",
      "true",
    ]);
  });

  it("S13 is unknown where an element is null or of another type, and none matches", () => {
    expect([
      test(inTeams, { text: "a" }, teams(["b", null])),
      test(inTeams, { text: "a" }, teams([1, "b"])),
      test(notInTeams, { text: "a" }, teams([null])),
      test(inTeams, { text: "a" }, teams([null, "a"])),
      test(notInTeams, { text: "a" }, teams([null, "a"])),
    ]).toEqual(["unknown", "unknown", "unknown", "true", "false"]);
  });

  it("S13 is unknown with what is no list", () => {
    expect([
      test(inTeams, { text: "a" }),
      test(inTeams, { text: "a" }, teams("a")),
      test(notInTeams, { text: "a" }),
    ]).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("is unknown with a reference to one value", () => {
    const scene = { principal: { attributes: { department: "a" } } };
    expect(test({ text: { $in: { $ref: "principal.attributes.department" } } }, { text: "a" }, scene)).toBe("unknown");
  });
});
