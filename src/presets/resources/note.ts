import * as z from "zod";
import { resource } from "../../policy/resource.js";

/** What somebody wrote down about a customer. People write anything into notes, so the text counts as personal data. */
export const note = resource({
  schema: z.object({
    id: z.string(),
    authorId: z.string(),
    accountId: z.string(),
    region: z.string(),
    team: z.string(),
    visibility: z.enum(["private", "team", "everyone"]),
    relatedType: z.enum(["account", "contact", "lead", "deal", "ticket", "contract"]),
    relatedId: z.string(),
    title: z.string(),
    body: z.string(),
    mentions: z.array(z.string()),
    pinned: z.boolean(),
    createdAt: z.date(),
    updatedAt: z.date().nullable(),
  }),
  actions: ["create", "read", "update", "delete", "print"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region", department: null, team: "team", project: null },
  immutable: ["id", "authorId", "createdAt"],
  sensitive: ["body"],
  fieldGroups: { personal: ["body"] },
});
