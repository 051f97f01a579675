import type { RequestData } from "../model/access-facts.js";
import type { Decision } from "../model/decision.js";
import { decide } from "./decide.js";
import { considered } from "./explain/considered.js";
import { explanationText } from "./explain/explanation-text.js";
import { becauseOf, refusalsOf, type SideRefusal, UNKNOWN } from "./explain/refusals.js";
import { sidesOf } from "./explain/sides.js";
import { waysToYes } from "./explain/ways.js";
import type { Explanation } from "./explanation.js";
import type { Request } from "./request.js";
import type { Standpoint } from "./standpoint.js";
import { changeOfFacts } from "./valid-until.js";

/** Explains a decision (S41): each statement that was considered, and the nearest ways to yes. */
export function explain(at: Standpoint, request: Request): Explanation {
  const decision = decide(at, request);
  const refused = refusalsOf(at, request, decision);
  const { resource, name } = request.action;
  const names = resource.fields.map(({ name }) => name);
  const namesOf = ({ fields }: Request) => fields && names.filter((_name, index) => fields.includes(index));
  const facts = {
    principalId: at.party.principal.id,
    onBehalfOf: at.human?.principal.id ?? null,
    action: name,
    type: resource.type,
    fields: namesOf(request),
    decision,
    refusals: refused.map((one) => ({
      principalId: one.side.party.principal.id,
      reason: one.reason,
      fields: namesOf(one.request),
      because: becauseOf(one, at.human === null ? "is held" : `${one.side.party.principal.id} holds`),
    })),
    considered: sidesOf(at).flatMap(({ party }) => considered(party, request, at.limits)),
    ways: waysToYes(at, request, decision, refused),
  };
  const lookedAt = ({ side, request: part }: SideRefusal) => considered(side.party, part, at.limits);
  return {
    ...facts,
    toString: () => {
      try {
        return explanationText(facts, refused.map(lookedAt), at.party.policy, changeOfFacts(at));
      } catch {
        // facts may throw later than they did
        return explanationText(facts, [], at.party.policy, null);
      }
    },
  };
}

/** What is left to say where facts throw while they are looked at: the decision, and that they do. */
export function unexplained(at: Standpoint, { action, type }: RequestData, decision: Decision): Explanation {
  const principalId = at.party.principal.id;
  const refusals =
    decision.outcome === "deny" ? [{ principalId, reason: decision.reason, fields: null, because: UNKNOWN }] : [];
  const facts = {
    principalId,
    onBehalfOf: at.human?.principal.id ?? null,
    action,
    type,
    fields: null,
    decision,
    refusals,
    considered: [],
    ways: [],
  };
  return { ...facts, toString: () => explanationText(facts, [], at.party.policy, null) };
}
