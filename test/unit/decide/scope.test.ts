import { describe, expect, it } from "vitest";
import type { Scope } from "../../../src/model/assignment.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { StatementsData } from "../../../src/model/statement-data.js";
import { accessTo, ask, deal, policyOf, rep, report } from "../fixtures/access.js";
import { isAllowed } from "../fixtures/agreed.js";
import { verdict } from "../fixtures/reason.js";
import { visit } from "../fixtures/visit.js";

const ALL: StatementsData = { deal: [{ allow: "*" }], report: [{ allow: "*" }] };
const regional = (statements: StatementsData) => policyOf(statements, { rep: { scopedBy: ["region"] } });
const within = (policy: PolicyData, scope: Scope) => accessTo(policy, { assignments: [rep({ scope })] });
const reads = (scope: Scope, record: object, policy = regional(ALL)) =>
  isAllowed(within(policy, scope), "read", "deal", { ...deal, ...record });
const readsReport = (scope: Scope, record: object) =>
  isAllowed(within(policyOf(ALL, { rep: { scopedBy: ["team"] } }), scope), "read", "report", { ...report, ...record });

describe("a scope", () => {
  it("S21 of a value covers it and what lies below it", () => {
    expect(["DACH", "DE", "EMEA", "FR"].map((region) => reads({ region: ["DACH"] }, { region }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("S21 of several values covers any of them", () => {
    expect(["DE", "AT", "US"].map((region) => reads({ region: ["AMER", "DE"] }, { region }))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("S21 of a value that the tree does not know covers it alone", () => {
    expect(["Mars", "DE"].map((region) => reads({ region: ["Mars"] }, { region }))).toEqual([true, false]);
  });

  it('S21 of "*" covers even what is missing', () => {
    expect([reads({ region: "*" }, { region: null }), reads({ region: "*" }, { region: undefined })]).toEqual([
      true,
      true,
    ]);
  });

  it("S22 does not cover a record whose value is missing, or of another type", () => {
    expect([null, undefined, 7, ["DE"], {}].map((region) => reads({ region: ["DE"] }, { region }))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("S19 of an array covers a record with any value in it", () => {
    expect([
      readsReport({ team: ["north"] }, { teams: ["east", "north"] }),
      readsReport({ team: ["north"] }, { teams: ["east"] }),
      readsReport({ team: ["north", "east"] }, { teams: ["east"] }),
    ]).toEqual([true, false, true]);
  });

  it("S22 does not cover a record whose array holds nothing, or nothing usable", () => {
    expect(
      [[], [null], undefined, "north", { 0: "north", length: 1 }].map((teams) =>
        readsReport({ team: ["north"] }, { teams }),
      ),
    ).toEqual([false, false, false, false, false]);
  });

  it("covers a record whose array holds a value that it covers, beside one that is unusable", () => {
    expect(readsReport({ team: ["north"] }, { teams: [null, "north"] })).toBe(true);
  });

  it("S20 may be narrowed by a further dimension, where the type has a path for it", () => {
    const policy = policyOf(ALL, { rep: { scopedBy: [] } });
    const access = within(policy, { team: ["south"] });
    expect([access.can("read", "report", { ...report, teams: ["north"] }), access.can("read", "deal", deal)]).toEqual([
      false,
      true,
    ]);
  });

  it("S15 and S22 does not cover a value that the enum does not have", () => {
    const policy = regional(ALL);
    const { deal: type } = policy.model.resources;
    const fields = type!.fields.map((field) =>
      field.name === "region" ? { name: "region", type: "enum" as const, values: ["DE", "FR"] } : field,
    );
    const model = { ...policy.model, resources: { ...policy.model.resources, deal: { ...type!, fields } } };
    const seen = (region: string) => reads({ region: ["DE", "ZZ"] }, { region }, { ...policy, model });
    expect([seen("DE"), seen("FR"), seen("ZZ")]).toEqual([true, false, false]);
  });

  it("texts that differ in case are different values", () => {
    expect(reads({ region: ["de"] }, { region: "DE" })).toBe(false);
  });
});

describe("several dimensions", () => {
  const both: PolicyData = policyOf({ visit: [{ allow: "read" }] }, { rep: { scopedBy: ["region", "team"] } });
  const policy = { ...both, model: { ...both.model, resources: { ...both.model.resources, visit } } };
  const sees = (record: object) =>
    isAllowed(within(policy, { region: ["DACH"], team: ["north"] }), "read", "visit", record);

  it("S21 must all match", () => {
    expect([
      sees({ region: "DE", team: "north" }),
      sees({ region: "DE", team: "south" }),
      sees({ region: "FR", team: "north" }),
      sees({ region: "DE" }),
      sees({ team: "north" }),
    ]).toEqual([true, false, false, false, false]);
  });

  it("S22 a forbid reaches where one is unknown and none is outside", () => {
    const forbidding = {
      ...policy,
      roles: {
        ...policy.roles,
        bar: { title: "Bar", scopedBy: ["region", "team"], statements: { visit: [{ forbid: "read" }] } },
        all: { title: "All", statements: { visit: [{ allow: "read" }] } },
      },
    };
    const access = accessTo(forbidding, {
      assignments: [
        { id: "a", role: "all" },
        { id: "b", role: "bar", scope: { region: ["DACH"], team: ["north"] } },
      ],
    });
    const denied = (record: object) => !isAllowed(access, "read", "visit", record);
    expect([
      denied({ region: "DE", team: "north" }),
      denied({ region: "DE" }),
      denied({ team: "north" }),
      denied({}),
      denied({ region: "FR" }),
      denied({ team: "south" }),
      denied({ region: "DE", team: "south" }),
    ]).toEqual([true, true, true, true, false, false, false]);
  });
});

describe("a forbid in a scope", () => {
  const policy = policyOf(
    { deal: [{ allow: "*" }], report: [{ allow: "*" }] },
    {
      roles: {
        bar: { title: "Bar", scopedBy: ["region"], statements: { deal: [{ id: "bar", forbid: ["read", "update"] }] } },
      },
    },
  );
  const access = accessTo(policy, { assignments: [rep(), { id: "b", role: "bar", scope: { region: ["DE"] } }] });

  it("S22 reaches a record in it, and one whose value is missing", () => {
    expect(
      [{ region: "DE" }, { region: null }, {}, { region: 7 }, { region: "FR" }].map((record) =>
        isAllowed(access, "read", "deal", record),
      ),
    ).toEqual([false, false, false, false, true]);
  });

  it("S22 reaches a record whose array holds a value in it, or one that is unusable, or none; and no other", () => {
    const bar = { title: "Bar", scopedBy: ["team"], statements: { report: [{ forbid: "read" as const }] } };
    const seen = accessTo(policyOf(ALL, { roles: { bar } }), {
      assignments: [rep(), { id: "b", role: "bar", scope: { team: ["north"] } }],
    });
    const allowed = (teams: unknown) => isAllowed(seen, "read", "report", { ...report, teams });
    expect(
      [["north"], ["east", "north"], ["east", null], [null, "east"], [], null, undefined, "east"].map(allowed),
    ).toEqual([false, false, false, false, false, false, false, false]);
    expect([["east"], ["east", "south"]].map(allowed)).toEqual([true, true]);
  });

  it("S22 reaches a change if the record is in it before or after", () => {
    const moved = (from: string, region: string) =>
      verdict(access, ask("update", { record: { ...deal, region: from }, changes: { region } }));
    expect([moved("DE", "FR"), moved("FR", "DE"), moved("FR", "US"), moved("DE", "DE")]).toEqual([
      "forbidden",
      "forbidden",
      "allow",
      "forbidden",
    ]);
  });
});

describe("an allow on a change", () => {
  it("S22 must cover the record before and after", () => {
    const access = within(regional(ALL), { region: ["DE"] });
    const moved = (from: string, region: string) =>
      verdict(access, ask("update", { record: { ...deal, region: from }, changes: { region } }));
    expect([moved("DE", "DE"), moved("DE", "FR"), moved("FR", "DE")]).toEqual(["allow", "no_grant", "no_grant"]);
  });

  it("S22 is one allow: two assignments, DE and FR, do not move a record from one to the other; one with both does", () => {
    const two = [rep({ id: "a1", scope: { region: ["DE"] } }), rep({ id: "a2", scope: { region: ["FR"] } })];
    const one = [rep({ scope: { region: ["DE", "FR"] } })];
    const [byTwo, byOne] = [two, one].map((assignments) =>
      verdict(accessTo(regional(ALL), { assignments }), ask("update", { changes: { region: "FR" } })),
    );
    expect([byTwo, byOne]).toEqual(["no_grant", "allow"]);
  });

  it("S10 looks at the proposed record when it is created", () => {
    const access = within(regional(ALL), { region: ["DE"] });
    expect(["DE", "FR"].map((region) => access.can("create", "deal", { region }))).toEqual([true, false]);
  });
});

describe('a statement under "*" of a scoped role', () => {
  const wild = regional({
    "*": [{ allow: "read" }, { forbid: "export" }],
    deal: [{ allow: "export" }],
    report: [{ allow: "export" }],
  });

  it('S19 does not reach a type that is not scoped by the dimension, even when the scope is "*"', () => {
    const access = within(wild, { region: "*" });
    expect([access.can("read", "deal", deal), access.can("read", "report", report)]).toEqual([true, false]);
  });

  it("S19 is neither there to forbid", () => {
    const access = within(wild, { region: "*" });
    expect([access.can("export", "deal", deal), access.can("export", "report", report)]).toEqual([false, true]);
  });

  it("S19 does not reach a type that is scoped by nothing, and one that is scoped by more", () => {
    const fields = [
      { name: "region", type: "string" as const },
      { name: "team", type: "string" as const },
    ];
    const { report: type } = wild.model.resources;
    const bare = { ...type!, fields, scopePaths: { region: null, team: null } };
    const both = { ...bare, scopePaths: { region: "region", team: "team" } };
    const policy = { ...wild, model: { ...wild.model, resources: { ...wild.model.resources, bare, both } } };
    const access = within(policy, { region: "*" });
    expect([access.can("read", "bare", {}), access.can("read", "both", {})]).toEqual([false, true]);
  });

  it("S19 a statement under the type's own name reaches it", () => {
    expect(within(regional(ALL), { region: ["DE"] }).can("read", "report", report)).toBe(true);
  });

  it("S19 counts the dimensions of the roles that it extends", () => {
    const policy = policyOf(
      { "*": [{ allow: "read" }] },
      { rep: { extends: ["base"] }, roles: { base: { title: "Base", scopedBy: ["region"] } } },
    );
    const access = within(policy, { region: ["DE"] });
    expect([access.can("read", "deal", deal), access.can("read", "report", report)]).toEqual([true, false]);
  });

  it("S19 counts its own dimensions for an allow that it gets from a base which is not scoped, and the base's for a limit", () => {
    const base = {
      title: "Base",
      statements: { "*": [{ allow: "read" }, { forbid: "export" }], report: [{ allow: "export" }] },
    };
    const policy = policyOf({}, { rep: { extends: ["base"], scopedBy: ["region"] }, roles: { base } });
    const access = within(policy, { region: ["DE"] });
    expect([
      access.can("read", "deal", deal),
      access.can("read", "report", report),
      verdict(access, { action: "export", type: "report", record: report }),
    ]).toEqual([true, false, "forbidden"]);
  });

  it("S20 counts the dimensions of the roles that it extends, through one in between, and more than once", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      {
        rep: { extends: ["middle", { role: "base" }] },
        roles: { middle: { title: "Middle", extends: ["base"] }, base: { title: "Base", scopedBy: ["region"] } },
      },
    );
    expect([
      within(policy, {}).can("read", "deal", deal),
      within(policy, { region: "*" }).can("read", "deal", deal),
    ]).toEqual([false, true]);
  });
});

describe("a policy-wide rule", () => {
  it("S22 is bounded by no scope", () => {
    const policy = policyOf({ deal: [{ allow: "*" }] }, { rules: { deal: [{ forbid: "read" }] } });
    expect(within(policy, { region: ["DE"] }).can("read", "deal", { region: "FR" })).toBe(false);
  });
});
