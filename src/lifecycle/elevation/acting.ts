import type { RequestData } from "../../model/access-facts.js";
import type { Decision } from "../../model/decision.js";
import { isCastellanError } from "../../model/errors.js";
import type { PrincipalState } from "../../model/principal-state.js";
import type { Session } from "../../model/session.js";
import { type Finding, findPrincipal } from "../plan.js";
import { refusal } from "../refusal.js";
import type { PrincipalActor, Situation } from "../situation.js";

/**
 * Who acts, as a principal: systems ask for nothing.
 *
 * @throws CommandRefusedError `not_authorised`
 */
export function actingPrincipal({ actor }: Situation): PrincipalActor {
  if (actor.kind === "principal") return actor;
  throw refusal("not_authorised", "a system holds nothing itself: this is for principals");
}

/**
 * Who acts in person: an agent does not vote for its human, nor does whoever is logged in as somebody else take up what is theirs.
 *
 * @throws CommandRefusedError `not_authorised`
 */
export function actingPerson(at: Situation): PrincipalActor {
  const actor = actingPrincipal(at);
  if (actor.onBehalfOf === undefined) return actor;
  throw refusal("not_authorised", "this is done in person, and not on behalf of somebody");
}

/** What is kept on who acts, as it stands now. */
export function* ownState({ state }: PrincipalActor): Finding<PrincipalState> {
  return (yield* findPrincipal(state.principal.id)) ?? state;
}

/**
 * What the policy answers, where the question may make no sense.
 *
 * @throws CommandRefusedError `invalid_command`
 */
export function decided(at: Situation, state: PrincipalState, session: Session | null, request: RequestData): Decision {
  return asked(() => at.decide(state, session, request));
}

/** Puts a question to the policy that may make no sense. @throws CommandRefusedError `invalid_command` */
export function asked<Answer>(question: () => Answer): Answer {
  try {
    return question();
  } catch (error) {
    if (isCastellanError(error)) throw refusal("invalid_command", error.message);
    throw error;
  }
}
