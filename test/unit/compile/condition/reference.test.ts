import { describe, expect, it } from "vitest";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { NOW } from "../../fixtures/access.js";
import { test } from "../../fixtures/condition.js";

const attributes = (values: object) => ({ principal: { attributes: values } });
const session = { id: "s1", device: { id: "x", managed: true }, network: { country: "DE", zones: ["vpn"] } };

describe("a reference", () => {
  it.each([
    ["principal.id", { principal: { id: "a" } }],
    ["principal.kind", { principal: { kind: "employee" } }],
    ["principal.status", { principal: { status: "active" } }],
    ["principal.attributes.department", attributes({ department: "sales" })],
    ["session.id", { session }],
    ["session.network.country", { session }],
    ["record.address.city", { old: { address: { city: "Bonn" } } }],
    ["record.address.geo.lat", { old: { address: { geo: { lat: 50 } } } }],
  ])("S16 reads %s", (path, scene) => {
    const value = path
      .split(".")
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], {
        principal: undefined,
        session: undefined,
        ...(path.startsWith("record") ? scene : {}),
        ...Object.values(scene)[0],
      });
    const field = typeof value === "number" ? "number" : "text";
    const old = "old" in scene ? scene.old : {};
    expect(test({ [field]: { $ref: path } } as ConditionData, { [field]: value }, { ...scene, old })).toBe("true");
  });

  it("S16 reads a fact of the device", () => {
    expect(test({ flag: { $ref: "session.device.managed" } }, { flag: true }, { session })).toBe("true");
  });

  it("S16 reads the record as it stands", () => {
    expect([
      test({ number: { $lte: { $ref: "record.number" } } }, { number: 2 }, { old: { number: 1 } }),
      test({ number: { $lte: { $ref: "record.number" } } }, { number: 2 }, { old: { number: 2 } }),
    ]).toEqual(["false", "true"]);
  });

  it("S16 that resolves to nothing is unknown", () => {
    expect([
      test({ text: { $ref: "principal.attributes.department" } }, { text: "a" }, { principal: {} }),
      test({ text: { $ref: "principal.attributes.department" } }, { text: "a" }, attributes({ department: null })),
      test({ text: { $ne: { $ref: "session.id" } } }, { text: "a" }, { session: null }),
      test({ text: { $ref: "session.network.country" } }, { text: "a" }, { session: { id: "s" } }),
    ]).toEqual(["unknown", "unknown", "unknown", "unknown"]);
  });

  it("S15 to a value of another type is unknown", () => {
    expect([
      test({ text: { $ref: "principal.attributes.department" } }, { text: "1" }, attributes({ department: 1 })),
      test({ number: { $ref: "principal.attributes.level" } }, { number: 1 }, attributes({ level: Number.NaN })),
      test({ text: { $ref: "principal.attributes.department" } }, { text: "a" }, attributes({ department: ["a"] })),
    ]).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("shifts the instant that it reads", () => {
    const condition = { day: { $lt: { $ref: "principal.attributes.since", plus: "1d" } } } as const;
    expect([
      test(condition, { day: NOW }, attributes({ since: NOW - 86_400_000 })),
      test(condition, { day: NOW - 1 }, attributes({ since: new Date(NOW - 86_400_000) })),
    ]).toEqual(["false", "true"]);
  });

  it("shifts nothing where nothing is read", () => {
    expect(test({ day: { $lt: { $ref: "principal.attributes.since", plus: "1d" } } }, { day: NOW })).toBe("unknown");
  });

  it("to an enum reads only its values", () => {
    const condition: ConditionData = { text: { $ref: "principal.attributes.grade" } };
    expect([
      test(condition, { text: "closed" }, attributes({ grade: "closed" })),
      test(condition, { text: "ajar" }, attributes({ grade: "ajar" })),
    ]).toEqual(["true", "unknown"]);
  });

  it("to a list of an enum reads what is no value of it as null", () => {
    const condition: ConditionData = { text: { $in: { $ref: "principal.attributes.grades" } } };
    expect([
      test(condition, { text: "open" }, attributes({ grades: ["ajar", "open"] })),
      test(condition, { text: "ajar" }, attributes({ grades: ["ajar", "open"] })),
      test(condition, { text: "open" }, attributes({ grades: "open" })),
    ]).toEqual(["true", "unknown", "unknown"]);
  });

  it("compares an enum with any text or number", () => {
    const byText: ConditionData = { stage: { $ref: "principal.attributes.department" } };
    const byNumber: ConditionData = { stage: { $ne: { $ref: "principal.attributes.level" } } };
    expect([
      test(byText, { stage: "open" }, attributes({ department: "elsewhere" })),
      test(byNumber, { stage: 3 }, attributes({ level: 4 })),
      test(byNumber, { stage: 3 }, attributes({ level: Number.NaN })),
    ]).toEqual(["false", "true", "unknown"]);
  });

  it("S17 does not read what is inherited", () => {
    const inherited = { attributes: Object.create({ department: "a" }) };
    expect(test({ text: { $ref: "principal.attributes.department" } }, { text: "a" }, { principal: inherited })).toBe(
      "unknown",
    );
  });
});
