import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** An offer with a price. One person writes it, another approves it. */
export const quote = resource({
  schema: z.object({
    id: z.string(),
    number: z.string(),
    dealId: z.string(),
    accountId: z.string(),
    authorId: z.string(),
    region: z.string(),
    team: z.string(),
    status: z.enum(["draft", "submitted", "approved", "rejected", "sent", "accepted"]),
    approvedById: z.string().nullable(),
    validThrough: z.date(),
    paymentTerms: z.string(),
    currency: z.string(),
    total: z.number(),
    discountPercent: z.number(),
    margin: z.number(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "print", "submit", "approve", "reject", "send"],
  readOnlyActions: ["read"],
  changingActions: ["update", "submit", "approve", "reject", "send"],
  scopePaths: { region: "region", department: null, team: "team", project: null },
  immutable: [...written, "number", "authorId"],
  sensitive: ["total", "discountPercent", "margin"],
  fieldGroups: { financial: ["total", "discountPercent", "margin"] },
});
