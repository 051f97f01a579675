import type { Decision } from "../model/decision.js";
import { type ConsideredStatement, considered } from "./considered.js";
import { decide } from "./decide.js";
import { explanationText } from "./explanation-text.js";
import type { Request } from "./request.js";
import type { Standpoint } from "./standpoint.js";
import { type WayToYes, waysToYes } from "./ways.js";

/** Why a request is answered as it is, and what would help. `String(explanation)` says it in words. */
export interface Explanation {
  readonly principalId: string;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly type: string;
  /** The fields asked for; `null` for the best over all of them. */
  readonly fields: readonly string[] | null;
  readonly decision: Decision;
  readonly considered: readonly ConsideredStatement[];
  /** The nearest ways to yes, the nearest first. */
  readonly ways: readonly WayToYes[];
  toString(): string;
}

/** Explains a decision (S41): each statement that was considered, and the nearest ways to yes. */
export function explain(at: Standpoint, request: Request): Explanation {
  const decision = decide(at, request);
  const parties = at.human === null ? [at.party] : [at.party, at.human];
  const { resource, name } = request.action;
  const facts = {
    principalId: at.party.principal.id,
    onBehalfOf: at.human?.principal.id ?? null,
    action: name,
    type: resource.type,
    fields: request.fields?.map((index) => resource.fields[index]?.name ?? "") ?? null,
    decision,
    considered: parties.flatMap((party) => considered(party, request)),
    ways: waysToYes(at, request, decision),
  };
  const roles = at.party.policy.data.roles;
  const titleOf = (role: string) => (Object.hasOwn(roles, role) ? (roles[role]?.title ?? role) : role);
  return { ...facts, toString: () => explanationText(facts, titleOf) };
}
