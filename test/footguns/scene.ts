import { createMongoAbility, type MongoAbility, subject } from "@casl/ability";
import { defineModel, definePolicy, resource, type StatementsOf } from "castellan";

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "ownerId", type: "string", nullable: true, optional: true },
    { name: "stage", type: "string", nullable: true, optional: true },
    { name: "secret", type: "boolean", nullable: true, optional: true },
    { name: "amount", type: "number", nullable: true, optional: true },
    { name: "closedAt", type: "date", nullable: true, optional: true },
    { name: "address", type: "object", optional: true, fields: [{ name: "street", type: "string" }] },
  ],
  actions: ["read", "update", "export"],
});

export const model = defineModel({ resources: { deal } });
export const policy = definePolicy(model, { id: "crm", version: 1, roles: {} });

type Statements = NonNullable<StatementsOf<typeof policy>["deal"]>;

export const NOW = Date.UTC(2026, 2, 2, 10);

/** Somebody who holds these statements on deals as a direct grant. */
export function castellan(
  statements: Statements,
  window: { readonly validUntil?: number } = {},
  session: Session = null,
) {
  return policy.access({
    principal: { id: "u1", kind: "employee", status: "active" },
    assignments: [{ id: "a1", statements: { deal: statements }, ...window }],
    session,
    now: NOW,
  });
}

type Session = Parameters<typeof policy.access>[0]["session"];

/** Defines a policy with statements as a database or a careless author gives them. */
export function defined(...statements: readonly object[]) {
  const roles = { rep: { title: "Rep", statements: { deal: statements } } } as object;
  return () => definePolicy(model, { id: "crm", version: 1, roles });
}

/** An ability of CASL's own, of rules as a database gives them. */
export function casl(...rules: readonly object[]): MongoAbility {
  return createMongoAbility(rules as never);
}

/** CASL's answer about a deal. */
export function reads(ability: MongoAbility, record: object): boolean {
  return ability.can("read", subject("Deal", { ...record }));
}

export const READ = { action: "read", subject: "Deal" };
