import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** A sale in the making. Sums are in the company's reporting currency, so that limits can be compared. */
export const deal = resource({
  schema: z.object({
    id: z.string(),
    name: z.string(),
    accountId: z.string(),
    ownerId: z.string(),
    region: z.string(),
    team: z.string(),
    project: z.string().nullable(),
    stage: z.enum(["qualification", "proposal", "negotiation", "won", "lost"]),
    probability: z.number(),
    nextStep: z.string().nullable(),
    expectedCloseAt: z.date(),
    closedAt: z.date().nullable(),
    lostReason: z.string().nullable(),
    amount: z.number(),
    discountPercent: z.number(),
    cost: z.number(),
    margin: z.number(),
    commission: z.number().nullable(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "bulk_export", "print", "reassign"],
  readOnlyActions: ["read"],
  changingActions: ["update", "reassign"],
  scopePaths: { region: "region", department: null, team: "team", project: "project" },
  immutable: written,
  sensitive: ["amount", "discountPercent", "cost", "margin", "commission"],
  fieldGroups: { financial: ["amount", "discountPercent", "cost", "margin", "commission"] },
});
