import type { Assignment } from "../model/assignment.js";
import type { Decision, UnmetRequirement } from "../model/decision.js";
import { toEpochMs } from "../model/instant.js";
import { decide } from "./decide.js";
import { Party } from "./party.js";
import type { Request } from "./request.js";
import type { Standpoint } from "./standpoint.js";
import { standing } from "./window.js";

/** Something that would turn a no into a yes, or at least into a step-up. */
export type WayToYes =
  | { readonly kind: "meet"; readonly requirements: readonly UnmetRequirement[] }
  | { readonly kind: "activate"; readonly assignment: string; readonly role: string; readonly title: string }
  | { readonly kind: "wait"; readonly assignment: string; readonly role: string; readonly from: number }
  | { readonly kind: "renew"; readonly assignment: string; readonly role: string; readonly ended: number }
  | { readonly kind: "be_assigned"; readonly role: string; readonly title: string; readonly by: readonly string[] };

/** So many roles are named at most: those with the fewest statements, since the least that helps is enough. */
const MAX_ROLES = 3;

/** Finds the nearest ways to yes, the nearest first. */
export function waysToYes(at: Standpoint, request: Request, decision: Decision): readonly WayToYes[] {
  if (decision.outcome === "challenge") return [{ kind: "meet", requirements: decision.requirements }];
  // only a missing grant can be cured by one, and behind an agent or an attenuation it is not ours to widen
  if (decision.outcome === "allow" || decision.reason !== "no_grant" || at.human !== null || at.limits !== null)
    return [];
  const held = at.party.assignments;
  const ways = held.flatMap((assignment) => wayBy(at, request, assignment));
  return ways.length > 0 ? ways : rolesThatHelp(at, request);
}

function wayBy(at: Standpoint, request: Request, assignment: Assignment): readonly WayToYes[] {
  const { now, policy } = at.party;
  const role = assignment.role;
  if (role === undefined) return [];
  const title = policy.data.roles[role]?.title ?? role;
  const place = standing(assignment.validFrom, assignment.validUntil, now);
  const { id } = assignment;
  if (place === "unusable" || (place === "inside" && assignment.state !== "eligible")) return [];
  if (!helps(at, request, inForce(assignment))) return [];
  if (place === "before") return [{ kind: "wait", assignment: id, role, from: toEpochMs(assignment.validFrom) }];
  if (place === "after") return [{ kind: "renew", assignment: id, role, ended: toEpochMs(assignment.validUntil) }];
  return [{ kind: "activate", assignment: id, role, title }];
}

function inForce({ id, role, scope }: Assignment): Assignment {
  return { id, role: role ?? "", ...(scope === undefined ? {} : { scope }) };
}

function rolesThatHelp(at: Standpoint, request: Request): readonly WayToYes[] {
  const { policy } = at.party;
  const everywhere = Object.fromEntries([...policy.dimensions.keys()].map((name) => [name, "*" as const]));
  const roles = [...policy.roles.values()].filter(
    ({ name }) => name !== null && helps(at, request, { id: "hypothetical", role: name, scope: everywhere }),
  );
  return roles
    .sort((left, right) => left.statements.length - right.statements.length)
    .slice(0, MAX_ROLES)
    .map(({ name, data }) => ({
      kind: "be_assigned",
      role: name ?? "",
      title: data?.title ?? "",
      by: data?.assignableBy ?? [],
    }));
}

/** Whether one more assignment would turn the answer. */
function helps(at: Standpoint, request: Request, assignment: Assignment): boolean {
  const { party } = at;
  const facts = { ...party, assignments: [...party.assignments, assignment] };
  const wider = new Party(party.policy, facts, party.now, party.counterpart);
  return decide({ ...at, party: wider, human: null, limits: null }, request).outcome !== "deny";
}
