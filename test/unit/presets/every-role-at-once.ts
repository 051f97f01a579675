import type { Assignment, Principal, RoleData, Session } from "castellan";
import { parsePolicy } from "castellan";
import { crmPolicy } from "castellan/presets";

const parsed = parsePolicy(crmPolicy.toJSON());
if (!parsed.ok) throw new Error("the preset does not survive being stored");

/** The preset without the preset's types: the tests below go through all its names. */
export const policy = parsed.policy;

/** The preset as plain data. */
export const data = policy.toJSON();

/** Every resource type with its definition. */
export const resources = Object.entries(data.model.resources).map(([type, resource]) => ({ type, ...resource }));

/** Every role with its definition. */
export const roles: readonly (RoleData & { readonly name: string })[] = Object.entries(data.roles).map(
  ([name, role]) => ({ name, ...role }),
);

/** The instant of the tests. */
export const now = Date.parse("2026-03-04T10:00:00+01:00");

/** Logged in just now, with two factors, on a company laptop. */
export const bestSession: Session = {
  id: "s1",
  authenticatedAt: now,
  lastActiveAt: now,
  factors: [
    { method: "hwk", at: now },
    { method: "fpt", at: now },
  ],
  device: { id: "laptop-1", managed: true, compliant: true, known: true },
};

// a grant of everything, sensitive fields by name: whatever is still refused is refused by the rules
const everything: Assignment = {
  id: "everything",
  scope: Object.fromEntries(Object.keys(data.model.dimensions).map((name) => [name, "*"])),
  statements: Object.fromEntries(
    resources.map(({ type, sensitive }) => [
      type,
      [{ allow: "*" }, ...(sensitive.length === 0 ? [] : [{ allow: "*", fields: sensitive }])],
    ]),
  ),
};

/** An access that is refused nothing for want of a grant: all roles at once, everywhere, and a grant of everything. */
export function omnipotent(principal: Partial<Principal> = {}, session: Session | null = bestSession) {
  return policy.access({
    principal: { id: "u1", kind: "employee", status: "active", ...principal },
    assignments: [everything],
    session,
    now,
  });
}
