import { type DefinitionIssue, defineModel, definePolicy, PolicyDefinitionError, resource } from "castellan";
import * as z from "zod";

export const deal = resource({
  schema: z.object({
    id: z.string(),
    ownerId: z.string(),
    region: z.string(),
    stage: z.enum(["open", "won"]),
    amount: z.number(),
    closedAt: z.date().nullable(),
  }),
  actions: ["create", "read", "update"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region" },
  sensitive: ["amount"],
});

export const model = defineModel({
  dimensions: { region: { tree: { EMEA: { DE: {} } } } },
  principal: { attributes: z.object({ teams: z.array(z.string()) }) },
  resources: { deal },
});

export const crm = definePolicy(model, {
  id: "crm",
  version: 3,
  roles: {
    rep: {
      title: "Rep",
      scopedBy: ["region"],
      statements: {
        deal: [
          { allow: "read" },
          { id: "own", allow: "update", when: { ownerId: { $ref: "principal.id" } } },
          { id: "no-won", forbid: "update", fields: ["stage"], to: { stage: "won" } },
        ],
      },
    },
    manager: { title: "Manager", scopedBy: ["region"], extends: [{ role: "rep", without: ["no-won"] }] },
  },
  rules: { "*": [{ id: "no-guests", forbid: "update", who: { kind: "guest" } }] },
});

export const principal = { id: "u1", kind: "employee", status: "active" } as const;

/** One deal in Germany that belongs to the principal. */
export const german = { id: "d1", ownerId: "u1", region: "DE", stage: "open", amount: 5, closedAt: null } as const;

/** The issues that a definition is refused with. */
export function issuesOf(define: () => unknown): readonly DefinitionIssue[] {
  try {
    define();
  } catch (error) {
    if (error instanceof PolicyDefinitionError) return error.issues;
    throw error;
  }
  return [];
}
