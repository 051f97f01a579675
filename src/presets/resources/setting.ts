import * as z from "zod";
import { resource } from "../../policy/resource.js";

/** How the CRM is set up. One without a region is everybody's: only who is scoped to all regions reaches it. */
export const setting = resource({
  schema: z.object({
    id: z.string(),
    key: z.string(),
    area: z.enum(["security", "mail", "billing", "integration", "appearance"]),
    region: z.string().nullable(),
    description: z.string(),
    value: z.string().nullable(),
    defaultValue: z.string().nullable(),
    /** A password or key of another system: can be set, and never read back. */
    secret: z.string().nullable(),
    updatedAt: z.date(),
    updatedById: z.string(),
  }),
  actions: ["read", "configure"],
  readOnlyActions: ["read"],
  changingActions: ["configure"],
  scopePaths: { region: "region", department: null, team: null, project: null },
  immutable: ["id", "key", "area", "region", "defaultValue"],
  sensitive: ["secret"],
  fieldGroups: { credentials: ["secret"] },
});
