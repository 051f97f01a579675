import * as z from "zod";
import { resource } from "../../policy/resource.js";
import { provenance, written } from "./provenance.js";

/** A customer's question or complaint. */
export const ticket = resource({
  schema: z.object({
    id: z.string(),
    number: z.string(),
    accountId: z.string(),
    contactId: z.string(),
    /** `null`: waiting in the team's queue. */
    assigneeId: z.string().nullable(),
    region: z.string(),
    team: z.string(),
    subject: z.string(),
    description: z.string(),
    status: z.enum(["open", "pending", "solved", "closed"]),
    priority: z.enum(["low", "normal", "high", "urgent"]),
    channel: z.enum(["email", "phone", "chat", "web"]),
    resolution: z.string().nullable(),
    satisfaction: z.number().nullable(),
    requesterEmail: z.string(),
    requesterPhone: z.string().nullable(),
    refundAmount: z.number().nullable(),
    ...provenance,
  }),
  actions: ["create", "read", "update", "delete", "export", "print", "merge", "reassign"],
  readOnlyActions: ["read"],
  changingActions: ["update", "reassign"],
  scopePaths: { region: "region", department: null, team: "team", project: null },
  immutable: [...written, "number", "accountId", "contactId"],
  sensitive: ["requesterEmail", "requesterPhone", "refundAmount"],
  fieldGroups: { personal: ["requesterEmail", "requesterPhone"], financial: ["refundAmount"] },
});
