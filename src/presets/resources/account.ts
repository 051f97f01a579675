import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** A company that buys, might buy, or once bought. */
export const account = resource({
  schema: z.object({
    id: z.string(),
    name: z.string(),
    ownerId: z.string(),
    region: z.string(),
    team: z.string(),
    industry: z.string(),
    employees: z.number(),
    status: z.enum(["prospect", "customer", "former"]),
    parentAccountId: z.string().nullable(),
    tags: z.array(z.string()),
    legalHold: z.boolean(),
    billingEmail: z.string(),
    billingAddress: z.object({ street: z.string(), postalCode: z.string(), city: z.string(), country: z.string() }),
    vatId: z.string().nullable(),
    annualRevenue: z.number().nullable(),
    creditLimit: z.number(),
    openBalance: z.number(),
    iban: z.string().nullable(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "bulk_export", "print", "merge", "reassign"],
  readOnlyActions: ["read"],
  changingActions: ["update", "reassign"],
  scopePaths: { region: "region", department: null, team: "team", project: null },
  immutable: written,
  sensitive: ["billingEmail", "billingAddress", "vatId", "annualRevenue", "creditLimit", "openBalance", "iban"],
  fieldGroups: {
    personal: ["billingEmail", "billingAddress"],
    financial: ["vatId", "annualRevenue", "creditLimit", "openBalance", "iban"],
  },
});
