import { defineModel, definePolicy, resource } from "castellan";
import { sealEvents, verifyAuditChain } from "castellan/govern";
import type { PolicyStore, PrincipalState } from "castellan/storage";

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "region", type: "string" },
    { name: "stage", type: "string" },
    { name: "ownerId", type: "string" },
  ],
  actions: ["read", "update", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region" },
});

/** A small policy: what is measured is where it is kept, not how it is evaluated. */
export const policy = definePolicy(defineModel({ dimensions: { region: { flat: true } }, resources: { deal } }), {
  id: "scale",
  version: 1,
  roles: {
    admin: { title: "Admin", scopedBy: ["region"], assignableBy: ["admin"], statements: { deal: [{ allow: "*" }] } },
    rep: {
      title: "Rep",
      scopedBy: ["region"],
      assignableBy: ["admin"],
      statements: {
        deal: [{ allow: "read" }, { allow: "update", when: { ownerId: { $ref: "principal.id" } } }],
      },
    },
    exporter: {
      title: "Exporter",
      scopedBy: ["region"],
      assignableBy: ["admin"],
      statements: { deal: [{ allow: "export" }] },
    },
  },
});

/** The record that everybody asks about. */
export const record = { id: "d1", region: "DE", stage: "open", ownerId: "u1" };

/** Who gives commands. */
export const ADMIN = { principalId: "admin", session: null } as const;

/** The ids of the people of a tenant, from `u0` on. */
export function personId(index: number): string {
  return `u${index}`;
}

/** Puts an administrator and people into a tenant that is empty, past the service: a thousand in one commit. */
export async function seed(store: PolicyStore, tenant: string, people: number): Promise<void> {
  const states = [
    stateOf("admin", "admin"),
    ...Array.from({ length: people }, (_, at) => stateOf(personId(at), "rep")),
  ];
  let head: { sequence: number; revision: number; hash: string } | null = null;
  for (let from = 0; from < states.length; from += 1_000) {
    const put = states.slice(from, from + 1_000);
    const revision: number = (head?.revision ?? 0) + 1;
    const principalIds = put.map((state) => state.principal.id);
    const actor = { id: "seed", kind: "system" } as const;
    const events = sealEvents({ tenant, head, revision, time: Date.now() }, [
      { type: "seeded", data: { actor, action: "seed", outcome: "done", principalIds } },
    ]);
    await store.commit(tenant, { put, events }, { expectedRevision: revision - 1 });
    head = events.at(-1) ?? null;
  }
}

function stateOf(id: string, role: string): PrincipalState {
  return {
    principal: { id, kind: "employee", status: "active" },
    assignments: [{ id: "a1", role, scope: { region: ["DE"] } }],
    approvals: [],
    requests: [],
    revision: 0,
  };
}

/** What is wrong with a tenant's log, in words; nothing if nothing is. */
export async function logFaults(store: PolicyStore, tenant: string): Promise<readonly string[]> {
  const { ok, problems } = await verifyAuditChain(store.events(tenant), { tenant });
  return ok ? [] : problems.map((problem) => `${tenant}: event ${problem.sequence}: ${problem.kind}`);
}
