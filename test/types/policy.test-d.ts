import type { DefinitionIssue, ParsedPolicy, Policy, PolicyData, VocabularyOf } from "castellan";
import { definePolicy, lintPolicy, parsePolicy } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import { crm, model } from "./crm.js";

type Names = VocabularyOf<typeof crm>;

describe("a policy", () => {
  test("knows its role names", () => {
    expectTypeOf<Names["role"]>().toEqualTypeOf<"sales_rep" | "sales_manager">();
  });

  test("carries its id, version and model, and goes back to plain data", () => {
    expectTypeOf(crm.id).toEqualTypeOf<string>();
    expectTypeOf(crm.version).toEqualTypeOf<number>();
    expectTypeOf(crm.toJSON()).toEqualTypeOf<PolicyData>();
    expectTypeOf(crm.model.toJSON()).toEqualTypeOf<PolicyData["model"]>();
  });

  test("can be defined anew over its own model", () => {
    definePolicy(crm.model, { id: "p", version: 1, roles: { rep: { title: "Rep", scopedBy: ["region"] } } });
    // @ts-expect-error
    definePolicy(crm.model, { id: "p", version: 1, roles: { rep: { title: "Rep", scopedBy: ["regoin"] } } });
  });

  test("refuses keys that it does not know", () => {
    // @ts-expect-error
    definePolicy(model, { id: "p", version: 1, roles: {}, ruels: {} });
    // @ts-expect-error
    definePolicy(model, { id: "p", roles: {} });
  });

  test("checks what its roles say of each other", () => {
    definePolicy(model, {
      id: "p",
      version: 1,
      roles: {
        rep: { title: "Rep" },
        // @ts-expect-error
        manager: { title: "Manager", extends: ["rpe"] },
      },
    });
  });

  test("separates duties, dynamically if asked", () => {
    const roles = { author: { title: "Author" }, approver: { title: "Approver" } };
    definePolicy(model, {
      id: "p",
      version: 1,
      roles,
      separationOfDuty: [{ id: "pay", roles: ["author", "approver"], atMost: 1, dynamic: true }],
    });
    // @ts-expect-error
    definePolicy(model, { id: "p", version: 1, roles, separationOfDuty: [{ id: "pay", roles: ["author"] }] });
  });

  test("can be linted, whatever its model", () => {
    const findings = lintPolicy(crm);
    expectTypeOf(findings[0]!.severity).toExtend<string>();
  });
});

describe("a tenant's own roles", () => {
  test("build on those of the base, and on each other", () => {
    const extended = crm.extend({
      roles: {
        lead: { title: "Lead", extends: ["sales_rep", { role: "trainee" }], assignableBy: ["sales_manager"] },
        trainee: { title: "Trainee", statements: { deal: [{ allow: "read" }] } },
      },
    });
    expectTypeOf<VocabularyOf<typeof extended>["role"]>().toEqualTypeOf<
      "sales_rep" | "sales_manager" | "lead" | "trainee"
    >();
  });

  test("are checked like the base's", () => {
    // @ts-expect-error
    crm.extend({ roles: { lead: { title: "Lead", extends: ["sales_rpe"] } } });
    // @ts-expect-error
    crm.extend({ roles: { lead: { title: "Lead", statements: { deal: [{ allow: "raed" }] } } } });
  });

  test("bring no rules", () => {
    // @ts-expect-error
    crm.extend({ roles: {}, rules: {} });
  });

  test("from a database have any name", () => {
    const parsed = crm.parseRoles("{}");
    if (!parsed.ok) {
      expectTypeOf(parsed.issues).toEqualTypeOf<readonly DefinitionIssue[]>();
      return;
    }
    expectTypeOf<VocabularyOf<typeof parsed.policy>["role"]>().toEqualTypeOf<string>();
    expectTypeOf<VocabularyOf<typeof parsed.policy>["dimension"]>().toEqualTypeOf<"region" | "project">();
  });
});

describe("a parsed policy", () => {
  test("is typed by its model, but for its roles", () => {
    const parsed = parsePolicy(model, {});
    if (!parsed.ok) return;
    type Parsed = VocabularyOf<typeof parsed.policy>;
    expectTypeOf<keyof Parsed["resources"]>().toEqualTypeOf<"deal" | "contact" | "report">();
    expectTypeOf<Parsed["role"]>().toEqualTypeOf<string>();
  });

  test("without a model has names that are plain texts", () => {
    const parsed = parsePolicy("{}");
    expectTypeOf(parsed).toExtend<ParsedPolicy<VocabularyOf<Policy>>>();
    if (!parsed.ok) return;
    const access = parsed.policy.access({
      principal: { id: "p", kind: "employee", status: "active", attributes: { whatever: 1 } },
      assignments: [{ id: "a", role: "whatever", scope: { somewhere: ["x"] } }],
      session: null,
      now: 0,
    });
    access.can("fly", "plane", { wings: 2 }, "wings");
    // @ts-expect-error
    access.can("fly", 1, {});
  });
});
