import type { HeldAssignment } from "../../../../src/model/principal-state.js";
import { defineModel } from "../../../../src/policy/define-model.js";
import { definePolicy } from "../../../../src/policy/define-policy.js";
import type { Policy } from "../../../../src/policy/policy.js";
import { resource } from "../../../../src/policy/resource.js";

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "ownerId", type: "string" },
    { name: "region", type: "string" },
    { name: "stage", type: "enum", values: ["open", "won", "lost"] },
    { name: "amount", type: "number" },
    { name: "closedAt", type: "date", optional: true },
  ],
  actions: ["create", "read", "update", "export", "delete"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region" },
});

const ledger = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "areas", type: "string", array: true },
    { name: "total", type: "number" },
  ],
  actions: ["create", "read", "pay"],
  readOnlyActions: ["read"],
  scopePaths: { region: "areas" },
});

const contact = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "phone", type: "string" },
  ],
  actions: ["read", "merge"],
  readOnlyActions: ["read"],
  scopePaths: { region: null },
});

const model = defineModel({
  dimensions: { region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } } } },
  principal: { attributes: [{ name: "team", type: "string", optional: true }] },
  resources: { deal, ledger, contact },
});

/** A company in which much needs somebody else's word. */
export const house = definePolicy(model, {
  id: "house",
  version: 1,
  roles: {
    admin: { title: "Administrator", assignableBy: ["admin"], minHolders: 1, maxHolders: 3 },
    manager: { title: "Manager", scopedBy: ["region"], assignableBy: ["admin"], extends: ["rep"] },
    /** All of a manager, and more. */
    director: { title: "Director", assignableBy: ["admin"], extends: ["manager"] },
    /** A manager without reading: not all of one. */
    clerk: { title: "Clerk", assignableBy: ["admin"], extends: [{ role: "manager", without: ["see"] }] },
    rep: {
      title: "Rep",
      scopedBy: ["region"],
      assignableBy: ["manager", "admin"],
      statements: { deal: [{ id: "see", allow: ["create", "read", "update", "export", "delete"] }] },
    },
    payer: {
      title: "Payer",
      assignableBy: ["admin"],
      maxActivation: "2h",
      maxDuration: "7d",
      statements: {
        ledger: [
          { allow: ["read", "pay"] },
          { id: "fresh", require: { mfa: { within: "15m" } }, for: "pay", why: "money leaves" },
        ],
      },
    },
    biller: { title: "Biller", assignableBy: ["admin"], statements: { ledger: [{ allow: ["create", "read"] }] } },
    opener: { title: "Opener", assignableBy: ["admin"], statements: { ledger: [{ allow: "read" }] } },
    closer: { title: "Closer", assignableBy: ["admin"], statements: { ledger: [{ allow: "read" }] } },
    /** A payer who need not be so careful. */
    cashier: { title: "Cashier", assignableBy: ["admin"], extends: [{ role: "payer", without: ["fresh"] }] },
    caller: {
      title: "Caller",
      assignableBy: ["admin"],
      statements: { contact: [{ allow: "read", masked: { phone: "last4" } }, { allow: "merge" }] },
    },
    orphan: { title: "Orphan", statements: { ledger: [{ allow: "read" }] } },
  },
  rules: {
    contact: [
      { id: "look", require: { approval: { by: "admin", once: true } }, for: "read" },
      { id: "both", require: { approval: { by: "admin", count: 2, once: true } }, for: "merge" },
    ],
    deal: [
      {
        id: "big",
        require: { approval: { by: "manager", within: "24h", distinctFrom: ["ownerId"], once: true } },
        for: "update",
        fields: ["stage"],
        to: { stage: "won" },
      },
      { id: "twice", require: { approval: { by: "manager", count: 2, within: "1h" } }, for: "export" },
      { id: "gone", require: { approval: { by: "manager" } }, for: "delete" },
      {
        id: "huge",
        require: { approval: { by: "director", once: true } },
        for: "create",
        to: { amount: { $gt: 1000 } },
      },
      { id: "never", forbid: "update", fields: ["ownerId"] },
    ],
  },
  separationOfDuty: [
    { id: "billing", roles: ["payer", "biller"], atMost: 1 },
    { id: "hours", roles: ["opener", "closer"], atMost: 1, dynamic: true },
  ],
}) as unknown as Policy;

/** An assignment as it is kept. */
export function held(id: string, role: string, rest: Partial<HeldAssignment> = {}): HeldAssignment {
  const scoped = ["manager", "rep", "director", "clerk"].includes(role);
  return { id, role, ...(scoped ? { scope: { region: ["DE"] } } : {}), ...rest } as HeldAssignment;
}

export const german = { id: "d1", ownerId: "rep", region: "DE", stage: "open", amount: 100 } as const;
