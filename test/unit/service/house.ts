import { sealEvents } from "../../../src/govern/audit-chain.js";
import type { HeldAssignment, PrincipalState } from "../../../src/model/principal-state.js";
import type { Session } from "../../../src/model/session.js";
import { defineModel } from "../../../src/policy/define-model.js";
import { definePolicy } from "../../../src/policy/define-policy.js";
import { resource } from "../../../src/policy/resource.js";
import type { PolicyStore } from "../../../src/storage/policy-store.js";

const note = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "ownerId", type: "string" },
    { name: "region", type: "string" },
    { name: "text", type: "string" },
  ],
  actions: ["create", "read", "update", "export"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region" },
});

const person = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "status", type: "string" },
  ],
  actions: ["suspend"],
  scopePaths: { region: null },
});

const model = defineModel({
  dimensions: { region: { tree: { EMEA: { DE: {}, FR: {} } } } },
  principal: { attributes: [{ name: "team", type: "string", optional: true }] },
  resources: { note, person },
});

/** Readers, writers, and somebody who runs the place. */
export const house = definePolicy(model, {
  id: "house",
  version: 1,
  roles: {
    reader: {
      title: "Reader",
      scopedBy: ["region"],
      assignableBy: ["keeper"],
      statements: { note: [{ allow: "read" }] },
    },
    writer: {
      title: "Writer",
      scopedBy: ["region"],
      assignableBy: ["keeper"],
      extends: ["reader"],
      statements: {
        note: [
          { allow: "update", when: { ownerId: { $ref: "principal.id" } } },
          { id: "sure", require: { mfa: { within: "15m" } }, for: "update" },
        ],
      },
    },
    keeper: {
      title: "Keeper",
      scopedBy: ["region"],
      assignableBy: ["keeper"],
      statements: { note: [{ allow: ["read", "export"] }], person: [{ allow: "suspend" }] },
    },
  },
  rules: {
    person: [{ id: "suspend-needs-mfa", require: { mfa: { within: "15m" } }, for: "suspend" }],
  },
});

/** A clock that is set by hand. */
export class HandClock {
  constructor(public at = Date.UTC(2026, 2, 2, 9)) {}
  now = (): number => this.at;
}

export const ASSIGN_KEEPER: HeldAssignment = { id: "k", role: "keeper", scope: { region: "*" } };

/** A session that was opened just now. */
export function sessionAt(at: number, rest: Partial<Session> = {}): Session {
  return { id: "s1", authenticatedAt: at, lastActiveAt: at, factors: [], ...rest };
}

/** Somebody as they are kept. */
export function somebody(
  id: string,
  assignments: readonly HeldAssignment[] = [],
  rest: Partial<PrincipalState> = {},
): PrincipalState {
  return {
    principal: { id, kind: "employee", status: "active" },
    assignments,
    approvals: [],
    requests: [],
    revision: 0,
    ...rest,
  };
}

/** Puts people into an empty tenant as if they had always been there. */
export async function populate(
  store: PolicyStore,
  tenant: string,
  people: readonly PrincipalState[],
  time = Date.UTC(2026, 2, 1),
): Promise<void> {
  const data = {
    actor: { id: "import", kind: "system" },
    action: "import",
    outcome: "done",
    principalIds: people.map(({ principal }) => principal.id),
  } as const;
  const events = sealEvents({ tenant, head: null, revision: 1, time }, [{ type: "imported", data }]);
  await store.commit(tenant, { put: people, events }, { expectedRevision: 0 });
}
