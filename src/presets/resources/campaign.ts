import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** A mailing, an event, an advertisement. Exporting one takes its audience out of the system. */
export const campaign = resource({
  schema: z.object({
    id: z.string(),
    name: z.string(),
    ownerId: z.string(),
    region: z.string(),
    department: z.string(),
    status: z.enum(["draft", "scheduled", "running", "finished"]),
    channel: z.enum(["email", "event", "social", "search"]),
    segment: z.string(),
    audienceSize: z.number(),
    startsAt: z.date().nullable(),
    endsAt: z.date().nullable(),
    sentCount: z.number(),
    openRate: z.number().nullable(),
    leadCount: z.number(),
    budget: z.number(),
    spent: z.number(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "print", "send"],
  readOnlyActions: ["read"],
  changingActions: ["update", "send"],
  scopePaths: { region: "region", department: "department", team: null, project: null },
  immutable: written,
  sensitive: ["budget", "spent"],
  fieldGroups: { financial: ["budget", "spent"] },
});
