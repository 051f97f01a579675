import type { ClockTest, Condition } from "../compile/condition/evaluate.js";
import type { CompiledRequirement } from "../compile/requirement.js";
import type { Timing } from "../compile/timing.js";
import { toEpochMs } from "../model/instant.js";
import { reachesParty, statementsOnFields } from "./concerning.js";
import type { Party } from "./party.js";
import type { Request } from "./request.js";
import { countedFactors, factorInstants } from "./requirements/mfa.js";
import type { Standpoint } from "./standpoint.js";

/** Collects the least of the instants after now. */
class Bound {
  #least = Number.POSITIVE_INFINITY;
  readonly #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  /** @param at - epoch milliseconds; what is no instant, or has passed, bounds nothing */
  add(at: number): void {
    if (at > this.#now && at < this.#least) this.#least = at;
  }

  get value(): number | null {
    return Number.isFinite(this.#least) ? this.#least : null;
  }
}

/**
 * Until when an answer stays as it is, with everything else equal (S26), in epoch milliseconds and exclusive.
 *
 * @param request - on a record, comparisons with `now` bound the answer where they flip; without one, by the next millisecond
 */
export function validUntilOf(at: Standpoint, request: Request | null): number | null {
  return boundOf(at, request, request === null ? "next" : "record");
}

/** The same, but for what a record's values say: an instant that tells nothing of the record. */
export function changeOfFacts(at: Standpoint): number | null {
  return boundOf(at, null, "none");
}

/** What comparisons of records with `now` add: where they flip on a record, the next millisecond, or nothing. */
type Clock = "record" | "next" | "none";

function boundOf(at: Standpoint, request: Request | null, clock: Clock): number | null {
  const bound = new Bound(at.party.now);
  if (at.limits !== null) bound.add(at.limits.until);
  addParty(bound, at.party, request, clock);
  if (at.human !== null) addParty(bound, at.human, request, clock);
  return bound.value;
}

function addParty(bound: Bound, party: Party, request: Request | null, clock: Clock): void {
  visitFacts(party, (at) => bound.add(at));
  for (const { role } of party.held) addTiming(bound, party, role.timing, clock);
  if (request !== null) addRecord(bound, party, request);
}

/** Shows all instants that stand in the facts about a party (epoch ms, or NaN). */
export function visitFacts(party: Party, visit: (at: number) => void): void {
  const { principal, session, assignments, approvals } = party;
  visitWindow(principal, visit);
  for (const assignment of assignments) if (assignment.state !== "eligible") visitWindow(assignment, visit);
  if (session !== null) {
    for (const at of [session.authenticatedAt, session.lastActiveAt, session.expiresAt]) visit(toEpochMs(at));
    for (const at of factorInstants(session)) visit(toEpochMs(at));
  }
  for (const approval of approvals) {
    visit(toEpochMs(approval.at));
    visit(toEpochMs(approval.validUntil));
  }
}

/** Windows begin and end on whole milliseconds, as they are read. */
function visitWindow(window: { validFrom?: unknown; validUntil?: unknown }, visit: (at: number) => void): void {
  visit(Math.floor(toEpochMs(window.validFrom)));
  visit(Math.floor(toEpochMs(window.validUntil)));
}

function addTiming(bound: Bound, party: Party, timing: Timing, clock: Clock): void {
  const concerns = (who: Condition | null) => reachesParty(who === null ? null : who.evaluate, party);
  if (clock === "next" && timing.readers.some(concerns)) bound.add(party.now + 1);
  for (const who of timing.who) addClockTests(bound, who, party.principal);
  for (const { requirement, who } of timing.requirements) {
    if (concerns(who)) addRequirement(bound, party, requirement);
  }
}

function addRequirement(bound: Bound, party: Party, { mfa, session, schedule, approval }: CompiledRequirement): void {
  if (mfa && party.session !== null) {
    for (const { until } of countedFactors(mfa, party.session, party.now)) bound.add(until);
  }
  if (session) {
    bound.add(toEpochMs(party.session?.authenticatedAt) + (session.maxAgeMs ?? Number.NaN));
    bound.add(toEpochMs(party.session?.lastActiveAt) + (session.maxIdleMs ?? Number.NaN));
  }
  if (schedule) bound.add(schedule.nextBoundary(party.now));
  if (approval) for (const { at } of party.approvals) bound.add(toEpochMs(at) + (approval.withinMs ?? Number.NaN));
}

function addRecord(bound: Bound, party: Party, request: Request): void {
  for (const { member } of statementsOnFields(party, request.action, request.fields)) {
    const { statement } = member;
    if (!statement.readsNow) continue;
    if (statement.when !== null) addClockTests(bound, statement.when, request.record);
    if (statement.to !== null && request.next !== null) addClockTests(bound, statement.to, request.next);
  }
}

function addClockTests(bound: Bound, condition: Condition, subject: object): void {
  for (const at of clockFlips(condition, subject)) bound.add(at);
}

/** When the comparisons with `now` in a condition may change their answer, all else being equal (epoch ms, or NaN). */
export function clockFlips({ clockTests }: Condition, subject: object): readonly number[] {
  return clockTests.flatMap((test) => flipsOf(test, subject));
}

/** A comparison of v with `now + plus` may flip when `now` reaches v - plus, and right after. */
function flipsOf({ read, plus }: ClockTest, subject: object): readonly number[] {
  const value = read(subject);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => {
    const at = Math.ceil(toEpochMs(one) - plus);
    return [at, at + 1];
  });
}
