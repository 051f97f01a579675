import type { CompiledDimension } from "../../src/compile/dimension.js";
import type { Governance } from "../../src/lifecycle/governance.js";
import type { Actor, Situation } from "../../src/lifecycle/situation.js";
import type { RoleData } from "../../src/model/policy-data.js";
import type { HeldAssignment, PrincipalState } from "../../src/model/principal-state.js";
import { HOUR } from "../unit/lifecycle/world.js";
import type { Sabotage } from "./escalation-play.js";

/**
 * Ways to break what commands rest on: each must be found by the checker. What cannot be broken from here was broken by hand, and
 * found as well: a planner that forgets to ask for authority together with the second look at what plans add.
 */
export const SABOTAGES: Readonly<Record<string, Sabotage>> = {
  "the scope in which authority is held is ignored": (at) => ({
    ...at,
    governance: {
      ...at.governance,
      dimensions: new Map([...at.governance.dimensions].map(([name, one]) => [name, boundless(one)])),
    },
  }),
  "the end of authority is ignored": withActor((one) => without(one, "validUntil")),
  "authority that has not begun counts": withActor((one) => without(one, "validFrom")),
  "authority through eligible assignments counts": withActor((one) => without(one, "state")),
  "authority that is set aside counts": withActor((one) => without(one, "muted")),
  "authority without a scope counts as unbounded": withActor(
    (one) => ({ ...one, scope: { region: "*", project: "*" } }) as HeldAssignment,
  ),
  "people hand out roles to themselves": (at) => ({
    ...at,
    actor: changedActor(at.actor, (state) => ({
      ...state,
      principal: { ...state.principal, id: `${state.principal.id} ` },
    })),
  }),
  "whoever extends a grantor's role is a grantor": (at) =>
    withRoles(at, (role, governance) => ({
      ...role,
      assignableBy: (role.assignableBy ?? []).flatMap((by) => [...governance.extendedBy(by)]),
    })),
  "everybody hands out everything": (at) =>
    withRoles(at, (role, { policy }) => ({ ...role, assignableBy: Object.keys(policy.roles) })),
  "activations last as long as anybody likes": (at) =>
    withRoles({ ...at, settings: { ...at.settings, maxActivation: "90d" } }, (role) => ({
      ...role,
      maxActivation: 2_000 * HOUR,
    })),
  "emergencies last as long as activations": (at) => ({
    ...at,
    settings: { ...at.settings, emergencies: { maxDuration: "8h" } },
  }),
  "separation of duty is skipped": (at) => withPolicy(at, { ...at.governance.policy, separationOfDuty: [] }),
  "separation of duty does not look at what roles extend": (at) => ({
    ...at,
    governance: { ...at.governance, basesOf: (name) => new Set([name]) },
  }),
  "the bounds of holders are skipped": (at) =>
    withRoles(at, ({ maxHolders: _most, minHolders: _least, ...role }) => role),
  "holders by extension are not counted": (at) => ({
    ...at,
    governance: { ...at.governance, extendedBy: (name) => new Set([name]) },
  }),
};

function withActor(change: (assignment: HeldAssignment) => HeldAssignment): Sabotage {
  return (at) => ({
    ...at,
    actor: changedActor(at.actor, (state) => ({ ...state, assignments: state.assignments.map(change) })),
  });
}

function changedActor(actor: Actor, change: (state: PrincipalState) => PrincipalState): Actor {
  return actor.kind === "system" ? actor : { ...actor, state: change(actor.state) };
}

function without(assignment: HeldAssignment, part: keyof HeldAssignment): HeldAssignment {
  const { [part]: _, ...rest } = assignment;
  return rest as HeldAssignment;
}

function boundless(dimension: CompiledDimension): CompiledDimension {
  const everything = { has: () => true, values: () => [] };
  return { ...dimension, coverOf: () => everything, coverOfAll: () => everything };
}

function withRoles(at: Situation, change: (role: RoleData, governance: Governance) => RoleData): Situation {
  const { policy } = at.governance;
  const roles = Object.entries(policy.roles).map(([name, role]) => [name, change(role, at.governance)] as const);
  return withPolicy(at, { ...policy, roles: Object.fromEntries(roles) });
}

function withPolicy(at: Situation, policy: Governance["policy"]): Situation {
  const role = (name: string) => (Object.hasOwn(policy.roles, name) ? policy.roles[name] : undefined);
  return { ...at, governance: { ...at.governance, policy, role } };
}
