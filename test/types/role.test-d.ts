import type { RoleOf, StatementsOf } from "castellan";
import { definePolicy } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import { type crm, model } from "./crm.js";

/** Checks a role as an author writes it, before the policy's role names are known. */
declare function role(role: RoleOf<typeof model>): void;
/** Checks a role for a policy whose role names are known. */
declare function roleOfPolicy(role: RoleOf<typeof crm>): void;

describe("a role", () => {
  test("needs no more than a title", () => {
    role({ title: "Nobody" });
    // @ts-expect-error
    role({});
  });

  test("has all the keys of a template", () => {
    role({
      title: "Contractor",
      description: "One project, for a while.",
      version: 3,
      scopedBy: ["project"],
      assignableBy: ["sales_manager"],
      extends: ["viewer", { role: "sales_rep", without: ["close-won"] }],
      maxDuration: "90d",
      maxActivation: 3_600_000,
      maxHolders: 3,
      minHolders: 1,
      statements: { deal: [{ allow: "read" }] },
    });
    // @ts-expect-error a misspelt key
    role({ title: "Contractor", maxDurration: "90d" });
    // @ts-expect-error
    role({ title: "Contractor", maxDuration: "90 days" });
    // @ts-expect-error
    role({ title: "Contractor", maxHolders: "3" });
  });

  test("is scoped by dimensions of the model", () => {
    // @ts-expect-error
    role({ title: "Contractor", scopedBy: ["projcet"] });
  });

  test("names only roles of its policy, once they are known", () => {
    roleOfPolicy({ title: "Lead", extends: ["sales_rep"], assignableBy: ["sales_manager"] });
    // @ts-expect-error
    roleOfPolicy({ title: "Lead", extends: ["sales_rpe"] });
    // @ts-expect-error
    roleOfPolicy({ title: "Lead", extends: [{ role: "sales_rpe" }] });
    // @ts-expect-error
    roleOfPolicy({ title: "Lead", assignableBy: ["sales_mangr"] });
    // @ts-expect-error
    roleOfPolicy({ title: "Lead", statements: { deal: [{ require: { approval: { by: "mangr" } }, for: "update" }] } });
  });
});

describe("a role in a file of its own", () => {
  const rep = {
    title: "Sales rep",
    scopedBy: ["region"],
    assignableBy: ["manager"],
    extends: ["viewer"],
    statements: { deal: [{ require: { approval: { by: "manager", within: "24h" } }, for: "update" }] },
  } satisfies RoleOf<typeof model>;

  test("fits into a policy that has the roles it names", () => {
    const viewer = { title: "Viewer" };
    const policy = definePolicy(model, {
      id: "p",
      version: 1,
      roles: { rep, viewer, manager: { title: "Manager" } },
    });
    expectTypeOf(policy.id).toEqualTypeOf<string>();
  });

  test("does not fit into one that lacks a role it names", () => {
    // @ts-expect-error there is no role `manager`
    definePolicy(model, { id: "p", version: 1, roles: { rep, viewer: { title: "Viewer" } } });
  });

  test("names itself as others do: by StatementsOf and RoleOf", () => {
    expectTypeOf(rep.statements).toExtend<StatementsOf<typeof model>>();
  });
});
