import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** A prepared evaluation. One without a region spans the company: only who is scoped to all regions sees it. */
export const report = resource({
  schema: z.object({
    id: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    ownerId: z.string(),
    region: z.string().nullable(),
    department: z.string(),
    project: z.string().nullable(),
    kind: z.enum(["pipeline", "revenue", "activity", "service", "campaign", "project"]),
    period: z.string(),
    rowCount: z.number(),
    lastRunAt: z.date().nullable(),
    sharedWith: z.array(z.string()),
    revenue: z.number().nullable(),
    forecast: z.number().nullable(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "print", "run", "share"],
  readOnlyActions: ["read"],
  changingActions: ["update", "share"],
  scopePaths: { region: "region", department: "department", team: null, project: "project" },
  immutable: written,
  sensitive: ["revenue", "forecast"],
  fieldGroups: { financial: ["revenue", "forecast"] },
});
