import { packRules } from "@casl/ability/extra";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CaslImportOptions, fromCaslRules } from "../../../../src/project/ability/from-casl-rules.js";
import { CASL_ISSUES, type CaslIssueCode } from "../../../../src/project/ability/import/issue.js";
import { model as modelData } from "../../fixtures/access.js";

const model = { toJSON: () => modelData };
const types = { Deal: "deal", Report: "report" };

/** What is to be filled in by a template. */
const filled = (name: string): string => `\${${name}}`;

const imported = (rules: unknown, options: CaslImportOptions = {}) => fromCaslRules(rules, { types, ...options });
/** The statements on deals, and what was said. */
function read(rule: object, options: CaslImportOptions = {}) {
  const { statements, issues } = imported([{ action: "read", subject: "Deal", ...rule }], options);
  return { said: statements.deal ?? [], told: issues.map(({ code, effect }) => `${code}: ${effect}`) };
}
const known = { model };

describe("a rule of CASL's", () => {
  it.each<[string, object, object]>([
    ["without conditions", {}, { allow: "read" }],
    ["with several actions", { action: ["read", "update"] }, { allow: ["read", "update"] }],
    ["with one field", { fields: "stage" }, { allow: "read", fields: ["stage"] }],
    ["with fields", { fields: ["id", "stage"] }, { allow: "read", fields: ["id", "stage"] }],
    ["with a value", { conditions: { stage: "open" } }, { allow: "read", when: { stage: "open" } }],
    [
      "with two values",
      { conditions: { stage: "open", ownerId: "u1" } },
      { allow: "read", when: { stage: "open", ownerId: "u1" } },
    ],
    [
      "with an operator",
      { conditions: { stage: { $in: ["open", "won"] } } },
      { allow: "read", when: { stage: { $in: ["open", "won"] } } },
    ],
    [
      "with two operators",
      { conditions: { amount: { $gte: 1, $ne: 7 } } },
      { allow: "read", when: { amount: { $gte: 1, $ne: 7 } } },
    ],
    ["with a path", { conditions: { "address.city": "Bonn" } }, { allow: "read", when: { "address.city": "Bonn" } }],
    ["that is inverted", { inverted: true, reason: "closed" }, { forbid: "read", why: "closed" }],
    ["that is inverted in SQL", { inverted: 1 }, { forbid: "read" }],
    ["that is not inverted in SQL", { inverted: 0 }, { allow: "read" }],
    ["with a reason", { reason: "everybody may" }, { allow: "read", why: "everybody may" }],
    ["with a reason that is none", { reason: 5 }, { allow: "read" }],
    ["with columns of its table", { id: 7, role_id: "r1", createdAt: "2026-01-01", note: null }, { allow: "read" }],
  ])("%s becomes a statement", (_, rule, statement) => {
    expect(read(rule).said).toEqual([statement]);
  });

  it("is said of each of its subjects, by the names that they have here", () => {
    const { statements, issues } = imported([{ action: "read", subject: ["Deal", "Report", "Deal"] }], known);
    expect(statements).toEqual({ deal: [{ allow: "read" }], report: [{ allow: "read" }] });
    expect(issues.map(({ code }) => code)).toEqual(["sensitive_fields"]);
    expect(imported([{ action: "read", subject: "Note" }]).statements).toEqual({ Note: [{ allow: "read" }] });
  });

  it("keeps its order", () => {
    const rules = ["read", "delete", "export"].map((action) => ({ action, subject: "Deal" }));
    expect(imported(rules).statements.deal).toEqual([{ allow: "read" }, { allow: "delete" }, { allow: "export" }]);
  });

  it("has the actions that an alias stands for", () => {
    const actions = { edit: "update", write: ["create", "update"], "": "delete" };
    expect(read({ action: ["edit", "write", "read"] }, { actions }).said).toEqual([
      { allow: ["update", "create", "read"] },
    ]);
    expect(read({ action: "toString" }, { actions: {} }).said).toEqual([{ allow: "toString" }]);
  });

  it("may be packed", () => {
    const rules = [
      { action: ["read", "update"], subject: ["Deal"], fields: ["id", "stage"], conditions: { stage: "open" } },
      { action: "delete", subject: "Deal", inverted: true, reason: "never" },
      { action: "read", subject: "Deal" },
    ];
    const { statements, issues } = imported(JSON.parse(JSON.stringify(packRules(rules))));
    expect(statements.deal).toEqual([
      { allow: ["read", "update"], fields: ["id", "stage"], when: { stage: "open" } },
      { forbid: "delete", why: "never" },
      { allow: "read" },
    ]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([0, 1, 2].map((index) => ["packed_rule", [index]]));
  });
});

describe("placeholders", () => {
  const references = { "user.id": "principal.id", "user.teams": "principal.attributes.teams" };

  it.each([filled("user.id"), "{{user.id}}", "{{ user.id }}", filled(" user.id ")])("become references: %s", (text) => {
    expect(read({ conditions: { ownerId: text } }, { references })).toEqual({
      said: [{ allow: "read", when: { ownerId: { $ref: "principal.id" } } }],
      told: [],
    });
  });

  it("may stand for a list", () => {
    expect(read({ conditions: { region: { $in: filled("user.teams") } } }, { references }).said).toEqual([
      { allow: "read", when: { region: { $in: { $ref: "principal.attributes.teams" } } } },
    ]);
  });

  it.each<[string, unknown]>([
    ["that nobody explains", filled("user.name")],
    ["with a name of every object", filled("constructor")],
    ["within a text", `u-${filled("user.id")}`],
    ["within a list", { $in: [filled("user.id")] }],
    ["that is code", filled("process.exit()")],
  ])("%s are left out, with a hint", (_, value) => {
    const { issues, statements } = imported([{ action: "read", subject: "Deal", conditions: { ownerId: value } }], {
      references,
    });
    expect(statements).toEqual({});
    expect(issues).toMatchObject([
      { code: "template_text", effect: "left_out", hint: expect.stringMatching(/\$ref|references/) },
    ]);
  });
});

describe("with a model", () => {
  it("a list is asked by its own operators", () => {
    const conditions = { tags: "hot" };
    expect(read({ conditions, inverted: true }, known).said).toEqual([
      { forbid: "read", when: { tags: { $has: "hot" } } },
    ]);
    const when = (test: object): unknown =>
      (read({ conditions: { tags: test }, fields: ["id"] }, known).said[0] as { when?: unknown })?.when;
    expect(when({ $eq: "hot" })).toEqual({ tags: { $has: "hot" } });
    expect(when({ $in: ["hot", "new"] })).toEqual({ tags: { $hasAny: ["hot", "new"] } });
    expect(when({ $ne: "hot" })).toEqual({ $not: { tags: { $has: "hot" } } });
    expect(when({ $nin: ["hot"] })).toEqual({ $not: { tags: { $hasAny: ["hot"] } } });
    expect(when({ $all: ["hot", "new"] })).toEqual({ $and: [{ tags: { $has: "hot" } }, { tags: { $has: "new" } }] });
    expect(when({ $ne: "hot", $nin: ["new"] })).toEqual({
      $and: [{ $not: { tags: { $has: "hot" } } }, { $not: { tags: { $hasAny: ["new"] } } }],
    });
  });

  it("patterns of fields are written out", () => {
    expect(read({ fields: ["a*"] }, known)).toEqual({
      said: [{ allow: "read", fields: ["amount", "address"] }],
      told: ["field_wildcard: kept"],
    });
  });

  it("what is said of some records of every type is said of each type that has them", () => {
    const rule = { action: "read", subject: "all", conditions: { ownerId: "u1" } };
    const { statements, issues } = imported([rule], known);
    expect(statements).toEqual({ deal: [{ allow: "read", when: { ownerId: "u1" } }] });
    expect(issues.map(({ code }) => code)).toEqual([
      "all_subjects",
      "all_restricted",
      "sensitive_fields",
      "unknown_path",
    ]);
    expect(imported([{ ...rule, inverted: true }], known).statements).toEqual({
      deal: [{ forbid: "read", when: { ownerId: "u1" } }],
      report: [{ forbid: "read" }],
    });
  });
});

describe("logical operators", () => {
  const conditions = { $or: [{ stage: "open" }, { $and: [{ ownerId: "u1" }, { $not: { amount: 5 } }] }] };
  const nor = { $nor: [{ stage: "open" }, { stage: "won" }] };

  it("that CASL passes over stop nothing there: an allow is left out, and a deny denies", () => {
    expect(read({ conditions }).said).toEqual([]);
    expect(read({ conditions, inverted: true }).said).toEqual([{ forbid: "read", when: conditions }]);
    expect(read({ conditions: nor, inverted: true }).said).toEqual([
      { forbid: "read", when: { $not: { $or: [{ stage: "open" }, { stage: "won" }] } } },
    ]);
  });

  it("that a matcher of one's own knows are taken", () => {
    const operators = ["$or", "$and", "$not"];
    expect(read({ conditions }, { operators })).toEqual({
      said: [{ allow: "read", when: conditions }],
      told: ["missing_value: kept"],
    });
  });

  it("turn around what may be taken for granted about null", () => {
    const operators = ["$not"];
    expect(read({ conditions: { $not: { amount: { $exists: true } } } }, { operators }).said).toEqual([]);
    expect(read({ conditions: { $not: { amount: { $exists: false } } } }, { operators }).said).toHaveLength(1);
  });

  it.each<[string, object]>([
    ["an empty list", { $or: [] }],
    ["no list", { $or: { stage: "open" } }],
    ["an empty condition", { $or: [{}] }],
    ["no condition", { $not: 5 }],
  ])("with %s are none", (_, broken) => {
    const { said, told } = read({ conditions: broken }, { operators: ["$or", "$not"] });
    expect(said).toEqual([]);
    expect(told).toContain("invalid_operand: left_out");
  });
});

/** Each code, a rule that has it, and what becomes of it as an allow and as a deny. */
const CASES: readonly [CaslIssueCode, object, options: CaslImportOptions, allow: unknown, forbid: unknown][] = [
  ["unknown_key", { condition: { stage: "open" } }, {}, [], [{ forbid: "read" }]],
  ["unknown_key", { feilds: "id" }, {}, [], [{ forbid: "read" }]],
  ["unknown_key", { where: { stage: "open" } }, {}, [], [{ forbid: "read" }]],
  ["unknown_key", { active: false }, {}, [], [{ forbid: "read" }]],
  ["invalid_action", { action: [] }, {}, [], [{ forbid: "*" }]],
  ["invalid_action", { action: 5 }, {}, [], [{ forbid: "*" }]],
  ["invalid_action", { action: ["read", ""] }, {}, [], [{ forbid: "*" }]],
  [
    "unknown_action",
    { action: ["read", "raed"], fields: ["id"] },
    known,
    [{ allow: "read", fields: ["id"] }],
    [{ forbid: "read", fields: ["id"] }],
  ],
  ["manage", { action: ["manage", "read"] }, {}, [{ allow: "*" }], [{ forbid: "*" }]],
  ["literal_star", { action: "*" }, {}, [], [{ forbid: "*" }]],
  ["literal_star", { action: ["*", "read"] }, {}, [{ allow: "read" }], [{ forbid: "*" }]],
  ["unknown_type", { subject: "Daels" }, known, [], []],
  ["class_subject", { subject: class Deal {} }, {}, [{ allow: "read" }], [{ forbid: "read" }]],
  [
    "class_subject",
    { subject: Object.assign(class X {}, { modelName: "Deal" }) },
    {},
    [{ allow: "read" }],
    [{ forbid: "read" }],
  ],
  ["no_fields", { fields: null }, {}, [], [{ forbid: "read" }]],
  ["no_fields", { fields: "" }, {}, [], [{ forbid: "read" }]],
  ["no_fields", { fields: undefined }, {}, [], [{ forbid: "read" }]],
  ["invalid_fields", { fields: [] }, {}, [], [{ forbid: "read" }]],
  ["invalid_fields", { fields: ["id", 5] }, {}, [], [{ forbid: "read" }]],
  ["field_wildcard", { fields: ["address.*", "id"] }, known, [{ allow: "read", fields: ["id"] }], [{ forbid: "read" }]],
  ["field_wildcard", { fields: ["a*"] }, {}, [], [{ forbid: "read" }]],
  ["field_wildcard", { fields: ["*t*e"] }, known, [], [{ forbid: "read" }]],
  [
    "nested_field",
    { fields: ["address.city", "id"] },
    known,
    [{ allow: "read", fields: ["id"] }],
    [{ forbid: "read", fields: ["address", "id"] }],
  ],
  ["nested_field", { fields: ["address.city"] }, {}, [], [{ forbid: "read", fields: ["address"] }]],
  [
    "unknown_field",
    { fields: ["margni", "id"] },
    known,
    [{ allow: "read", fields: ["id"] }],
    [{ forbid: "read", fields: ["id"] }],
  ],
  ["unknown_field", { fields: ["margni"] }, known, [], []],
  ["no_conditions", { conditions: null }, {}, [], [{ forbid: "read" }]],
  ["no_conditions", { conditions: undefined }, {}, [], [{ forbid: "read" }]],
  ["no_conditions", { conditions: {} }, {}, [], [{ forbid: "read" }]],
  ["no_conditions", { conditions: [] }, {}, [], [{ forbid: "read" }]],
  ["no_conditions", { conditions: false }, {}, [], [{ forbid: "read" }]],
  ["invalid_conditions", { conditions: 5 }, {}, [], [{ forbid: "read" }]],
  ["invalid_conditions", { conditions: "stage" }, {}, [], [{ forbid: "read" }]],
  ["invalid_conditions", { conditions: new Map() }, {}, [], [{ forbid: "read" }]],
  ["ignored_operator", { conditions: { stage: { $not: { $eq: "open" } } } }, {}, [], [{ forbid: "read" }]],
  ["unknown_operator", { conditions: { $where: "1" } }, {}, [], [{ forbid: "read" }]],
  ["unknown_operator", { conditions: { amount: { $gt: 1, max: 2 } } }, {}, [], [{ forbid: "read" }]],
  ["unknown_operator", { conditions: { amount: { $constructor: 1 } } }, {}, [], [{ forbid: "read" }]],
  ["unsupported_operator", { conditions: { stage: { $regex: "^o" } } }, {}, [], [{ forbid: "read" }]],
  ["unsupported_operator", { conditions: { stage: { $options: "i" } } }, {}, [], [{ forbid: "read" }]],
  ["unsupported_operator", { conditions: { stage: /^o/ } }, {}, [], [{ forbid: "read" }]],
  ["unsupported_operator", { conditions: { tags: { $elemMatch: { $eq: 1 } } } }, known, [], [{ forbid: "read" }]],
  ["unsupported_operator", { conditions: { tags: { $size: 1 } } }, known, [], [{ forbid: "read" }]],
  ["unsupported_operator", { conditions: { tags: { $all: ["a"] } } }, {}, [], [{ forbid: "read" }]],
  ["unsupported_operator", { conditions: { ownerId: { $gt: "a" } } }, known, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { stage: ["open"] } }, {}, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { stage: { $in: "open" } } }, {}, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { stage: { $eq: { a: 1 } } } }, {}, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { amount: Number.NaN } }, {}, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { amount: { $gt: null } } }, {}, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { amount: { $exists: 1 } } }, {}, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { tags: { $all: [] } } }, known, [], [{ forbid: "read" }]],
  ["invalid_operand", { conditions: { amount: Symbol("x") } }, {}, [], [{ forbid: "read" }]],
  ["nested_object", { conditions: { amount: { gte: 5 } } }, {}, [], [{ forbid: "read" }]],
  ["nested_object", { conditions: { amount: {} } }, {}, [], [{ forbid: "read" }]],
  [
    "null_value",
    { conditions: { amount: null } },
    {},
    [{ allow: "read", when: { amount: { $exists: false } } }],
    [{ forbid: "read", when: { amount: { $exists: false } } }],
  ],
  [
    "null_value",
    { conditions: { amount: { $eq: null } } },
    {},
    [{ allow: "read", when: { amount: { $exists: false } } }],
    [{ forbid: "read", when: { amount: { $exists: false } } }],
  ],
  [
    "null_value",
    { conditions: { amount: { $ne: null } } },
    {},
    [{ allow: "read", when: { amount: { $exists: true } } }],
    [{ forbid: "read", when: { amount: { $exists: true } } }],
  ],
  ["null_value", { conditions: { amount: { $in: [1, null] } } }, {}, [], [{ forbid: "read" }]],
  ["undefined_value", { conditions: { ownerId: undefined } }, {}, [], [{ forbid: "read" }]],
  ["undefined_value", { conditions: { ownerId: { $eq: undefined } } }, {}, [], [{ forbid: "read" }]],
  ["undefined_value", { conditions: { ownerId: { $in: [undefined] } } }, {}, [], [{ forbid: "read" }]],
  [
    "exists_and_null",
    { conditions: { amount: { $exists: true } } },
    known,
    [{ allow: "read", when: { amount: { $exists: true } } }],
    [{ forbid: "read" }],
  ],
  [
    "exists_and_null",
    { conditions: { amount: { $exists: false } } },
    {},
    [],
    [{ forbid: "read", when: { amount: { $exists: false } } }],
  ],
  [
    "missing_value",
    { conditions: { amount: { $lte: 5 } } },
    {},
    [{ allow: "read", when: { amount: { $lte: 5 } } }],
    [{ forbid: "read", when: { amount: { $lte: 5 } } }],
  ],
  ["template_text", { conditions: { ownerId: filled("user.id") } }, {}, [], [{ forbid: "read" }]],
  [
    "date_value",
    { conditions: { closedAt: new Date(0) } },
    known,
    [{ allow: "read", when: { closedAt: "1970-01-01T00:00:00.000Z" } }],
    [{ forbid: "read", when: { closedAt: "1970-01-01T00:00:00.000Z" } }],
  ],
  [
    "date_value",
    { conditions: { closedAt: "2026-01-01T00:00:00+01:00" } },
    {},
    [{ allow: "read", when: { closedAt: "2025-12-31T23:00:00.000Z" } }],
    [{ forbid: "read", when: { closedAt: "2025-12-31T23:00:00.000Z" } }],
  ],
  ["date_value", { conditions: { closedAt: "2026-01-01" } }, {}, [], [{ forbid: "read" }]],
  ["date_value", { conditions: { closedAt: new Date(Number.NaN) } }, {}, [], [{ forbid: "read" }]],
  ["literal_type", { conditions: { amount: "5" } }, known, [], [{ forbid: "read" }]],
  ["literal_type", { conditions: { stage: "wno" } }, known, [], [{ forbid: "read" }]],
  ["literal_type", { conditions: { ownerId: new Date(0) } }, known, [], [{ forbid: "read" }]],
  ["literal_type", { conditions: { closedAt: true } }, known, [], [{ forbid: "read" }]],
  ["literal_type", { conditions: { address: "Bonn" } }, known, [], [{ forbid: "read" }]],
  ["unknown_path", { conditions: { owner: "u1" } }, known, [], [{ forbid: "read" }]],
  ["unknown_path", { conditions: { "address.street": "u1" } }, known, [], [{ forbid: "read" }]],
  ["unknown_path", { conditions: { "a..b": "u1" } }, {}, [], [{ forbid: "read" }]],
  ["unknown_path", { conditions: JSON.parse('{ "__proto__": "u1" }') }, {}, [], [{ forbid: "read" }]],
  ["array_field", { conditions: { "tags.0": "u1" } }, known, [], [{ forbid: "read" }]],
  ["array_field", { conditions: { tags: { $gt: 5 } } }, known, [], [{ forbid: "read" }]],
  ["invalid_subject", { subject: [] }, {}, [], undefined],
  ["invalid_subject", { subject: ["", "Deal"] }, {}, [{ allow: "read" }], [{ forbid: "read" }]],
  ["invalid_subject", { subject: 5 }, {}, [], undefined],
  ["no_subject", { subject: "" }, {}, [], undefined],
  ["no_subject", { subject: null }, {}, [], undefined],
  ["no_subject", { subject: undefined }, {}, [], undefined],
  ["literal_star", { subject: "*" }, {}, [], undefined],
];

describe("what is ambiguous, or fails open", () => {
  it.each(CASES)(
    "%s: %o is never an allow that CASL did not mean, and never a lost deny",
    (code, rule, options, allow, forbid) => {
      const asAllow = read({ action: "read", ...rule }, options);
      const asForbid = read({ action: "read", ...rule, inverted: true }, options);
      expect(asAllow.said).toEqual(allow);
      expect(asAllow.told.join()).toContain(code);
      expect(asForbid.told.join()).toContain(code);
      if (forbid !== undefined) expect(asForbid.said).toEqual(forbid);
      // a rule without a type that can be told forbids under every type
      else
        expect(imported([{ action: "read", ...rule, inverted: true }], options).statements["*"]).toEqual([
          { forbid: "read" },
        ]);
    },
  );

  it("is said of every type under `*`, as long as nothing restricts it", () => {
    const everything = imported([{ action: "manage", subject: "all" }]);
    expect(everything.statements).toEqual({ "*": [{ allow: "*" }] });
    expect(everything.issues.map(({ code }) => code)).toEqual(["manage", "all_subjects"]);
    const some = { action: "read", subject: ["all", "Deal"], conditions: { ownerId: "u1" } };
    expect(imported([some]).statements).toEqual({ deal: [{ allow: "read", when: { ownerId: "u1" } }] });
    expect(imported([{ ...some, inverted: true }]).statements["*"]).toEqual([{ forbid: "read" }]);
    expect(imported([some]).issues.map(({ code }) => code)).toContain("all_restricted");
  });

  it("tells a later allow that gave back what an earlier `cannot` took", () => {
    const cannot = { action: "read", subject: "Deal", inverted: true, fields: ["amount"] };
    const told = (allow: object): boolean =>
      imported([cannot, { action: "read", subject: "Deal", ...allow }]).issues.some(
        ({ code }) => code === "later_allow",
      );
    expect(
      [{}, { fields: ["amount", "id"] }, { action: "manage" }, { subject: "all", fields: ["amount"] }].map(told),
    ).toEqual([true, true, true, false]);
    expect([{ fields: ["id"] }, { action: "delete" }, { subject: "Report" }, { inverted: true }].map(told)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(imported([{ action: "read", subject: "Deal" }, cannot]).issues).toEqual([]);
    const all = { action: "manage", subject: "all", inverted: true };
    expect(imported([all, { action: "read", subject: "Deal" }]).issues.map(({ code }) => code)).toContain(
      "later_allow",
    );
    expect(imported([cannot, { action: "read", subject: "all" }]).issues.map(({ code }) => code)).toContain(
      "later_allow",
    );
  });

  it("tells an `inverted` that is neither true nor false, and takes it for true", () => {
    const { statements, issues } = imported([{ action: "read", subject: "Deal", inverted: "false" }]);
    expect(statements).toEqual({ deal: [{ forbid: "read" }] });
    expect(issues).toMatchObject([{ code: "inverted_value", path: [0, "inverted"], effect: "kept" }]);
  });

  it("tells sensitive fields, which an allow without fields does not reach", () => {
    expect(read({}, known).told).toEqual(["sensitive_fields: left_out"]);
    expect(read({ fields: ["margin"] }, known).told).toEqual([]);
  });

  it("says where it stands", () => {
    const rules = [
      { action: "read", subject: "Deal" },
      { action: "read", subject: "Deal", conditions: { $or: [{ stage: { $in: [1, null] } }] } },
    ];
    const { issues } = imported(rules, { operators: ["$or"] });
    expect(issues.map(({ path }) => path)).toEqual([[1, "conditions", "$or", 0, "stage", "$in", 1]]);
  });

  it("is told once, and in 1,000 issues at most", () => {
    const rules = Array.from({ length: 2_000 }, () => ({ action: "manage", subject: "Deal" }));
    expect(imported(rules).issues).toHaveLength(1_000);
    expect(imported([{ action: ["manage", "manage"], subject: "Deal" }]).issues).toHaveLength(1);
  });

  it("has a sentence for each code, and a case in this file", () => {
    const elsewhere = [
      "not_a_list",
      "not_a_rule",
      "packed_rule",
      "too_large",
      "all_subjects",
      "all_restricted",
      "later_allow",
      "inverted_value",
      "sensitive_fields",
    ];
    expect(new Set([...CASES.map(([code]) => code), ...elsewhere])).toEqual(new Set(Object.keys(CASL_ISSUES)));
  });
});

describe("rules that cannot be read", () => {
  const good = { action: "read", subject: "Deal" };
  const hostile = new Proxy([], {
    get: () => {
      throw new Error("boom");
    },
    getOwnPropertyDescriptor: () => {
      throw new Error("boom");
    },
  });
  const cyclic: unknown[] = [good];
  cyclic.push(cyclic);

  it.each<[string, unknown, CaslIssueCode]>([
    ["nothing", undefined, "not_a_list"],
    ["an object", good, "not_a_list"],
    ["a text", JSON.stringify([good]), "not_a_list"],
    ["a list that throws", hostile, "not_a_list"],
    ["a rule that is none", [good, null], "not_a_rule"],
    ["a rule with a prototype", [good, Object.create(good)], "not_a_rule"],
    ["a rule that is a getter", Object.defineProperty([good], 1, { get: () => good, enumerable: true }), "not_a_rule"],
    ["a hole", Object.assign(new Array(2), [good]), "not_a_rule"],
    ["very many rules", Array.from({ length: 10_001 }, () => good), "too_large"],
    [
      "very many values",
      [{ ...good, conditions: { a: { $in: Array.from({ length: 600_000 }, () => 1) } } }],
      "too_large",
    ],
    ["a length without elements", Object.assign([], { length: 4_000_000_000 }), "too_large"],
  ])("give no statements, since one of them may have been a deny: %s", (_, rules, code) => {
    const { statements, issues } = fromCaslRules(rules);
    expect(statements).toEqual({});
    expect(issues.map((issue) => issue.code)).toContain(code);
  });

  it("do not call getters, nor go round in circles", () => {
    const conditions: Record<string, unknown> = {};
    conditions.self = conditions;
    expect(read({ conditions }).said).toEqual([]);
    let calls = 0;
    const lazy = {
      action: "read",
      subject: "Deal",
      get conditions() {
        calls += 1;
        return { stage: "open" };
      },
    };
    expect(imported([lazy]).statements).toEqual({});
    expect(calls).toBe(0);
    expect(fromCaslRules(cyclic).statements).toEqual({});
  });

  it("never make it throw", () => {
    const key = fc.constantFrom(
      "action",
      "subject",
      "fields",
      "conditions",
      "inverted",
      "reason",
      "$or",
      "$in",
      "ownerId",
      "__proto__",
      "constructor",
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(
          "read",
          "Deal",
          "manage",
          "all",
          "*",
          filled("user.id"),
          "a.b",
          "",
          null,
          undefined,
          Number.NaN,
          () => 1,
          class A {},
          Symbol("s"),
          /a/,
          new Date(Number.NaN),
          5n,
        ),
        fc.anything(),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(key, tie("any"), { maxKeys: 5 }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), fc.boolean(), (rules, isKnown) => {
        const { statements, issues } = fromCaslRules(rules, isKnown ? { model, types } : {});
        expect(JSON.stringify(statements)).toBeTypeOf("string");
        expect(issues.length).toBeLessThanOrEqual(1_000);
      }),
      { numRuns: 2_000 },
    );
  });
});
