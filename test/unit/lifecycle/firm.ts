import type { HeldAssignment } from "../../../src/model/principal-state.js";
import { defineModel } from "../../../src/policy/define-model.js";
import { definePolicy } from "../../../src/policy/define-policy.js";
import type { Policy } from "../../../src/policy/policy.js";
import { resource } from "../../../src/policy/resource.js";

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "ownerId", type: "string" },
    { name: "region", type: "string" },
    { name: "stage", type: "enum", values: ["open", "won", "lost"] },
    { name: "amount", type: "number" },
  ],
  actions: ["create", "read", "update", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region" },
  immutable: ["id"],
});

const invoice = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "total", type: "number" },
  ],
  actions: ["create", "read", "pay"],
  readOnlyActions: ["read"],
  scopePaths: { region: null },
});

const model = defineModel({
  dimensions: { region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } } } },
  principal: { attributes: [{ name: "department", type: "string", optional: true }] },
  resources: { deal, invoice },
});

/** A small company: who sells, who runs it, who looks in from outside. */
export const firm = definePolicy(model, {
  id: "firm",
  version: 1,
  roles: {
    admin: {
      title: "Administrator",
      assignableBy: ["admin"],
      minHolders: 1,
      statements: { invoice: [{ allow: "read" }] },
    },
    manager: {
      title: "Manager",
      scopedBy: ["region"],
      assignableBy: ["admin"],
      statements: { deal: [{ allow: ["create", "read", "update", "export"] }] },
    },
    rep: {
      title: "Sales rep",
      scopedBy: ["region"],
      assignableBy: ["manager", "admin"],
      statements: {
        deal: [
          { allow: "read" },
          { allow: "update", fields: ["stage", "amount"], when: { ownerId: { $ref: "principal.id" } } },
          { forbid: "update", fields: ["amount"], when: { stage: "won" } },
        ],
      },
    },
    consultant: {
      title: "Consultant",
      scopedBy: ["region"],
      assignableBy: ["manager", "admin"],
      maxDuration: "90d",
      statements: { deal: [{ allow: "read", fields: ["id", "region", "stage"] }] },
    },
    payer: {
      title: "Payer",
      assignableBy: ["admin"],
      maxActivation: "2h",
      maxHolders: 2,
      statements: { invoice: [{ allow: ["read", "pay"] }] },
    },
    biller: { title: "Biller", assignableBy: ["admin"], statements: { invoice: [{ allow: ["create", "read"] }] } },
  },
  rules: { deal: [{ id: "guests-never-export", forbid: "export", who: { kind: "guest" } }] },
  separationOfDuty: [{ id: "billing", roles: ["payer", "biller"], atMost: 1 }],
}) as unknown as Policy;

/** An assignment as it is kept. */
export function held(id: string, role: string, rest: Partial<HeldAssignment> = {}): HeldAssignment {
  const scoped = ["manager", "rep", "consultant"].includes(role);
  return { id, role, ...(scoped ? { scope: { region: ["DE"] } } : {}), ...rest } as HeldAssignment;
}

export const dealInGermany = { id: "d1", ownerId: "u1", region: "DE", stage: "open", amount: 100 } as const;
export const dealInFrance = { ...dealInGermany, id: "d2", region: "FR" } as const;
