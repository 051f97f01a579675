import { describe, expect, it } from "vitest";
import { CompileError } from "../../../../src/compile/compile-error.js";
import { compilePolicy } from "../../../../src/compile/policy.js";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { policyAsking, test } from "../../fixtures/condition.js";

const parse = (data: unknown) => compilePolicy(policyAsking(data as ConditionData));

function nested(depth: number): object {
  let condition: object = { flag: true };
  for (let level = 0; level < depth; level += 1) condition = { $not: condition };
  return condition;
}

describe("a condition that cannot be read", () => {
  it.each([
    ["an empty condition", {}],
    ["a condition of nothing but undefined", { text: undefined }],
    ["an empty $and", { $and: [] }],
    ["an empty $or", { $or: [] }],
    ["an empty $not", { $not: {} }],
    ["an empty test", { text: {} }],
    ["a $and that is no list", { $and: { text: "a" } }],
    ["a $or that is no list", { $or: "text" }],
    ["a list in place of a condition", [{ text: "a" }]],
    ["a $not of null", { $not: null }],
    ["null", null],
    ["a text", "text"],
    ["an unknown operator", { text: { $regex: "a" } }],
    ["an operator without its $", { text: { eq: "a" } }],
    ["an unknown combination", { $nor: [{ text: "a" }] }],
    ["a literal null", { text: null }],
    ["a literal of another type", { number: "1" }],
    ["a literal of another type in a list", { number: { $in: [1, "2"] } }],
    ["NaN", { number: Number.NaN }],
    ["a text that is no bigint", { big: "1.5" }],
    ["a number for a bigint", { big: 5 }],
    ["$startsWith on a number", { number: { $startsWith: "1" } }],
    ["$lt on a text", { text: { $lt: "a" } }],
    ["$gte on a truth value", { flag: { $gte: true } }],
    ["a bigint of more digits than anybody needs", { big: "9".repeat(1001) }],
    ["a value that the enum does not have", { stage: "lost" }],
    ["a day that is no instant", { day: "2026-03-02" }],
    ["a value of an opaque field", { blob: "a" }],
    ["$in with one value", { text: { $in: "a" } }],
    ["$nin with one value", { text: { $nin: "a" } }],
    ["$hasAny with one value", { texts: { $hasAny: "a" } }],
    ["$exists with something else than true or false", { text: { $exists: 1 } }],
    ["$under on a path that is no scope path", { stage: { $under: "a" } }],
    ["a reference that is no text", { text: { $ref: 1 } }],
    ["a reference to an unknown root", { text: { $ref: "env.HOME" } }],
    ["a reference without a root", { text: { $ref: "text" } }],
    ["a reference to a root as a whole", { text: { $ref: "principal" } }],
    ["a reference to an unknown path", { text: { $ref: "principal.secret" } }],
    ["a reference shifted by no duration", { day: { $ref: "now", plus: "a while" } }],
  ])("is %s", (_what, data) => {
    expect(() => parse(data)).toThrow(CompileError);
  });

  it("is one that is nested too deeply, in whatever way", () => {
    let mixed: object = { flag: true };
    for (let level = 0; level < 65; level += 1) mixed = level % 2 === 0 ? { $and: [mixed] } : { $or: [mixed] };
    expect(() => parse(nested(65))).toThrow("a condition is nested too deeply");
    expect(() => parse(mixed)).toThrow("a condition is nested too deeply");
  });
});

describe("a condition that can be read", () => {
  it("may be nested", () => {
    expect(test(nested(64) as ConditionData, { flag: true })).toBe("true");
  });

  it("ignores what is undefined", () => {
    expect(test({ text: "a", number: undefined } as unknown as ConditionData, { text: "a" })).toBe("true");
  });

  it.each([1000])("may have a bigint of %i digits", (digits) => {
    const text = "9".repeat(digits);
    expect(test({ big: text as `${bigint}` }, { big: BigInt(text) })).toBe("true");
  });
});

describe("the error of a condition", () => {
  it.each([
    [{ nobody: 1 }, "path `nobody` is not in the schema"],
    [{ text: { $like: "a" } }, "operator `$like` is unknown"],
    [{}, "an empty condition says nothing"],
    [{ $and: [] }, "an empty `$and` says nothing"],
    [{ $or: [] }, "an empty `$or` says nothing"],
    [{ $and: {} }, "`$and` and `$or` take a list"],
    [{ text: {} }, "the test of `text` is empty"],
    [{ number: "1" }, "a value compared with `number` has another type"],
    [{ text: { $in: "a" } }, "`$in` takes a list"],
    [{ text: { $exists: "a" } }, "`$exists` takes true or false"],
    [{ number: { $startsWith: "1" } }, "`$startsWith` does not go with `number`"],
    [{ stage: { $under: "a" } }, "`$under` needs a scope path, and `stage` is none"],
    [{ text: { $ref: "env.HOME" } }, "reference `env.HOME` is unknown"],
    [{ text: { $ref: 1 } }, "a reference is not a text"],
    [{ day: { $ref: "now", plus: "x" } }, "the shift of reference `now` is no duration"],
  ])("%j says what is wrong", (data, message) => {
    expect(() => parse(data)).toThrow(message);
  });
});
