// What all guards share: a small CRM, its policy, its people, and who is signed in.
import { type Access, defineModel, definePolicy, resource, type Session, type VocabularyOf } from "castellan";
import { createCastellan } from "castellan/service";
import { memoryStore } from "castellan/storage";
import * as z from "zod";

const schema = z.object({
  id: z.string(),
  ownerId: z.string(),
  region: z.string(),
  stage: z.enum(["open", "won", "lost"]),
  amount: z.number(),
  phone: z.string(),
});

const deal = resource({
  schema,
  actions: ["read", "update", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region" },
  immutable: ["id"],
});

const policy = definePolicy(defineModel({ dimensions: { region: { flat: true } }, resources: { deal } }), {
  id: "crm",
  version: 1,
  roles: {
    rep: {
      title: "Sales rep",
      scopedBy: ["region"],
      statements: {
        deal: [
          { allow: ["read", "export"] },
          { allow: "update", fields: ["stage", "amount", "phone"], when: { ownerId: { $ref: "principal.id" } } },
        ],
      },
    },
    support: {
      title: "Support",
      scopedBy: ["region"],
      statements: {
        deal: [
          { allow: "read", fields: ["id", "stage"] },
          { allow: "read", masked: { phone: "last4" } },
          { allow: "update", fields: ["stage"] },
        ],
      },
    },
  },
  rules: {
    deal: [
      { id: "export-mfa", require: { mfa: { within: "15m" } }, for: "export" },
      { id: "close-won", require: { approval: { by: "rep" } }, for: "update", fields: ["stage"], to: { stage: "won" } },
    ],
  },
});

export type Deal = z.infer<typeof schema>;
export type CrmAccess = Access<VocabularyOf<typeof policy>>;

/** The database. */
export const deals = new Map<string, Deal>([
  ["d1", { id: "d1", ownerId: "ada", region: "DE", stage: "open", amount: 100, phone: "+49 30 1234567" }],
  ["d2", { id: "d2", ownerId: "bob", region: "DE", stage: "open", amount: 200, phone: "+49 30 7654321" }],
  ["d3", { id: "d3", ownerId: "ada", region: "FR", stage: "open", amount: 300, phone: "+33 1 12345678" }],
]);

/** A policy says who may write which field, and a schema what may stand in it: ask both. `null` for what is no change. */
export function changesIn(body: unknown): Partial<Deal> | null {
  const parsed = schema.partial().strict().safeParse(body);
  // what is undefined was not sent
  return parsed.success ? (parsed.data as Partial<Deal>) : null;
}

const acme = createCastellan({ policy, store: memoryStore() }).tenant("acme");
for (const [id, role] of [
  ["ada", "rep"],
  ["sam", "support"],
] as const) {
  const { token } = await acme.asSystem("seed").invite({ id, assignments: [{ role, scope: { region: ["DE"] } }] });
  await acme.acceptInvite(token);
}

/** Stands for your sessions: `Bearer ada` has a password, `Bearer ada+otp` a second factor too. `null`: nobody is signed in. */
export async function accessOf(authorization: string | null | undefined): Promise<CrmAccess | null> {
  const [, id, otp] = /^Bearer (ada|sam)(\+otp)?$/.exec(authorization ?? "") ?? [];
  if (id === undefined) return null;
  const now = Date.now();
  const factors = [{ method: "pwd", at: now }, ...(otp === undefined ? [] : [{ method: "otp", at: now }])];
  const session: Session = { id: `session of ${id}`, authenticatedAt: now, lastActiveAt: now, factors };
  return acme.access(id, session);
}
