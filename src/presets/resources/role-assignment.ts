import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** Who holds which role, where and until when. Deleting one is taking the role away. */
export const roleAssignment = resource({
  schema: z.object({
    id: z.string(),
    principalId: z.string(),
    /** The region of the person who holds the role: administration is delegated by it. */
    region: z.string(),
    role: z.string(),
    state: z.enum(["active", "eligible"]),
    scopeRegions: z.array(z.string()),
    scopeProjects: z.array(z.string()),
    validFrom: z.date().nullable(),
    validUntil: z.date().nullable(),
    reason: z.string(),
    lastUsedAt: z.date().nullable(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region", department: null, team: null, project: null },
  immutable: [...written, "principalId", "role"],
});
