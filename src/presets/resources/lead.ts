import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** Somebody who showed interest and is not a contact yet. */
export const lead = resource({
  schema: z.object({
    id: z.string(),
    /** `null`: waiting in the team's queue. */
    ownerId: z.string().nullable(),
    region: z.string(),
    team: z.string(),
    company: z.string(),
    jobTitle: z.string().nullable(),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    source: z.enum(["web", "event", "referral", "campaign", "purchase"]),
    status: z.enum(["new", "working", "qualified", "converted", "lost"]),
    score: z.number(),
    campaignId: z.string().nullable(),
    marketingConsent: z.boolean(),
    estimatedValue: z.number().nullable(),
    convertedDealId: z.string().nullable(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "bulk_export", "merge", "reassign", "convert"],
  readOnlyActions: ["read"],
  changingActions: ["update", "reassign", "convert"],
  scopePaths: { region: "region", department: null, team: "team", project: null },
  immutable: written,
  sensitive: ["name", "email", "phone", "estimatedValue"],
  fieldGroups: { personal: ["name", "email", "phone"], financial: ["estimatedValue"] },
});
