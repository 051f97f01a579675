import { partyFacts } from "../lifecycle/party-facts.js";
import type { PartyFacts, RequestData } from "../model/access-facts.js";
import type { AccessInput } from "../model/access-input.js";
import type { Approval } from "../model/approval.js";
import type { Decision } from "../model/decision.js";
import { toEpochMs } from "../model/instant.js";
import type { LoginAs, PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import type { Vocabulary } from "../model/vocabulary.js";
import type { Access, AttenuationLimit } from "../policy/access.js";
import type { Policy } from "../policy/policy.js";

/** One party, as it is known. */
export interface KnownParty {
  readonly principalId: string;
  /** `null`: nothing is kept on them. */
  readonly state: PrincipalState | null;
  readonly session: Session | null;
}

/** What is known of one party, as the policy is told. Of whom nothing is kept, nothing is allowed. */
export function factsOf({ principalId, state, session }: KnownParty): PartyFacts {
  return state === null ? nobody(principalId, session) : partyFacts(state, session);
}

/**
 * Somebody who is allowed nothing.
 *
 * @param until - when to ask again: epoch ms
 */
export function nobody(principalId: string, session: Session | null, until?: number): PartyFacts {
  const end = until === undefined ? {} : { validUntil: until };
  const principal = { id: principalId, kind: "employee", status: "deactivated", ...end } as const;
  return { principal, assignments: [], session };
}

/**
 * An account that somebody else acts as: in a session of its own that was opened when the log-in began, by the factors of who
 * acts, and that ends with it. Without such a log-in the account is allowed nothing.
 */
export function actedAs(account: KnownParty, by: KnownParty, now: number): PartyFacts {
  const login = liveLogin(account, by.principalId, now);
  if (login === undefined || account.state === null || by.session === null) {
    return nobody(account.principalId, null, loginToCome(account, by.principalId, now));
  }
  // when the account's sessions are ended, so is this one, however often who acts authenticates again
  const session = { ...by.session, id: login.id, authenticatedAt: login.from };
  const facts = partyFacts(account.state, session);
  const { validUntil } = facts.principal;
  // one that cannot be read stays: it closes the window
  const isEarlier = validUntil !== undefined && !(toEpochMs(validUntil) > login.until);
  return { ...facts, principal: { ...facts.principal, validUntil: isEarlier ? validUntil : login.until } };
}

function liveLogin({ state }: KnownParty, by: string, now: number): LoginAs | undefined {
  // the one that lasts longest
  return (state?.logins ?? [])
    .filter((login) => login.by === by && login.from <= now && now < login.until)
    .sort((one, other) => other.until - one.until)[0];
}

function loginToCome({ state }: KnownParty, by: string, now: number): number | undefined {
  const begins = (state?.logins ?? []).filter((login) => login.by === by && now < login.from).map(({ from }) => from);
  return begins.length === 0 ? undefined : Math.min(...begins);
}

/** What commands ask an access; to them names are texts. */
export interface Askable {
  decide(request: RequestData): Decision;
  needs(action: string, type: string): readonly string[];
}

/** Opens an access, of one party or of two. */
export function openAccess<V extends Vocabulary>(
  policy: Policy<V>,
  party: PartyFacts,
  human: PartyFacts | null,
  now: number,
  approvals: readonly Approval[] = [],
): Access<V> {
  const all = approvals.length === 0 ? (party.approvals ?? []) : [...(party.approvals ?? []), ...approvals];
  const facts = { ...party, approvals: all, ...(human === null ? {} : { onBehalfOf: human }), now };
  // what is kept was checked against the policy when it was committed, and is checked again while it is read
  return policy.access(facts as AccessInput<V>);
}

/** The same access, until an instant (epoch ms) and not longer. */
export function endingAt<V extends Vocabulary>(access: Access<V>, policy: Policy<V>, until: number): Access<V> {
  const types = Object.entries(policy.toJSON().model.resources).map(([type, { actions }]) => [type, actions]);
  // all that there is, by the names that the policy itself has for it
  return access.attenuate({ allow: Object.fromEntries(types), until } as AttenuationLimit<V>);
}
