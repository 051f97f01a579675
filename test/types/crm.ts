import { defineModel, definePolicy, resource } from "castellan";
import * as z from "zod";

/** A small CRM that the type tests share. */
export const deal = resource({
  schema: z.object({
    id: z.string(),
    ownerId: z.string(),
    region: z.string(),
    project: z.string().nullable(),
    stage: z.enum(["open", "won", "lost"]),
    amount: z.number(),
    margin: z.number().optional(),
    cents: z.bigint(),
    rating: z.literal([1, 2, 3]),
    urgent: z.boolean(),
    closedAt: z.date().nullable(),
    tags: z.array(z.string()),
    seenAt: z.array(z.date()),
    scores: z.array(z.number()),
    address: z.object({ city: z.string(), country: z.string().optional() }).optional(),
    notes: z.unknown(),
    extra: z.record(z.string(), z.string()),
    code: z.string().brand<"Code">(),
  }),
  actions: ["create", "read", "update", "delete", "export", "reassign"],
  readOnlyActions: ["read"],
  changingActions: ["update", "reassign"],
  scopePaths: { region: "region", project: "project" },
  immutable: ["id"],
  sensitive: ["margin"],
  fieldGroups: { financial: ["amount", "margin"], place: ["region", "address"] },
});

export const contact = resource({
  schema: z.object({ id: z.string(), phone: z.string(), email: z.string().nullable(), region: z.string() }),
  actions: ["read", "update", "call", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region", project: null },
  sensitive: ["phone"],
});

export const report = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "title", type: "string", nullable: true },
    { name: "regions", type: "string", array: true },
    { name: "madeAt", type: "date", optional: true },
  ],
  actions: ["read", "print"],
  scopePaths: { region: "regions", project: null },
});

export const model = defineModel({
  dimensions: { region: { tree: { EMEA: { DE: {}, FR: {} } } }, project: { flat: true } },
  principal: {
    attributes: z.object({
      department: z.string().optional(),
      level: z.enum(["junior", "senior"]).optional(),
      limit: z.number(),
      since: z.date(),
      teams: z.array(z.string()).default([]),
      limits: z.array(z.number()),
      trusted: z.boolean(),
      home: z.object({ country: z.string() }),
    }),
  },
  resources: { deal, contact, report },
});

export const crm = definePolicy(model, {
  id: "crm",
  version: 1,
  roles: {
    sales_rep: {
      title: "Sales rep",
      scopedBy: ["region"],
      assignableBy: ["sales_manager"],
      statements: { deal: [{ allow: "read" }, { allow: "update", fields: { except: ["ownerId"] } }] },
    },
    sales_manager: { title: "Sales manager", scopedBy: ["region"], extends: ["sales_rep"] },
  },
  rules: { "*": [{ id: "guests", forbid: "export", who: { kind: "guest" } }] },
});
