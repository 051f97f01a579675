import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { CommandFields, type Notes, readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { isSameJson } from "../invariants/same-json.js";
import { checkInvariants } from "../invariants.js";
import { Changes } from "../people/changes.js";
import { sessionsEnded } from "../people/sessions-ended.js";
import { voidGiven, withNothingOpen } from "../people/void-given.js";
import { findPrincipal, type Plan, type Planning } from "../plan.js";
import { CommandRefusedError, refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { planSaying } from "./plan-apply-identity.js";
import { assertHost, CLOCK_AHEAD_MS } from "./read-identity-change.js";
import type { SecurityEvent } from "./security-event.js";
import { EVERY, withDeviceMark, withSessionMark, withSessionsFrom } from "./security-marks.js";

type Result = CommandResult<"applySecurityEvent">;

const NAMES = ["principalId", "id", "provider", "at", "kind", "sessionId", "deviceId", "compliant", "level"];
const KINDS = [
  "session_revoked",
  "device_compliance",
  "assurance_level",
  "account_disabled",
  "credential_compromised",
] as const;
const LEVELS = ["none", "single_factor", "multi_factor", "phishing_resistant"] as const;

/**
 * Applies a security event of a provider. Heard again, or in another order, events come to the same: a revocation is for good, of
 * two that contradict each other the later counts, and of two at one instant the stricter.
 */
export function* planApplySecurityEvent(input: CommandInputs["applySecurityEvent"], at: Situation): Planning<Result> {
  assertHost(at);
  const command = readCommand("applySecurityEvent", input, ["event"]);
  const notes = command.notes();
  const event = readEvent(command, at);
  const before = yield* findPrincipal(event.principalId);
  if (before === undefined) throw refusal("unknown_principal", `there is no principal ${quote(event.principalId)}`);
  if (event.kind === "account_disabled") return yield* planDisabling(at, event, before, notes);
  return planOf(at, event, before, withEvent(before, event), notes);
}

/** What an event makes of somebody, but for one that disables them. */
function withEvent(state: PrincipalState, event: Exclude<SecurityEvent, { kind: "account_disabled" }>): PrincipalState {
  const { provider, at: saidAt } = event;
  switch (event.kind) {
    case "credential_compromised":
      return withSessionsFrom(state, saidAt + 1);
    case "session_revoked":
      // a mark of every session would revoke those to come as well
      return event.sessionId === undefined || event.sessionId === EVERY
        ? withSessionsFrom(state, saidAt + 1)
        : withSessionMark(state, { id: event.sessionId, provider, saidAt, revoked: true });
    case "device_compliance":
      return withDeviceMark(state, { id: event.deviceId, provider, saidAt, compliant: event.compliant });
    case "assurance_level":
      return withSessionMark(state, { id: event.sessionId ?? EVERY, provider, saidAt, assurance: event.level });
  }
}

/**
 * The provider who provisions somebody deactivates them, and can take that back. Another one suspends them: then only a person
 * brings them back.
 */
function* planDisabling(
  at: Situation,
  event: SecurityEvent & { kind: "account_disabled" },
  before: PrincipalState,
  notes: Notes,
): Planning<Result> {
  const { principalId, provider, at: saidAt } = event;
  if (before.identity?.provider === provider) {
    const parts = { active: false, assignments: [] } as const;
    const saying = { principalId, provider, saidAt, notes, basis: undefined, parts, attributes: {} };
    const { result, ...plan } = yield* planSaying(at, saying);
    return { ...plan, result: { status: result.status } };
  }
  const name = `disabled.${provider}`;
  const heard = before.identity?.heard ?? {};
  if ((heard[name] ?? Number.NEGATIVE_INFINITY) >= saidAt) return nothingNew();
  const suspended = heldBack(withNothingOpen(before, at.now), at.now, { ...heard, [name]: saidAt });
  // an approver counts until suspended (S30), whoever suspends them
  const changes = new Changes();
  yield* voidGiven(at, changes, principalId, "applySecurityEvent", notes);
  const plan = planOf(at, event, before, suspended, notes, changes);
  try {
    yield* checkInvariants(plan, at);
    return plan;
  } catch (error) {
    if (!(error instanceof CommandRefusedError) || error.reason !== "min_holders") throw error;
    // the last administrator stays one, and is logged out
    const out = { ...before, principal: sessionsEnded(before.principal, at.now) };
    return { ...planOf(at, event, before, out, notes), result: { status: "partly_applied" } };
  }
}

/** Somebody who is suspended, or will be when their own provider brings them back. */
function heldBack(state: PrincipalState, now: number, heard: Readonly<Record<string, number>>): PrincipalState {
  const { principal, identity } = state;
  const { deactivation } = identity ?? {};
  const later =
    deactivation === undefined ? {} : { deactivation: { ...deactivation, statusBefore: "suspended" } as const };
  return {
    ...state,
    principal: {
      ...sessionsEnded(principal, now),
      status: principal.status === "deactivated" ? "deactivated" : "suspended",
    },
    identity: { ...identity, heard, ...later },
  };
}

function planOf(
  at: Situation,
  event: SecurityEvent,
  before: PrincipalState,
  after: PrincipalState,
  notes: Notes,
  changes: Changes = new Changes(),
): Plan<Result> {
  if (isSameJson(before, after)) return nothingNew();
  changes.put(after);
  const { principalId, kind, id, provider, at: saidAt } = event;
  const facts = ({ principal }: PrincipalState) => ({
    status: principal.status,
    sessionsValidFrom: principal.sessionsValidFrom === undefined ? null : String(principal.sessionsValidFrom),
  });
  changes.tell(
    draftEvent(at, {
      type: `security.${kind}`,
      action: "applySecurityEvent",
      subject: principalId,
      notes,
      before: facts(before),
      after: facts(after),
      severity: kind === "account_disabled" || kind === "credential_compromised" ? "critical" : "notice",
      details: { id, provider, saidAt, ...detailsOf(event) },
    }),
  );
  return changes.plan({ status: "applied" });
}

function detailsOf(event: SecurityEvent) {
  switch (event.kind) {
    case "session_revoked":
      return event.sessionId === undefined ? {} : { sessionId: event.sessionId };
    case "device_compliance":
      return { deviceId: event.deviceId, compliant: event.compliant };
    case "assurance_level":
      return { level: event.level, ...(event.sessionId === undefined ? {} : { sessionId: event.sessionId }) };
    case "account_disabled":
    case "credential_compromised":
      return {};
  }
}

function nothingNew(): Plan<Result> {
  return { put: [], events: [], result: { status: "nothing_new" } };
}

function readEvent(command: CommandFields, at: Situation): SecurityEvent {
  const fields = new CommandFields(command.value("event") ?? null, ["applySecurityEvent", "event"], NAMES);
  const said = fields.instant("at");
  const isAhead = said > at.now + CLOCK_AHEAD_MS;
  const about = {
    principalId: fields.id("principalId"),
    id: fields.id("id"),
    provider: fields.id("provider"),
    // what takes access away is not refused for a clock that is wrong
    at: isAhead ? at.now : said,
  };
  const kind = fields.oneOf("kind", KINDS);
  const event = { ...about, ...readKind(kind, fields) };
  const gives = (event.kind === "device_compliance" && event.compliant) || isHighest(event);
  if (isAhead && gives) throw fields.refusal("at", "is in the future: epoch milliseconds by the sender's clock");
  return event;
}

function isHighest(event: SecurityEvent): boolean {
  return event.kind === "assurance_level" && event.level !== "none";
}

type Particulars<Event = SecurityEvent> = Event extends SecurityEvent
  ? Omit<Event, "principalId" | "id" | "provider" | "at">
  : never;

function readKind(kind: SecurityEvent["kind"], fields: CommandFields): Particulars {
  const sessionId = fields.optionalId("sessionId");
  const session = sessionId === undefined ? {} : { sessionId };
  switch (kind) {
    case "session_revoked":
      return { kind, ...session };
    case "assurance_level":
      return { kind, ...session, level: fields.oneOf("level", LEVELS) };
    case "device_compliance": {
      const compliant = fields.optionalFlag("compliant");
      if (compliant === undefined) throw fields.refusal("compliant", "is missing: true or false");
      return { kind, deviceId: fields.id("deviceId"), compliant };
    }
    case "account_disabled":
    case "credential_compromised":
      return { kind };
  }
}
