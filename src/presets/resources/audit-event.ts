import * as z from "zod";
import { resource } from "../../policy/resource.js";

/** What happened. Nobody writes or deletes one through the policy: there is no action for it. */
export const auditEvent = resource({
  schema: z.object({
    id: z.string(),
    at: z.date(),
    actorId: z.string(),
    onBehalfOfId: z.string().nullable(),
    action: z.string(),
    resourceType: z.string(),
    resourceId: z.string().nullable(),
    /** The region of the record concerned, or else of the actor. */
    region: z.string(),
    outcome: z.enum(["allow", "challenge", "deny"]),
    reason: z.string().nullable(),
    sessionId: z.string().nullable(),
    ip: z.string().nullable(),
    country: z.string().nullable(),
  }),
  actions: ["read", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region", department: null, team: null, project: null },
  sensitive: ["ip"],
  fieldGroups: { personal: ["ip"] },
});
