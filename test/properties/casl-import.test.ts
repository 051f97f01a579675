import { createMongoAbility, subject } from "@casl/ability";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelData } from "../../src/model/model-data.js";
import { parsePolicy } from "../../src/policy/parse-policy.js";
import { type CaslImport, fromCaslRules } from "../../src/project/ability/from-casl-rules.js";

const modelData: ModelData = {
  dimensions: {},
  principal: { attributes: [] },
  resources: {
    deal: {
      fields: [
        { name: "id", type: "string" },
        { name: "stage", type: "enum", values: ["open", "won", "lost"], nullable: true },
        { name: "amount", type: "number", nullable: true, optional: true },
        { name: "secret", type: "boolean", optional: true },
        { name: "tags", type: "string", array: true, optional: true },
        { name: "address", type: "object", optional: true, fields: [{ name: "city", type: "string" }] },
      ],
      actions: ["read", "update", "delete"],
      readOnlyActions: ["read"],
      changingActions: ["update"],
      scopePaths: {},
      immutable: [],
      sensitive: [],
      fieldGroups: {},
    },
  },
};
const model = { toJSON: () => modelData };
const { fields } = modelData.resources.deal as { fields: readonly { name: string }[] };
const ACTIONS = ["read", "update", "delete"];

const scalars: Readonly<Record<string, readonly unknown[]>> = {
  id: ["d1", "d2"],
  stage: ["open", "won", "lost"],
  amount: [-1, 0, 5, 10],
  secret: [true, false],
  tags: ["hot", "new"],
  "address.city": ["Bonn", "Lyon"],
};

/** A test of a path, as people write it, and now and then as they should not. */
const test = fc.constantFrom(...Object.keys(scalars)).chain((path) => {
  const value = fc.constantFrom(...(scalars[path] as unknown[]));
  const list = fc.array(value, { maxLength: 2 });
  const operators = fc.oneof(
    { weight: 4, arbitrary: value },
    fc.record({ $eq: value }),
    fc.record({ $ne: value }),
    fc.record({ $in: list }),
    fc.record({ $nin: list }),
    fc.record({ $all: list }),
    fc.record({ $gte: value }, { requiredKeys: [] }),
    fc.record({ $lt: value, $ne: value }),
    fc.record({ $exists: fc.boolean() }),
    fc.constantFrom<unknown>(null, { $eq: null }, { $ne: null }, { $regex: "o" }, { eq: 5 }, {}, undefined),
  );
  return operators.map((operator): [string, unknown] => [path, operator]);
});

const conditions = fc.oneof(
  { weight: 6, arbitrary: fc.array(test, { minLength: 1, maxLength: 2 }).map((tests) => Object.fromEntries(tests)) },
  {
    weight: 1,
    arbitrary: fc
      .array(test, { minLength: 1, maxLength: 2 })
      .map((tests) => ({ $or: tests.map((one) => Object.fromEntries([one])) })),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, undefined) },
);

const rule = fc.record(
  {
    action: fc.oneof(fc.constantFrom("read", "update", "manage", "publish"), fc.subarray(ACTIONS, { minLength: 1 })),
    subject: fc.oneof(
      { weight: 8, arbitrary: fc.constant("deal") },
      fc.constantFrom("all", ["deal", "note"], "", undefined),
    ),
    inverted: fc.boolean(),
    fields: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.subarray(
          fields.map(({ name }) => name),
          { minLength: 1 },
        ),
      },
      fc.constantFrom<unknown>("id", ["a*"], ["address.city"], ["nothing"], null),
    ),
    conditions,
  },
  { requiredKeys: ["action", "subject"] },
);
// with the prototype of all objects: CASL chokes on any other
const rulesOf = (maxLength: number) =>
  fc.array(rule, { minLength: 1, maxLength }).map((rules) => structuredClone(rules));

const record = fc.record(
  {
    id: fc.constantFrom(...(scalars.id as string[])),
    stage: fc.constantFrom(...(scalars.stage as string[]), null),
    amount: fc.constantFrom(...(scalars.amount as number[]), null),
    secret: fc.boolean(),
    tags: fc.subarray(scalars.tags as string[]),
    address: fc.record({ city: fc.constantFrom("Bonn", "Lyon") }),
  },
  { requiredKeys: [] },
);
const wholeRecord = fc.record({
  id: fc.constantFrom(...(scalars.id as string[])),
  stage: fc.constantFrom(...(scalars.stage as string[])),
  amount: fc.constantFrom(...(scalars.amount as number[])),
  secret: fc.boolean(),
  tags: fc.subarray(scalars.tags as string[]),
  address: fc.record({ city: fc.constantFrom("Bonn", "Lyon") }),
});

/** CASL's own answers; `undefined` where it throws, since a rule beside the one that matters has a broken condition. */
function caslOf(rules: readonly object[]) {
  const ability = createMongoAbility(rules as never);
  return (action: string, one: object, field: string | undefined): boolean | undefined => {
    try {
      return ability.can(action, subject("deal", { ...one }), field);
    } catch {
      return undefined;
    }
  };
}

/** The access of somebody who holds what was read. */
function accessBy({ statements }: CaslImport) {
  const roles = { rep: { title: "Rep", statements } };
  const parsed = parsePolicy({ toJSON: () => modelData } as never, { id: "crm", version: 1, roles });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.policy.access({
    principal: { id: "u1", kind: "employee", status: "active" },
    assignments: [{ id: "a1", role: "rep" }],
    session: null,
    now: 0,
  } as never) as unknown as { can(action: string, type: string, record: object, field?: string): boolean };
}

const questions = ACTIONS.flatMap((action) =>
  [undefined, ...fields.map(({ name }) => name)].map((field) => [action, field] as const),
);

describe("rules that come from CASL", () => {
  it("are statements that a policy takes, and allow nobody what CASL did not", () => {
    const told = { yes: 0, no: 0 };
    fc.assert(
      fc.property(rulesOf(5), fc.array(record, { minLength: 1, maxLength: 4 }), (rules, records) => {
        const access = accessBy(fromCaslRules(rules, { model }));
        const ability = caslOf(rules);
        for (const one of records) {
          for (const [action, field] of questions) {
            const isAllowed = access.can(action, "deal", one, field);
            told[isAllowed ? "yes" : "no"] += 1;
            if (isAllowed) expect(ability(action, one, field) ?? true, `${action} ${field}`).toBe(true);
          }
        }
      }),
      { numRuns: 1_500 },
    );
    expect(Math.min(told.yes, told.no)).toBeGreaterThan(2_000);
  });

  it("say the same about whole records where there was nothing to tell", () => {
    const told = { yes: 0, no: 0 };
    fc.assert(
      fc.property(rulesOf(3), fc.array(wholeRecord, { minLength: 1, maxLength: 4 }), (rules, records) => {
        const read = fromCaslRules(rules, { model });
        // what CASL decides without a value does not concern whole records
        if (read.issues.some(({ code }) => code !== "missing_value" && code !== "manage" && code !== "all_subjects"))
          return;
        const access = accessBy(read);
        const ability = caslOf(rules);
        for (const one of records) {
          for (const [action, field] of questions) {
            const allowed = ability(action, one, field);
            // without a field CASL passes over a `cannot` of fields, and castellan asks for one that is left
            if (field === undefined && rules.some((each) => each.inverted === true && each.fields !== undefined))
              continue;
            told[allowed ? "yes" : "no"] += 1;
            expect(access.can(action, "deal", one, field), `${action} ${field}`).toBe(allowed);
          }
        }
      }),
      { numRuns: 3_000 },
    );
    expect(Math.min(told.yes, told.no)).toBeGreaterThan(1_000);
  });
});
