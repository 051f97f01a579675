import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** What was agreed. Signing is an action of its own; what is signed stays as it was signed. */
export const contract = resource({
  schema: z.object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    accountId: z.string(),
    dealId: z.string().nullable(),
    ownerId: z.string(),
    region: z.string(),
    project: z.string().nullable(),
    kind: z.enum(["subscription", "service", "framework", "non_disclosure"]),
    status: z.enum(["draft", "in_review", "signed", "terminated", "expired"]),
    startsAt: z.date(),
    endsAt: z.date().nullable(),
    signedAt: z.date().nullable(),
    legalHold: z.boolean(),
    value: z.number(),
    liabilityCap: z.number().nullable(),
    signatoryName: z.string(),
    signatoryEmail: z.string(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "print", "sign", "terminate"],
  readOnlyActions: ["read"],
  changingActions: ["update", "sign", "terminate"],
  scopePaths: { region: "region", department: null, team: null, project: "project" },
  immutable: [...written, "number"],
  sensitive: ["value", "liabilityCap", "signatoryName", "signatoryEmail"],
  fieldGroups: { personal: ["signatoryName", "signatoryEmail"], financial: ["value", "liabilityCap"] },
});
