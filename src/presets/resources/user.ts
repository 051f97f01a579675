import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** Somebody with an account in this CRM. Creating one is inviting somebody. */
export const user = resource({
  schema: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["employee", "guest", "service", "agent"]),
    status: z.enum(["invited", "active", "read_only", "suspended", "deactivated"]),
    region: z.string(),
    department: z.string(),
    team: z.string(),
    managerId: z.string().nullable(),
    jobTitle: z.string(),
    language: z.string(),
    mfaEnrolled: z.boolean(),
    lastActiveAt: z.date().nullable(),
    leavesAt: z.date().nullable(),
    email: z.string(),
    phone: z.string().nullable(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "export", "suspend", "reactivate", "lock_down", "offboard", "reset_factors"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region", department: "department", team: "team", project: null },
  immutable: written,
  sensitive: ["email", "phone"],
  fieldGroups: { personal: ["email", "phone"] },
});
