import { type Ability, subject } from "@casl/ability";
import { accessibleBy, createPrismaAbility, prismaQuery } from "@casl/prisma";
import { describe, expect, it } from "vitest";
import { UntranslatableFilterError } from "../../../../src/model/errors.js";
import { refreshAbility } from "../../../../src/project/ability/refresh-ability.js";
import { toAbility } from "../../../../src/project/ability/to-ability.js";
import type { ProjectedAccess } from "../../../../src/project/access.js";
import { toPrisma } from "../../../../src/project/query/prisma.js";
import { accessByGrant, accessTo, deal, grantOf, NOW, policyOf } from "../../fixtures/access.js";

/** What the client knows of the columns of deals. */
const columns = Object.fromEntries(
  Object.entries({
    id: "String",
    ownerId: "String",
    region: "String",
    stage: "String",
    amount: "Float",
    phone: "String",
  }).map(([name, typeName]) => [name, { modelName: "deal", name, typeName, isList: false, isEnum: false }]),
);

function abilityOf(access: ProjectedAccess): Ability<[string, string | object]> {
  const query = (filter: Parameters<typeof toPrisma>[0]): object =>
    toPrisma(filter, { provider: "postgresql", fields: columns });
  return toAbility(access as never, { query }) as never;
}

const rows = (ability: unknown, action = "read", type = "deal"): unknown =>
  accessibleBy(ability as Ability<[string, string], object>, action).ofType(type as never);

/** What @casl/prisma gives for nobody. */
const NOTHING = { OR: [] };

describe("`accessibleBy` of @casl/prisma", () => {
  it("S37 asks for the rows that the access filters", () => {
    const access = accessByGrant({ allow: "read", when: { ownerId: "u1" } });
    const where = toPrisma(access.filter("read", "deal"), { provider: "postgresql", fields: columns });
    expect(rows(abilityOf(access))).toEqual({ OR: [where] });
    expect(where).not.toEqual({});
  });

  it("S37 asks for rows that @casl/prisma itself, in memory, finds where the access does", () => {
    const access = accessByGrant(
      { allow: "read", when: { ownerId: "u1", stage: "open" } },
      { allow: "read", when: { ownerId: "u2" } },
      { forbid: "read", when: { stage: "lost" } },
    );
    const matches = prismaQuery(rows(abilityOf(access)) as Record<string, unknown>);
    for (const ownerId of ["u1", "u2", "u3"]) {
      for (const stage of ["open", "won", "lost"]) {
        const record = { ...deal, ownerId, stage };
        expect(matches(record), `${ownerId} ${stage}`).toBe(access.can("read", "deal", record));
      }
    }
  });

  it("asks for everything where everything is allowed", () => {
    expect(rows(abilityOf(accessByGrant({ allow: "read" })))).toEqual({});
  });

  it.each<[string, ProjectedAccess, string?, string?]>([
    ["nothing is allowed", accessByGrant({ allow: "delete" })],
    ["everything is forbidden", accessByGrant({ allow: "read" }, { forbid: "read" })],
    ["only a change could be allowed", accessByGrant({ allow: "update", to: { stage: "won" } }), "update"],
    ["the type is unknown", accessByGrant({ allow: "read" }), "read", "daels"],
    ["the action is unknown", accessByGrant({ allow: "read" }), "raed"],
    ["CASL would mean every action", accessByGrant({ allow: "*" }), "manage"],
    [
      "the assignment has ended",
      accessTo(policyOf({}), { assignments: [grantOf({ deal: [{ allow: "read" }] }, { validUntil: NOW })] }),
    ],
  ])("asks for nothing where %s", (_, access, action, type) => {
    expect(rows(abilityOf(access), action, type)).toEqual(NOTHING);
  });

  it("S9 counts the rows of which some field may be read, and a field that may not be never adds any", () => {
    const access = accessByGrant(
      { allow: "read", fields: ["id"], when: { ownerId: "u1" } },
      { allow: "read", fields: ["amount"], when: { stage: "won" } },
      { forbid: "read", fields: ["amount"] },
    );
    const matches = prismaQuery(rows(abilityOf(access)) as Record<string, unknown>);
    expect(matches({ ...deal, ownerId: "u1" })).toBe(true);
    expect(matches({ ...deal, ownerId: "u2", stage: "won" })).toBe(false);
    // CASL itself takes the grant of one field for one of the row, and overlooks the `cannot` of that field
    const rules = [
      { action: "read", subject: "deal", fields: ["id"], conditions: { ownerId: "u1" } },
      { action: "read", subject: "deal", fields: ["amount"], conditions: { stage: "won" } },
      { action: "read", subject: "deal", fields: ["amount"], inverted: true },
    ];
    const ofCasl = prismaQuery(rows(createPrismaAbility(rules as never)) as Record<string, unknown>);
    expect(ofCasl({ ...deal, ownerId: "u2", stage: "won" })).toBe(true);
  });

  it("keeps the rules of a field for who asks for one", () => {
    const ability = abilityOf(accessByGrant({ allow: "read", fields: ["id"] }, { allow: "read", fields: ["stage"] }));
    expect(ability.rulesFor("read", "deal", "id").map(({ fields }) => fields)).toEqual([["id"]]);
    expect(ability.can("read", subject("deal", { ...deal }), "stage")).toBe(true);
    expect(ability.rulesFor("read", "deal").map(({ fields }) => fields)).toEqual([["stage", "id"]]);
  });

  it("throws what cannot be said, when it is asked for, and for that alone", () => {
    const access = accessByGrant(
      { allow: ["read", "delete"] },
      { require: { approval: { by: "rep" } }, for: "delete", when: { stage: "won" } },
    );
    const refuse = (): never => {
      throw new UntranslatableFilterError("s1", "statement `s1` cannot be said");
    };
    const ability = toAbility(access as never, { query: refuse });
    expect(rows(ability)).toEqual({});
    expect(() => rows(ability, "delete")).toThrow(expect.objectContaining({ code: "untranslatable_filter" }));
  });

  it("asks anew after a refresh, and only once before", () => {
    const asked: string[] = [];
    const when = (ownerId: string): ProjectedAccess => accessByGrant({ allow: "read", when: { ownerId } });
    const ability = toAbility(when("u1") as never, {
      query: (filter, type) => {
        asked.push(type);
        return toPrisma(filter, { provider: "postgresql", fields: columns });
      },
    });
    const first = rows(ability);
    expect(rows(ability)).toEqual(first);
    expect(asked).toEqual(["deal"]);
    refreshAbility(ability, when("u2") as never);
    expect(rows(ability)).not.toEqual(first);
    ability.update([]);
    expect(rows(ability)).toEqual(NOTHING);
  });
});
