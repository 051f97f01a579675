import { describe, expect, it } from "vitest";
import { copyFields } from "../../../src/compile/field-copier.js";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deals, policyOf, principal, rep, session } from "../fixtures/access.js";

/** Fields that take several words of bits. */
const NAMES = Array.from({ length: 100 }, (_one, index) => `f${index}`);
const RECORD = Object.fromEntries(NAMES.map((name, index) => [name, index]));
const EDGES = ["f0", "f29", "f30", "f31", "f32", "f61", "f62", "f63", "f92", "f93", "f99"];

function wide(policy: PolicyData): PolicyData {
  const fields = NAMES.map((name) => ({ name, type: "number" as const }));
  const deal = {
    ...policy.model.resources.deal!,
    fields,
    scopePaths: { region: null, team: null },
    immutable: ["f62"],
    sensitive: ["f93"],
    fieldGroups: {},
  };
  return { ...policy, model: { ...policy.model, resources: { deal } } };
}
const accessOf = (...statements: StatementData[]) => accessTo(wide(deals(...statements)));

describe("a type of a hundred fields", () => {
  it.each(EDGES)("keeps %s apart from all others", (field) => {
    const access = accessOf({ allow: "read", fields: [field] });
    expect([
      access.fields("read", "deal", RECORD),
      Object.keys(access.mask("deal", RECORD)),
      NAMES.filter((name) => access.can("read", "deal", RECORD, name)),
      NAMES.filter((name) => access.view("deal", RECORD, name) === "full"),
      access.can("read", "deal", RECORD),
    ]).toEqual([[field], [field], [field], [field], true]);
  });

  it.each(EDGES)("forbids %s alone", (field) => {
    const access = accessOf({ allow: "read" }, { allow: "read", fields: ["f93"] }, { forbid: "read", fields: [field] });
    const rest = NAMES.filter((name) => name !== field);
    expect([access.fields("read", "deal", RECORD), Object.keys(access.mask("deal", RECORD))]).toEqual([rest, rest]);
  });

  it("S3 and S2 keep the sensitive and the immutable one out", () => {
    const access = accessOf({ allow: "*" });
    expect([access.fields("read", "deal", RECORD).length, access.fields("update", "deal", RECORD).length]).toEqual([
      99, 98,
    ]);
  });

  it("S5 unites what several allows cover, each on its own condition", () => {
    const access = accessOf(
      { allow: "read", fields: ["f0", "f40"] },
      { allow: "read", fields: ["f41", "f99"], when: { f1: 1 } },
      { allow: "read", fields: ["f42"], when: { f1: 2 } },
    );
    expect(access.fields("read", "deal", RECORD)).toEqual(["f0", "f40", "f41", "f99"]);
  });

  it("drops what a requirement reaches, in whichever word it is", () => {
    const access = accessOf(
      { allow: "read", fields: EDGES },
      { require: { justification: true }, for: "read", fields: ["f31", "f93"] },
    );
    expect(Object.keys(access.mask("deal", RECORD))).toEqual(EDGES.filter((name) => !["f31", "f93"].includes(name)));
  });

  it("S42 is decided field by field on behalf of somebody", () => {
    const policy = wide(
      policyOf(
        { deal: [{ allow: "read", fields: ["f1", "f40", "f70"] }] },
        {
          roles: { other: { title: "Other", statements: { deal: [{ allow: "read", fields: ["f2", "f40", "f71"] }] } } },
        },
      ),
    );
    const onBehalfOf = { principal: { ...principal, id: "u2" }, assignments: [{ id: "o", role: "other" }], session };
    const access = accessTo(policy, { assignments: [rep()], onBehalfOf });
    expect([
      access.fields("read", "deal", RECORD),
      access.can("read", "deal", RECORD),
      access.mask("deal", RECORD),
    ]).toEqual([["f40"], true, { f40: 40 }]);
  });

  it("without a field is allowed by a field of any word", () => {
    const answers = EDGES.map((field) =>
      accessOf({ allow: "read", fields: [field] }, { forbid: "read", fields: { except: [field] } }).can(
        "read",
        "deal",
        RECORD,
      ),
    );
    expect(answers).toEqual(EDGES.map(() => true));
  });

  it("S9 without a field is denied where each field is denied", () => {
    const access = accessOf({ allow: "read", fields: ["f0", "f40"] }, { forbid: "read", fields: ["f40", "f0"] });
    expect([access.can("read", "deal", RECORD), access.outcome("read", "deal", RECORD)]).toEqual([false, "deny"]);
  });

  it("keeps the fields of each action apart, in each word, however often they are asked for", () => {
    const actions = ["read", "export", "delete", "update"];
    const access = accessOf(
      ...actions.flatMap((allow, index): StatementData[] => [
        { allow, fields: [`f${index}`, `f${31 + index}`, `f${70 + index}`, `f${95 + index}`] },
        { allow, fields: [`f${10 + index}`, `f${99 - index}`], when: { f1: 1 } },
      ]),
    );
    const fieldsOf = (action: string) => access.fields(action, "deal", RECORD);
    const expected = (index: number) => [index, 10 + index, 31 + index, 70 + index, 95 + index, 99 - index];
    for (const round of [actions, [...actions].reverse()]) {
      for (const action of round) {
        const indexes = [...new Set(expected(actions.indexOf(action)))].sort((left, right) => left - right);
        expect(fieldsOf(action)).toEqual(indexes.map((index) => `f${index}`));
        expect(NAMES.filter((name) => access.can(action, "deal", RECORD, name))).toEqual(fieldsOf(action));
      }
    }
  });

  it("keeps the fields of each type apart, whichever is asked for first", () => {
    const policy = wide(
      deals({ allow: ["read", "export"], fields: ["f1", "f45", "f99"] }, { allow: "export", fields: ["f2"] }),
    );
    const { deal: type } = policy.model.resources;
    const other: StatementData[] = [
      { allow: "read", fields: ["f0", "f60"] },
      { allow: ["export", "delete"], fields: ["f3", "f46"] },
    ];
    const third = { ...type!, fields: type!.fields.slice(0, 7), immutable: [], sensitive: [] };
    const both = {
      ...policy,
      model: { ...policy.model, resources: { deal: type!, other: type!, third } },
      roles: { ...policy.roles, more: { title: "More", statements: { other } } },
      rules: { third: [{ forbid: "*" }] },
    };
    const order = [
      ["read", "deal"],
      ["export", "deal"],
      ["delete", "deal"],
      ["read", "other"],
      ["export", "other"],
      ["delete", "other"],
      ["read", "third"],
    ] as const;
    const expected = [
      ["f1", "f45", "f99"],
      ["f1", "f2", "f45", "f99"],
      [],
      ["f0", "f60"],
      ["f3", "f46"],
      ["f3", "f46"],
      [],
    ];
    const asked = (places: readonly number[]) => {
      const access = accessTo(both, { assignments: [rep(), { id: "m", role: "more" }] });
      return new Map(places.map((place) => [place, access.fields(order[place]![0], order[place]![1], { f0: 1 })]));
    };
    const places = order.map((_one, place) => place);
    for (const seen of [asked(places), asked([...places].reverse())])
      expect(places.map((place) => seen.get(place))).toEqual(expected);
  });

  it("has a copier for each word of its fields", () => {
    const { copiers, allBits, words } = compilePolicy(wide(deals())).resources.get("deal")!;
    const copy: Record<string, unknown> = {};
    for (let word = 0; word < words; word += 1) copyFields(copiers[word]!, allBits[word]!, RECORD, copy);
    expect([words, copiers.length, copy]).toEqual([4, 4, RECORD]);
  });

  it("is asked about each of its fields by a checker, too", () => {
    const check = accessOf({ allow: "read", fields: EDGES }).checker("read", "deal");
    expect([NAMES.filter((name) => check(RECORD, name)), check(RECORD)]).toEqual([EDGES, true]);
  });

  it("S36 shows in part what only a masked allow covers, in whichever word it is", () => {
    const policy = wide(
      deals({ allow: "read", fields: ["f50"] }, { allow: "read", masked: { f51: "last4", f90: "redact" } }),
    );
    const { deal } = policy.model.resources;
    const fields = deal!.fields.map((field) => ({ ...field, type: "string" as const }));
    const access = accessTo({ ...policy, model: { ...policy.model, resources: { deal: { ...deal!, fields } } } });
    expect(access.mask("deal", { f50: "x", f51: "123456789", f90: "y", f91: "z" })).toEqual({
      f50: "x",
      f51: "••••6789",
      f90: "••••",
    });
  });
});
