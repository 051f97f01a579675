import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandName } from "../../../../src/lifecycle/command.js";
import { peoplePlanners } from "../../../../src/lifecycle/people-planners.js";
import type { LifecycleSettings } from "../../../../src/lifecycle/settings.js";
import { company, DAY, NOW, settings } from "./company.js";

const names = Object.keys(peoplePlanners) as CommandName[];

/** What each command may be told, so that hostile values stand where they are read. */
const parts = [
  "principalId",
  "assignmentId",
  "assignmentIds",
  "deputyId",
  "token",
  "kind",
  "id",
  "attributes",
  "assignments",
  "role",
  "statements",
  "scope",
  "validFrom",
  "validUntil",
  "state",
  "emergency",
  "sponsorId",
  "linkExpiresIn",
  "until",
  "from",
  "at",
  "overlap",
  "end",
  "start",
  "keep",
  "successorId",
  "lookBack",
  "duration",
  "loginId",
  "stepId",
  "reason",
  "key",
] as const;

const plausible = fc.constantFrom<unknown>(
  "eva",
  "gus",
  "max",
  "eva-rep",
  "rep",
  "nothing",
  "reading",
  "eligible",
  "1h",
  NOW + DAY,
  new Date(NOW + DAY),
  ["eva-rep"],
  { region: ["DE"] },
  [{ role: "rep", scope: { region: ["DE"] } }],
  true,
);
const hostile = fc.oneof(
  plausible,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.constantFrom<unknown>(
    Number.NaN,
    -0,
    Number.POSITIVE_INFINITY,
    "\u0000",
    "\ud800",
    "x".repeat(300_000),
    "__proto__",
    "constructor",
    new Date(Number.NaN),
    new Date(8.64e15),
    () => 1,
    Symbol("s"),
    new Map(),
    JSON.parse('{"__proto__":{"role":"admin"}}'),
    JSON.parse('{"region":{"__proto__":[]},"constructor":"*"}'),
    Object.create({ role: "admin" }),
    new Array(4_000_000),
    Array.from({ length: 20_000 }, () => 0),
    deep(50),
    deep(5_000),
    {
      get role() {
        throw new Error("no");
      },
    },
  ),
);

describe("a command from a stranger", () => {
  it("is refused or planned, whatever it is, and throws nothing else", () => {
    const world = company();
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom("boss", "max", "eva", undefined),
        fc.dictionary(fc.constantFrom(...parts), hostile, { maxKeys: 8, noNullPrototype: false }),
        (command, by, input) => {
          expect(typeof world.hostile(by, command, input)).toBe("string");
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("is refused where looking at it throws", () => {
    const world = company();
    const throwing = new Proxy({}, { ownKeys: () => raise(), getPrototypeOf: () => raise() });
    for (const value of [revoked(), throwing]) {
      for (const command of names) {
        expect(world.hostile("boss", command, { principalId: "eva", scope: value })).toBe("invalid_command");
        expect(world.hostile("boss", command, { principalId: value })).toBe("invalid_command");
      }
    }
  });

  it("is refused where it is no object at all", () => {
    const world = company();
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (command, input) => {
        fc.pre(typeof input !== "object" || input === null || Array.isArray(input));
        expect(world.hostile("boss", command, input)).toBe("invalid_command");
      }),
    );
  });

  it.each(names)("is refused as %s where it says something that nobody knows", (command) => {
    expect(company().hostile("boss", command, { principalId: "eva", surprise: 1 })).toBe("invalid_command");
  });

  it.each<[string, object]>([
    ["an id that is empty", { principalId: "" }],
    ["an id that is too long", { principalId: "x".repeat(257) }],
    ["an id with a NUL", { principalId: "a\u0000" }],
    ["an id with half of a surrogate pair", { principalId: "a\ud800" }],
    ["an id that is a number", { principalId: 7 }],
    ["no id", {}],
    ["a key that is empty", { principalId: "eva", key: "" }],
    ["a key that is too long", { principalId: "eva", key: "k".repeat(201) }],
    ["a reason that is too long", { principalId: "eva", reason: "r".repeat(2_001) }],
    ["a reason that is none", { principalId: "eva", reason: { toString: "because" } }],
    ["too much", { principalId: "eva", reason: "r".repeat(300_000) }],
  ])("is refused for %s", (_, input) => {
    expect(company().hostile("boss", "suspend", input)).toBe("invalid_command");
  });

  it.each<[LifecycleSettings, CommandName, object]>([
    [{ invitations: { expiresIn: "a week" as never } }, "invite", { kind: "employee" }],
    [{ invitations: { maxExpiresIn: -1 } }, "invite", { kind: "employee" }],
    [{ outsiders: { maxDuration: "year" as never } }, "extend", { principalId: "gus", validUntil: NOW + DAY }],
    [{ cover: { maxDuration: Number.NaN } }, "cover", { principalId: "eva", deputyId: "fred", until: NOW + DAY }],
  ])("is refused where a setting that bounds it cannot be read: %j", (wrong, command, input) => {
    const world = company({ settings: { ...settings } });
    Object.assign(world.settings, wrong);
    expect(world.hostile("boss", command, input)).toBe("invalid_command");
  });

  it("never finds a role, an attribute or a scope on a prototype", () => {
    const world = company();
    const input = { principalId: "eva", ...JSON.parse('{"scope":{"__proto__":{"region":["DE"]}}}'), role: "rep" };
    expect(world.hostile("max", "assign", input)).toBe("invalid_command");
    expect(world.hostile("max", "assign", Object.create({ principalId: "eva", role: "rep" }))).toBe("invalid_command");
  });

  it("never sees its values told in a refusal", () => {
    const world = company();
    const secret = "s3cret-value";
    for (const command of names) {
      const input = { principalId: "eva", reason: "x", attributes: [secret], validUntil: secret, token: `${secret}x` };
      try {
        world.do("boss", command, input as never);
      } catch (error) {
        expect(String(error)).not.toContain(secret);
      }
    }
  });
});

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}

function raise(): never {
  throw new Error("no");
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
