import type { AuthzenOptions } from "../../../../src/http/authzen/options.js";
import { defineModel, definePolicy, resource } from "../../../../src/index.js";
import { castellanOver, knowsToken } from "./service.js";

const deal = resource({
  fields: [
    { name: "id", type: "number" },
    { name: "ownerId", type: "string" },
    { name: "stage", type: "enum", values: ["open", "won"] },
    { name: "amount", type: "number" },
  ],
  actions: ["create", "read", "update", "delete", "export"],
});

/** A small CRM: reps read all deals, change and delete their own, and prove who they are before they export. */
export const crm = definePolicy(defineModel({ resources: { deal } }), {
  id: "crm",
  version: 1,
  roles: {
    rep: {
      title: "Rep",
      statements: {
        deal: [
          { allow: ["read", "export"] },
          { allow: "create", fields: ["ownerId", "amount"] },
          { allow: "update", fields: ["stage", "amount"], when: { ownerId: { $ref: "principal.id" } } },
          { allow: "delete", when: { ownerId: { $ref: "principal.id" } } },
          { id: "why", require: { justification: true }, for: "delete", why: "deletions are looked at" },
        ],
      },
    },
    viewer: { title: "Viewer", statements: { deal: [{ allow: "read", fields: ["id", "stage"] }] } },
  },
  rules: { deal: [{ id: "export-mfa", require: { mfa: { within: "15m" } }, for: "export" }] },
});

/** The records, by id. */
export const deals: ReadonlyMap<string, { id: number; ownerId: string; stage: "open" | "won"; amount: number }> =
  new Map(
    [1, 2, 3, 4, 5].map((id) => [
      String(id),
      { id, ownerId: id % 2 === 1 ? "ada" : "bob", stage: "open", amount: id * 100 },
    ]),
  );

export const people = {
  ada: { roles: ["rep"] },
  bob: { roles: ["rep"] },
  vera: { roles: ["viewer"] },
  zoe: { roles: [] },
};

export const service = await castellanOver(crm, people);

/** Options under which records are looked up. */
export const lookingUp: AuthzenOptions<string> = {
  authenticate: knowsToken,
  policy: crm,
  tenant: "acme",
  record: ({ id }) => deals.get(id) ?? null,
  records: ({ after }) => [...deals.values()].filter(({ id }) => id > Number(after ?? 0)),
};

export const user = (id: string) => ({ type: "user", id });
export const onDeal = (id: number | string, properties = {}) => ({ type: "deal", id: String(id), properties });
export const does = (name: string, properties = {}) => ({ name, properties });
