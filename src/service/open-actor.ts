import { gateOf } from "../decide/gate.js";
import { CommandRefusedError } from "../lifecycle/refusal.js";
import type { Actor } from "../lifecycle/situation.js";
import type { PartyFacts } from "../model/access-facts.js";
import type { AuditActor } from "../model/audit-event.js";
import type { DenyReason } from "../model/decision.js";
import type { PrincipalState } from "../model/principal-state.js";
import { quote } from "../model/quote.js";
import { type ActingPrincipal, type Giver, humanOf } from "./acting.js";
import type { Lookups } from "./lookups.js";
import { actedAs, factsOf } from "./open-access.js";

/** Who gives a command, as the audit names them: also somebody whom nobody knows. */
export function auditActorOf(giver: Giver): AuditActor {
  if (giver.kind === "system") return { id: giver.name, kind: "system" };
  const { principalId, session, onBehalfOf, actingAs } = giver.who;
  const behind = actingAs ?? (onBehalfOf === undefined ? undefined : humanOf(onBehalfOf).principalId);
  const sessionId: unknown = session?.id;
  return {
    id: principalId,
    kind: "principal",
    ...(behind === undefined ? {} : { onBehalfOf: behind }),
    ...(typeof sessionId === "string" ? { sessionId } : {}),
  };
}

/**
 * Looks up who gives a command.
 *
 * @throws CommandRefusedError `not_authorised` for anybody unknown, inactive or logged out
 */
export async function openActor(giver: Giver, lookups: Lookups, now: number): Promise<Actor> {
  if (giver.kind === "system") return giver;
  const { who } = giver;
  const state = await lookups.principal(who.principalId);
  const party = { principalId: who.principalId, state: state ?? null, session: who.session };
  const open = opened(party, factsOf(party), now);
  const behind = await openBehind(who, lookups, now);
  return { kind: "principal", ...open, ...(behind === null ? {} : { onBehalfOf: behind }) };
}

type Opened = Pick<Extract<Actor, { kind: "principal" }>, "state" | "session">;

async function openBehind(who: ActingPrincipal, lookups: Lookups, now: number): Promise<Opened | null> {
  const { onBehalfOf, actingAs } = who;
  if (actingAs !== undefined) {
    const account = { principalId: actingAs, state: (await lookups.principal(actingAs)) ?? null, session: null };
    return opened(account, actedAs(account, { ...who, state: null }, now), now);
  }
  if (onBehalfOf === undefined) return null;
  const { principalId, session } = humanOf(onBehalfOf);
  const human = { principalId, state: (await lookups.principal(principalId)) ?? null, session };
  return opened(human, factsOf(human), now);
}

/** @param facts - what counts of the party */
function opened(
  { principalId, state }: { readonly principalId: string; readonly state: PrincipalState | null },
  facts: PartyFacts,
  now: number,
): Opened {
  const gate = gateOf(facts.principal, facts.session, now);
  if (state !== null && gate === "open") return { state, session: facts.session };
  const isRevoked = gate === "revoked" || gate === "reading_revoked";
  const reason: DenyReason = isRevoked ? "session_revoked" : "principal_inactive";
  const message = isRevoked
    ? `the session of principal ${quote(principalId)} is revoked`
    : `principal ${quote(principalId)} is not active`;
  const facts_ = { statements: [], errors: [], validUntil: null };
  throw new CommandRefusedError("not_authorised", message, { outcome: "deny", reason, ...facts_ });
}
