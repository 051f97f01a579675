import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** A person at an account. Nearly everything here is personal data, the name included. */
export const contact = resource({
  schema: z.object({
    id: z.string(),
    accountId: z.string(),
    ownerId: z.string(),
    region: z.string(),
    team: z.string(),
    name: z.string(),
    jobTitle: z.string(),
    email: z.string(),
    phone: z.string(),
    mobile: z.string().nullable(),
    birthDate: z.date().nullable(),
    homeAddress: z.object({ street: z.string(), postalCode: z.string(), city: z.string() }).nullable(),
    language: z.string(),
    marketingConsent: z.boolean(),
    doNotContact: z.boolean(),
    legalHold: z.boolean(),
    lastContactedAt: z.date().nullable(),
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
    "merge",
    "reassign",
    "send_email",
    "call",
  ],
  readOnlyActions: ["read"],
  changingActions: ["update", "reassign"],
  scopePaths: { region: "region", department: null, team: "team", project: null },
  immutable: written,
  sensitive: ["name", "email", "phone", "mobile", "birthDate", "homeAddress"],
  fieldGroups: { personal: ["name", "email", "phone", "mobile", "birthDate", "homeAddress"] },
});
