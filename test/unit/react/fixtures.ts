import { defineModel, definePolicy, resource } from "castellan";

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "stage", type: "enum", values: ["open", "won"] },
    { name: "phone", type: "string" },
    { name: "amount", type: "number" },
  ],
  actions: ["read", "update", "export"],
  readOnlyActions: ["read"],
});

const log = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });

/** A policy small enough to be read at a glance. */
export const crm = definePolicy(defineModel({ resources: { deal, log } }), {
  id: "crm",
  version: 1,
  roles: {
    rep: {
      title: "Rep",
      statements: {
        deal: [
          { allow: "read", fields: ["id", "stage"] },
          { allow: "read", masked: { phone: "last4" } },
          { allow: "update", fields: ["stage"] },
          { allow: "export" },
        ],
        log: [{ allow: "read" }],
      },
    },
  },
  rules: { deal: [{ require: { mfa: { within: "15m", factors: 1 } }, for: "export" }] },
});

export const NOW = Date.UTC(2026, 2, 2, 10);
export const HOUR = 3_600_000;
export const record = { id: "d1", stage: "open", phone: "+49 30 901820", amount: 5 } as const;

/** What the server gives to a rep, whose role ends at some time, if at all. */
export function snapshotUntil(validUntil?: number, now = NOW) {
  return crm
    .access({
      principal: { id: "u1", kind: "employee", status: "active" },
      assignments: [{ id: "a1", role: "rep", ...(validUntil === undefined ? {} : { validUntil }) }],
      session: { id: "s1", authenticatedAt: now - HOUR, factors: [{ method: "pwd", at: now - HOUR }] },
      now,
    })
    .snapshot();
}
