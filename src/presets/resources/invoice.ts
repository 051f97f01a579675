import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** A bill. Once issued it is never edited: it is paid, or voided by somebody else than who issued it. */
export const invoice = resource({
  schema: z.object({
    id: z.string(),
    number: z.string(),
    accountId: z.string(),
    contractId: z.string().nullable(),
    region: z.string(),
    status: z.enum(["draft", "issued", "paid", "overdue", "void"]),
    issuedById: z.string().nullable(),
    issuedAt: z.date().nullable(),
    dueAt: z.date(),
    paidAt: z.date().nullable(),
    currency: z.string(),
    net: z.number(),
    tax: z.number(),
    total: z.number(),
    paidAmount: z.number(),
    iban: z.string(),
    recipientName: z.string(),
    recipientEmail: z.string(),
    ...provenance,
  }),
  actions: [
    "create",
    "read",
    "update",
    "delete",
    "export",
    "bulk_export",
    "print",
    "send",
    "issue",
    "record_payment",
    "void",
  ],
  readOnlyActions: ["read"],
  changingActions: ["update", "issue", "record_payment", "void"],
  scopePaths: { region: "region", department: null, team: null, project: null },
  immutable: [...written, "number"],
  sensitive: ["net", "tax", "total", "paidAmount", "iban", "recipientName", "recipientEmail"],
  fieldGroups: {
    personal: ["recipientName", "recipientEmail"],
    financial: ["net", "tax", "total", "paidAmount", "iban"],
  },
});
