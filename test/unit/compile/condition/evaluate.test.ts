import { describe, expect, it } from "vitest";
import { compilePolicy } from "../../../../src/compile/policy.js";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { NOW } from "../../fixtures/access.js";
import { policyAsking } from "../../fixtures/condition.js";

/** The conditions of a policy of allows with such conditions. */
function compiled(...conditions: ConditionData[]) {
  const policy = policyAsking({ flag: true });
  const thing = conditions.map((when) => ({ allow: "ask", when }));
  const { roles } = compilePolicy({ ...policy, roles: { asker: { title: "Asker", statements: { thing } } } });
  return roles.get("asker")!.statements.map(({ when }) => when!);
}

function areOne(left: ConditionData, right: ConditionData): boolean {
  const [first, second] = compiled(left, right);
  return first === second;
}

describe("equal conditions", () => {
  it.each<[string, ConditionData, ConditionData]>([
    ["are one, however their keys are ordered", { text: "a", number: 1 }, { number: 1, text: "a" }],
    ["are one, whether $eq is said or not", { text: "a" }, { text: { $eq: "a" } }],
    ["are one, however an instant is written", { day: NOW }, { day: new Date(NOW).toISOString() }],
    ["are one, whether $and is said or not", { text: "a", number: 1 }, { $and: [{ text: "a" }, { number: 1 }] }],
    ["are one with the same reference", { text: { $ref: "principal.id" } }, { text: { $ref: "principal.id" } }],
    ["are one with the same list", { text: { $in: ["a", "b"] } }, { text: { $in: ["a", "b"] } }],
  ])("%s", (_how, left, right) => {
    expect(areOne(left, right)).toBe(true);
  });

  it.each<[string, ConditionData, ConditionData]>([
    ["in the path", { text: "a" }, { region: "a" }],
    ["in the operator", { number: { $lt: 1 } }, { number: { $gt: 1 } }],
    ["in the literal", { text: "a" }, { text: "b" }],
    ["in the list", { text: { $in: ["a"] } }, { text: { $in: ["a", "b"] } }],
    ["in one value of the list", { text: { $in: ["a", "b"] } }, { text: { $in: ["a", "c"] } }],
    ["in what is negated", { $not: { text: "a" } }, { $not: { text: "b" } }],
    ["in a part of $and", { $and: [{ text: "a" }, { flag: true }] }, { $and: [{ text: "b" }, { flag: true }] }],
    ["in a part of $or", { $or: [{ text: "a" }, { flag: true }] }, { $or: [{ text: "b" }, { flag: true }] }],
    ["in how the list is cut", { text: { $in: ["a,b"] } }, { text: { $in: ["a", "b"] } }],
    ["in the reference", { text: { $ref: "principal.id" } }, { text: { $ref: "session.id" } }],
    ["in the shift", { day: { $ref: "now" } }, { day: { $ref: "now", plus: "1d" } }],
    ["in a negation", { text: "a" }, { $not: { text: "a" } }],
    ["in the combination", { $and: [{ text: "a" }, { flag: true }] }, { $or: [{ text: "a" }, { flag: true }] }],
    ["in being a list of one", { region: { $under: "DE" } }, { region: { $under: ["DE"] } }],
    ["in a literal that looks like a reference", { text: "principal.id" }, { text: { $ref: "principal.id" } }],
    ["in the type of a literal that looks alike", { stage: { $ne: 3 } }, { region: { $startsWith: "3" } }],
  ])("are two that differ %s", (_how, left, right) => {
    expect(areOne(left, right)).toBe(false);
  });

  it("on two types are two", () => {
    const policy = policyAsking({ text: "a" });
    const { thing } = policy.model.resources;
    const resources = {
      thing: thing!,
      other: { ...thing!, fields: [{ name: "text", type: "number" as const }], scopePaths: {} },
    };
    const statements = { thing: [{ allow: "ask", when: { text: "1" } }], other: [{ allow: "ask", when: { text: 1 } }] };
    const both = { ...policy, model: { ...policy.model, resources }, roles: { asker: { title: "Asker", statements } } };
    const [first, second] = compilePolicy(both)
      .roles.get("asker")!
      .statements.map(({ when }) => when);
    expect(first).not.toBe(second);
  });
});

describe("a compiled condition", () => {
  it("knows the fields that it reads, once each, also by reference", () => {
    const condition: ConditionData = {
      $or: [
        { "address.city": "Bonn", "address.floor": 1 },
        { $not: { number: { $lt: { $ref: "record.numbers" } } } },
        { text: { $ref: "principal.id" } },
      ],
    };
    expect(compiled(condition)[0]!.fieldsRead).toEqual(["address", "number", "numbers", "text"]);
  });

  it("knows the values that it compares with now, and by how much that is shifted", () => {
    const condition: ConditionData = {
      day: { $gt: { $ref: "now", plus: "-1s" }, $lt: { $ref: "principal.attributes.since" } },
      $not: { day: { $lt: { $ref: "now" } } },
    };
    const { clockTests } = compiled(condition)[0]!;
    expect(clockTests.map(({ read, plus }) => [read({ day: 7 }), plus])).toEqual([
      [7, -1_000],
      [7, 0],
    ]);
  });
});
