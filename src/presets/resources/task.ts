import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** Something to be done by somebody. */
export const task = resource({
  schema: z.object({
    id: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    assigneeId: z.string(),
    region: z.string(),
    team: z.string(),
    project: z.string().nullable(),
    status: z.enum(["open", "in_progress", "done", "cancelled"]),
    priority: z.enum(["low", "normal", "high"]),
    dueAt: z.date().nullable(),
    completedAt: z.date().nullable(),
    estimateHours: z.number().nullable(),
    relatedType: z.enum(["account", "contact", "lead", "deal", "ticket", "contract", "campaign"]),
    relatedId: z.string(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "reassign", "print"],
  readOnlyActions: ["read"],
  changingActions: ["update", "reassign"],
  scopePaths: { region: "region", department: null, team: "team", project: "project" },
  immutable: written,
});
