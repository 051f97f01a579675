import { definePolicy, type PolicyDefinitionError } from "castellan";
import { crmModel, crmPolicy, crmRoles, crmRules, crmSeparationOfDuty, salesRep } from "castellan/presets";
import { describe, expect, it } from "vitest";
import { data, resources, roles } from "./every-role-at-once.js";

describe("the role templates", () => {
  it.each(roles)("$name says what it is for, who hands it out, and which version it is", (role) => {
    expect(role.title).not.toBe("");
    expect(role.description).toMatch(/\.$/);
    expect(role.version).toBe(1);
    expect(role.assignableBy?.length).toBeGreaterThan(0);
  });

  it("are handed out by administrators, who are one to three", () => {
    expect(data.roles.administrator).toMatchObject({
      maxHolders: 3,
      minHolders: 1,
      assignableBy: ["administrator"],
    });
    expect(
      roles.filter(({ assignableBy }) => !assignableBy?.includes("administrator")).map(({ name }) => name),
    ).toEqual([]);
  });

  it("end by themselves for contractors and auditors", () => {
    const bounded = roles.filter(({ maxDuration }) => maxDuration !== undefined);
    expect(bounded.map(({ name, maxDuration }) => [name, maxDuration])).toEqual([
      ["auditor", "365d"],
      ["contractor", "90d"],
    ]);
  });

  it.each(roles)(
    "$name grants no wildcard: a new action or type is nobody's until a role names it",
    ({ statements }) => {
      expect(Object.keys(statements ?? {})).not.toContain("*");
      const actions = Object.values(statements ?? {}).flatMap((list) =>
        list.flatMap((statement) => ("allow" in statement ? statement.allow : [])),
      );
      expect(actions).not.toContain("*");
    },
  );

  it("forbid nothing: taking a role away never gives access", () => {
    const forbids = roles.filter(({ statements }) =>
      Object.values(statements ?? {})
        .flat()
        .some((s) => "forbid" in s),
    );
    expect(forbids.map(({ name }) => name)).toEqual([]);
  });

  it("are the parts of a policy of one's own", () => {
    const own = definePolicy(crmModel, {
      id: "own",
      version: 1,
      roles: {
        ...crmRoles,
        trainee: { title: "Trainee", extends: [{ role: "sales_rep", without: ["export-own-deal"] }] },
      },
      rules: crmRules,
      separationOfDuty: crmSeparationOfDuty,
    });
    expect(Object.keys(own.toJSON().roles)).toEqual([...Object.keys(crmRoles), "trainee"]);
  });

  it("are checked when they are customised", () => {
    const broken = { ...salesRep, extends: ["team_membr"] } as const;
    const define = () =>
      // @ts-expect-error there is no such role
      crmPolicy.extend({ roles: { own_rep: broken } });
    expect(define).toThrow(expect.objectContaining<Partial<PolicyDefinitionError>>({ code: "invalid_definition" }));
  });
});

describe("the rules and requirements of the preset", () => {
  const statements = [
    ...Object.values(data.rules),
    ...roles.flatMap(({ statements: own }) => Object.values(own ?? {})),
  ].flat();
  const restricting = statements.filter((statement) => !("allow" in statement));

  it("each have a name and a reason in words", () => {
    expect(restricting.length).toBeGreaterThan(30);
    expect(restricting.filter(({ id, why }) => id === undefined || why === undefined)).toEqual([]);
  });
});

describe("the resource types", () => {
  it("are the twelve of a CRM, and what administration takes", () => {
    expect(resources.map(({ type }) => type)).toEqual([
      ...[
        "account",
        "contact",
        "lead",
        "deal",
        "quote",
        "invoice",
        "contract",
        "ticket",
        "campaign",
        "task",
        "note",
        "report",
      ],
      ...["user", "role_assignment", "setting", "audit_event"],
    ]);
  });

  it.each(resources)("$type keeps personal and financial fields sensitive, and its id as it is", (resource) => {
    const grouped = Object.values(resource.fieldGroups).flat();
    expect(grouped.filter((field) => !resource.sensitive.includes(field))).toEqual([]);
    if (resource.actions.includes("update")) expect(resource.immutable).toContain("id");
    expect(resource.readOnlyActions).toEqual(["read"]);
  });
});
