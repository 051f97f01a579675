import { describe, expect, it } from "vitest";
import type { RoleData } from "../../../src/model/policy-data.js";
import type { StatementsData } from "../../../src/model/statement-data.js";
import { accessTo, ask, policyOf, rep } from "../fixtures/access.js";
import { determinedBy, verdict } from "../fixtures/reason.js";

const base: RoleData = {
  title: "Base",
  statements: {
    deal: [
      { id: "read", allow: "read" },
      { id: "export", allow: "export" },
      { id: "no", forbid: "delete" },
    ],
  },
};
const accessOf = (statements: StatementsData, extension: RoleData["extends"], roles: Record<string, RoleData> = {}) =>
  accessTo(policyOf(statements, { rep: { extends: extension ?? [] }, roles: { base, ...roles } }));
const refs = (access: ReturnType<typeof accessTo>, action: string) => access.decide(ask(action)).statements;

describe("a role that extends another", () => {
  it("S31 has its own statements and those of the base", () => {
    const access = accessOf({ deal: [{ id: "update", allow: "update" }] }, ["base"]);
    expect(["read", "export", "update", "delete"].map((action) => verdict(access, ask(action)))).toEqual([
      "allow",
      "allow",
      "allow",
      "forbidden",
    ]);
  });

  it("S43 is the one that a statement of the base is named with", () => {
    expect(refs(accessOf({}, ["base"]), "read")).toEqual([{ id: "read", role: "rep", assignment: "a1" }]);
  });

  it("S31 may leave statements out by id", () => {
    const access = accessOf({ deal: [{ allow: "delete" }] }, [{ role: "base", without: ["export", "no"] }]);
    expect(["read", "export", "delete"].map((action) => verdict(access, ask(action)))).toEqual([
      "allow",
      "no_grant",
      "allow",
    ]);
  });

  it("S31 leaves out of that bundle only: the base itself still has it", () => {
    const policy = policyOf({}, { rep: { extends: [{ role: "base", without: ["no"] }] }, roles: { base } });
    const access = accessTo(policy, { assignments: [rep(), { id: "a2", role: "base" }] });
    expect(refs(access, "delete")).toEqual([{ id: "no", role: "base", assignment: "a2" }]);
  });

  it("S31 keeps what another base still brings", () => {
    const access = accessOf({}, [{ role: "base", without: ["read"] }, "other"], {
      other: { title: "Other", extends: ["base"] },
    });
    expect(refs(access, "read")).toEqual([{ id: "read", role: "rep", assignment: "a1" }]);
  });

  it("S31 leaves out what the base has from its own base", () => {
    const access = accessOf({}, [{ role: "middle", without: ["read"] }], {
      middle: { title: "Middle", extends: ["base"] },
    });
    expect([verdict(access, ask("read")), verdict(access, ask("export"))]).toEqual(["no_grant", "allow"]);
  });

  it("has a statement once that it gets by two ways", () => {
    const access = accessOf({}, ["left", "right"], {
      left: { title: "Left", extends: ["base"] },
      right: { title: "Right", extends: ["base"] },
    });
    expect(refs(access, "read")).toEqual([{ id: "read", role: "rep", assignment: "a1" }]);
  });

  it("that extends itself in a circle ends", () => {
    const access = accessOf({}, ["left"], {
      left: { title: "Left", extends: ["right"], scopedBy: [], statements: { deal: [{ id: "l", allow: "read" }] } },
      right: { title: "Right", extends: ["left", "rep"], statements: { deal: [{ id: "r", allow: "read" }] } },
    });
    expect(determinedBy(access, ask("read"))).toEqual(["l", "r"]);
  });

  it("of a base that does not exist has its own", () => {
    expect(determinedBy(accessOf({ deal: [{ id: "own", allow: "read" }] }, ["ghost"]), ask("read"))).toEqual(["own"]);
  });

  it("of a base without statements has its own", () => {
    const access = accessOf({ deal: [{ id: "own", allow: "read" }] }, ["bare"], { bare: { title: "Bare" } });
    expect(determinedBy(access, ask("read"))).toEqual(["own"]);
  });

  it("has both statements of one id, its own and the base's", () => {
    const access = accessOf({ deal: [{ id: "read", allow: "read", why: "own" }] }, ["base"]);
    expect(refs(access, "read").map(({ why }) => why)).toEqual([undefined, "own"]);
  });
});

describe("roles that each extend the two before", () => {
  it("are made at once, however many they are", () => {
    const roles = Object.fromEntries(
      Array.from({ length: 60 }, (_one, index): [string, RoleData] => [
        `r${index}`,
        {
          title: "R",
          extends: index < 2 ? [] : [`r${index - 1}`, `r${index - 2}`],
          statements: { deal: [{ id: `s${index}`, allow: "read" }] },
        },
      ]),
    );
    expect(refs(accessOf({}, ["r59"], roles), "read")).toHaveLength(60);
  });
});

describe("a role that names nothing of it", () => {
  it("S32 does not hold a new action, field or type", () => {
    const access = accessTo(policyOf({ deal: [{ allow: "read", fields: ["stage"] }] }));
    expect([
      access.can("export", "deal", {}),
      access.can("read", "deal", {}, "amount"),
      access.can("read", "report", {}),
    ]).toEqual([false, false, false]);
  });
});
