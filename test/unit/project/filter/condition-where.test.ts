import { describe, expect, it } from "vitest";
import { compilePolicy } from "../../../../src/compile/policy.js";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { openAccess } from "../../../../src/project/access.js";
import { policyAsking } from "../../fixtures/condition.js";
import { told } from "../../fixtures/filter.js";

const NOW = 1_000_000;

/** The records on which a condition is true, and those on which it is false. */
function sides(condition: ConditionData, attributes: object = {}): [string, string] {
  const access = openAccess(compilePolicy(policyAsking(condition)), {
    principal: { id: "u1", kind: "employee", status: "active", attributes: attributes as Record<string, unknown> },
    assignments: [{ id: "a1", role: "asker" }],
    session: null,
    now: NOW,
  });
  return [told(access.filter("ask", "thing").ast), told(access.filter("doubt", "thing").ast)];
}

describe("S13 a condition becomes two questions, where it is true and where it is false:", () => {
  it.each<[string, ConditionData, string, string]>([
    ["equality", { text: "a" }, 'text eq "a"', 'text ne "a"'],
    ["$ne", { text: { $ne: "a" } }, 'text ne "a"', 'text eq "a"'],
    ["$lt", { number: { $lt: 5 } }, "number lt 5", "number gte 5"],
    ["$lte", { number: { $lte: 5 } }, "number lte 5", "number gt 5"],
    ["$gt", { big: { $gt: 5n } }, "big gt 5n", "big lte 5n"],
    ["$gte", { number: { $gte: 5 } }, "number gte 5", "number lt 5"],
    ["$in", { text: { $in: ["a", "b", "a"] } }, 'text in ["a", "b"]', 'text nin ["a", "b"]'],
    ["$in of one", { text: { $in: ["a"] } }, 'text eq "a"', 'text ne "a"'],
    ["$in of nothing", { text: { $in: [] } }, "never", "text nin []"],
    ["$nin", { text: { $nin: ["a", "b"] } }, 'text nin ["a", "b"]', 'text in ["a", "b"]'],
    ["$nin of nothing", { text: { $nin: [] } }, "text nin []", "never"],
    ["$startsWith", { text: { $startsWith: "a" } }, 'text startsWith "a"', 'text notStartsWith "a"'],
    ["$exists", { text: { $exists: true } }, "text present", "text absent"],
    ["$exists: false", { text: { $exists: false } }, "text absent", "text present"],
    ["$has", { texts: { $has: "a" } }, 'texts hasAny ["a"]', 'texts hasNone ["a"]'],
    ["$hasAny", { texts: { $hasAny: ["a", "b"] } }, 'texts hasAny ["a", "b"]', 'texts hasNone ["a", "b"]'],
    ["$hasAny of nothing", { texts: { $hasAny: [] } }, "never", "texts hasNone []"],
    ["$not", { $not: { text: "a" } }, 'text ne "a"', 'text eq "a"'],
    ["$and", { text: "a", number: 1 }, '(text eq "a" and number eq 1)', '(text ne "a" or number ne 1)'],
    ["$or", { $or: [{ text: "a" }, { number: 1 }] }, '(text eq "a" or number eq 1)', '(text ne "a" and number ne 1)'],
    ["a nested path", { "address.city": "Bonn" }, 'address.city eq "Bonn"', 'address.city ne "Bonn"'],
  ])("%s", (_name, condition, whereTrue, whereFalse) => {
    expect(sides(condition)).toEqual([whereTrue, whereFalse]);
  });
});

describe("S15 of an enum the values are listed, so that what is none of them is on neither side:", () => {
  it.each<[string, ConditionData, string, string]>([
    ["equality", { stage: "open" }, 'stage eq "open"', 'stage in ["won", 3]'],
    ["$nin", { stage: { $nin: ["open", "won"] } }, "stage eq 3", 'stage in ["open", "won"]'],
    ["$nin of nothing", { stage: { $nin: [] } }, 'stage in ["open", "won", 3]', "never"],
    [
      "$startsWith, which numbers are on neither side of",
      { stage: { $startsWith: "o" } },
      'stage eq "open"',
      'stage eq "won"',
    ],
    ["another enum", { stage: { $ref: "record.zone" } }, ENUMS("eq"), ENUMS("ne")],
  ])("%s", (_name, condition, whereTrue, whereFalse) => {
    expect(sides(condition)).toEqual([whereTrue, whereFalse]);
  });

  function ENUMS(operator: string): string {
    return `(stage in ["open", "won", 3] and zone in ["DE", "FR"] and stage ${operator} .zone)`;
  }
});

describe("S16 what is known of the principal and the clock is filled in:", () => {
  it.each<[string, ConditionData, object, string, string]>([
    ["a text", { text: { $ref: "principal.id" } }, {}, 'text eq "u1"', 'text ne "u1"'],
    [
      "a list",
      { text: { $in: { $ref: "principal.attributes.teams" } } },
      { teams: ["a", "b"] },
      'text in ["a", "b"]',
      'text nin ["a", "b"]',
    ],
    [
      "a list that holds something unusable, which could be any value",
      { text: { $in: { $ref: "principal.attributes.teams" } } },
      { teams: ["a", 5] },
      'text eq "a"',
      "never",
    ],
    [
      "a list of wanted elements that holds something unusable",
      { texts: { $hasAny: { $ref: "principal.attributes.teams" } } },
      { teams: ["a", null] },
      'texts hasAny ["a"]',
      "texts empty",
    ],
    [
      "what is missing: unknown on every record",
      { text: { $ref: "principal.attributes.department" } },
      {},
      "never",
      "never",
    ],
    [
      "what is no list, where one is wanted",
      { text: { $in: { $ref: "principal.attributes.teams" } } },
      { teams: "a" },
      "never",
      "never",
    ],
    ["a session that is not there", { text: { $ref: "session.device.id" } }, {}, "never", "never"],
    [
      "an enum's value that the other enum does not have",
      { stage: { $ref: "principal.attributes.grade" } },
      { grade: "closed" },
      "never",
      'stage in ["open", "won", 3]',
    ],
    ["now", { day: { $lt: { $ref: "now" } } }, {}, "day lt 1000000", "day gte 1000000"],
    ["now, shifted", { day: { $lt: { $ref: "now", plus: "-1m" } } }, {}, "day lt 940000", "day gte 940000"],
    [
      "an instant, shifted",
      { day: { $gt: { $ref: "principal.attributes.since", plus: "1s" } } },
      { since: 500 },
      "day gt 1500",
      "day lte 1500",
    ],
  ])("%s", (_name, condition, attributes, whereTrue, whereFalse) => {
    expect(sides(condition, attributes)).toEqual([whereTrue, whereFalse]);
  });

  it.each<[string, ConditionData, string, string]>([
    ["another field", { text: { $ref: "record.team" } }, "text eq .team", "text ne .team"],
    [
      "another instant, shifted",
      { day: { $gt: { $ref: "record.day", plus: "1s" } } },
      "day gt .day + 1000",
      "day lte .day + 1000",
    ],
    ["a list of the record", { text: { $in: { $ref: "record.texts" } } }, "text in .texts", "text nin .texts"],
    [
      "an element that the record names",
      { texts: { $has: { $ref: "record.text" } } },
      "texts hasAny .text",
      "texts hasNone .text",
    ],
    [
      "elements that the record lists",
      { texts: { $hasAny: { $ref: "record.regions" } } },
      "texts hasAny .regions",
      "texts hasNone .regions",
    ],
    [
      "the beginning that another field is",
      { text: { $startsWith: { $ref: "record.team" } } },
      "text startsWith .team",
      "text notStartsWith .team",
    ],
  ])("%s is left to the record", (_name, condition, whereTrue, whereFalse) => {
    expect(sides(condition)).toEqual([whereTrue, whereFalse]);
  });
});

describe("S21 what lies below a scope value is listed:", () => {
  it.each<[string, ConditionData, object, string, string]>([
    [
      "a branch",
      { region: { $under: "DACH" } },
      {},
      'region in ["DACH", "DE", "AT"]',
      'region nin ["DACH", "DE", "AT"]',
    ],
    ["a leaf", { region: { $under: "DE" } }, {}, 'region eq "DE"', 'region ne "DE"'],
    ["a value that the tree does not know", { region: { $under: "APAC" } }, {}, 'region eq "APAC"', 'region ne "APAC"'],
    ["several", { region: { $under: ["DE", "FR"] } }, {}, 'region in ["DE", "FR"]', 'region nin ["DE", "FR"]'],
    ["none", { region: { $under: [] } }, {}, "never", "region nin []"],
    [
      "an array of values",
      { regions: { $under: "DACH" } },
      {},
      'regions hasAny ["DACH", "DE", "AT"]',
      'regions hasNone ["DACH", "DE", "AT"]',
    ],
    ["an enum", { zone: { $under: "DACH" } }, {}, 'zone eq "DE"', 'zone eq "FR"'],
    [
      "the principal's own",
      { region: { $under: { $ref: "principal.attributes.regions" } } },
      { regions: ["AT", "FR"] },
      'region in ["AT", "FR"]',
      'region nin ["AT", "FR"]',
    ],
    [
      "the principal's own, of which one is unusable",
      { region: { $under: { $ref: "principal.attributes.regions" } } },
      { regions: ["AT", 7] },
      'region eq "AT"',
      "never",
    ],
  ])("%s", (_name, condition, attributes, whereTrue, whereFalse) => {
    expect(sides(condition, attributes)).toEqual([whereTrue, whereFalse]);
  });

  it("below another field, branch by branch", () => {
    expect(sides({ region: { $under: { $ref: "record.team" } } })).toEqual([
      '((team eq "EMEA" and region in ["EMEA", "DACH", "DE", "AT", "FR"]) or (team eq "DACH" and region in ["DACH", "DE", "AT"]) or region eq .team)',
      '((team ne "EMEA" or region nin ["EMEA", "DACH", "DE", "AT", "FR"]) and (team ne "DACH" or region nin ["DACH", "DE", "AT"]) and region ne .team)',
    ]);
  });

  it.each([
    ["region", "team", "DE", "DACH", true],
    ["region", "team", "DACH", "DE", false],
    ["region", "regions", "AT", ["FR", "DACH"], true],
    ["region", "regions", "AT", ["FR", "DE"], false],
    ["region", "regions", "AT", [], false],
    ["regions", "team", ["US", "FR"], "EMEA", true],
    ["regions", "team", ["US"], "EMEA", false],
    ["regions", "texts", ["DE"], ["FR", "DACH"], true],
    ["regions", "texts", [], ["DACH"], false],
  ])("%s below .%s: %j below %j is %s, in the filter as in the check", (path, other, value, ancestor, expected) => {
    const access = openAccess(compilePolicy(policyAsking({ [path]: { $under: { $ref: `record.${other}` } } })), {
      principal: { id: "u1", kind: "employee", status: "active", attributes: {} },
      assignments: [{ id: "a1", role: "asker" }],
      session: null,
      now: NOW,
    });
    const record = { [path]: value, [other]: ancestor };
    const answers = (action: string) => [
      access.can(action, "thing", record),
      access.filter(action, "thing").matches(record),
    ];
    expect([answers("ask"), answers("doubt")]).toEqual([
      [expected, expected],
      [!expected, !expected],
    ]);
  });
});
