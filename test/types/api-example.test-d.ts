import type { Access, VocabularyOf } from "castellan";
import { defineModel, definePolicy, resource } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";

// The example of the API contract, to the letter, and the `report` that it leaves to the reader's imagination.
const report = resource({
  schema: z.object({ id: z.string(), title: z.string() }),
  actions: ["read", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: null, project: null },
});

const deal = resource({
  schema: z.object({
    id: z.string(),
    ownerId: z.string(),
    region: z.string(),
    stage: z.enum(["open", "won", "lost"]),
    amount: z.number(),
    margin: z.number(),
    phone: z.string(),
    closedAt: z.date().nullable(),
  }),
  actions: ["create", "read", "update", "delete", "export", "reassign"],
  readOnlyActions: ["read"], // what a read-only principal keeps
  changingActions: ["update", "reassign"], // take `changes`; "update" if not said. create takes the new record
  scopePaths: { region: "region", project: null }, // every dimension: a path, or null for "not scoped by it"
  immutable: ["id"], // never written by update
  sensitive: ["margin"], // must be named to be granted
  fieldGroups: { financial: ["amount", "margin"] }, // used as "#financial"
});

const model = defineModel({
  dimensions: {
    region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } } },
    project: { flat: true },
  },
  principal: { attributes: z.object({ department: z.string().optional(), teams: z.array(z.string()).default([]) }) },
  resources: { deal, report },
});

const crm = definePolicy(model, {
  id: "crm",
  version: 1,
  roles: {
    sales_rep: {
      title: "Sales rep",
      scopedBy: ["region"],
      assignableBy: ["sales_manager"],
      statements: {
        deal: [
          { allow: "read" },
          { allow: "create", to: { ownerId: { $ref: "principal.id" } } },
          { allow: "update", fields: { except: ["ownerId", "region"] } }, // reassigning is a right of its own
          { allow: "delete", when: { ownerId: { $ref: "principal.id" }, stage: "open" } },
          {
            id: "close-won",
            require: { approval: { by: "sales_manager", within: "24h" } },
            for: ["create", "update"],
            fields: ["stage"],
            to: { stage: "won" },
            why: "a second pair of eyes on every win",
          },
        ],
      },
    },
    sales_manager: {
      title: "Sales manager",
      scopedBy: ["region"],
      extends: [{ role: "sales_rep", without: ["close-won"] }],
      statements: { deal: [{ allow: "read", fields: ["#financial"] }, { allow: "export" }] },
    },
    support: {
      title: "Support",
      statements: {
        deal: [
          { allow: "read", fields: ["id", "stage"] },
          { allow: "read", masked: { phone: "last4" } },
        ],
      },
    },
  },
  rules: {
    // policy-wide; forbid and require only; "*" = every type
    "*": [
      { id: "guests-never-export", forbid: "export", who: { kind: "guest" } },
      { id: "export-needs-mfa", require: { mfa: { within: "15m" } }, for: "export" },
      { id: "idle", require: { session: { maxAge: "12h", maxIdle: "30m" } }, for: "*" },
    ],
  },
  separationOfDuty: [{ id: "pay", roles: ["quote_author", "quote_approver"], atMost: 1 }],
});

describe("the example of the API contract", () => {
  test("compiles, and knows its names", () => {
    expectTypeOf<VocabularyOf<typeof crm>["role"]>().toEqualTypeOf<"sales_rep" | "sales_manager" | "support">();
  });

  test("can be asked what the contract asks", () => {
    const access: Access<VocabularyOf<typeof crm>> = crm.access({
      principal: { id: "u", kind: "employee", status: "active" },
      assignments: [],
      session: null,
      approvals: [],
      now: 0,
    });
    const record = { id: "1", stage: "open" } as const;
    const [changes, fields, justification] = [{ stage: "won" } as const, ["stage"] as const, "why"];
    access.can("update", "deal", record, "stage");
    access.outcome("export", "deal", record);
    access.canSome("export", "report");
    access.decide({ action: "update", type: "deal", record, changes: { stage: "won" }, fields, justification });
    access.assert({ action: "update", type: "deal", record, changes });
    access.checkWrite("deal", record, changes);
    access.fields("read", "deal", record);
    access.view("deal", record, "phone");
    access.mask("deal", record);
    access.checker("read", "deal");
    access.needs("read", "deal");
    access.explain({ action: "read", type: "deal", record });
    access.attenuate({ allow: { deal: ["read"], report: ["read", "export"] }, until: 5 });
    access.at(1).validUntil;
  });
});
