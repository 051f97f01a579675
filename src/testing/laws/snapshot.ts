import fc from "fast-check";
import { hydrateAccess } from "../../client/hydrate-access.js";
import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import { InvalidRequestError, isCastellanError } from "../../model/errors.js";
import { isDate, toEpochMs } from "../../model/instant.js";
import type { AccessSnapshot } from "../../project/snapshot/format.js";
import { type LawAccess, opener } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { mapParties } from "./transform.js";

/** Within this time every answer must be the same; later, schedules count as closed. */
const HORIZON_MS = 7 * 86_400_000;

/** How many changes of facts are followed. */
const MAX_CHANGES = 4;

type Hydrated = ReturnType<typeof hydrateAccess>;

/** The second part of law 7, and S39. */
export const snapshotLaw: Law = defineLaw<number>({
  number: 7,
  sentence: "a snapshot, through JSON and at every instant to come, answers as the access that it was taken of",
  extra: () => fc.integer({ min: 0, max: HORIZON_MS }),
  check(scenario, later) {
    const open = opener(scenario.policy);
    let cases = 0;
    for (const facts of scenario.facts) {
      const access = scenario.limits.reduce((narrowed, limit) => narrowed.attenuate(limit), open(stored(facts)));
      const snapshot = taken(access);
      if (snapshot === undefined) continue;
      const now = Math.floor(toEpochMs(facts.now));
      const hydrated = hydrateAccess(JSON.stringify(snapshot), { now });
      refusesTheFuturesPast(hydrated, now);
      const instants = [now, now + later, ...changesOf(access, now)];
      for (const instant of new Set(instants)) {
        const isFresh = snapshot.validUntil === null || instant < snapshot.validUntil;
        for (const request of scenario.requests) {
          compare(access.at(instant), hydrated.at(instant), request, isFresh);
          cases += 1;
        }
      }
    }
    return cases;
  },
});

/** Facts as they come from a database: their approvals share nothing with what is asked. */
function stored(facts: AccessFacts): AccessFacts {
  return mapParties(facts, (party) => ({
    ...party,
    approvals: copy(party.approvals ?? []) as typeof party.approvals & {},
  }));
}

function copy(value: unknown): unknown {
  if (typeof value === "symbol") return Symbol("another");
  if (typeof value === "function") return () => undefined;
  if (typeof value !== "object" || value === null) return value;
  if (isDate(value)) return new Date(value);
  if (Array.isArray(value)) return value.map(copy);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return new (class Another {})();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
}

/** The snapshot, or `undefined` for facts that cannot be read. */
function taken(access: LawAccess): AccessSnapshot | undefined {
  try {
    return access.snapshot();
  } catch (error) {
    if (error instanceof InvalidRequestError && error.code === "invalid_facts") return undefined;
    throw error;
  }
}

function refusesTheFuturesPast(hydrated: Hydrated, now: number): void {
  if (outcome(() => hydrated.at(now - 1)) !== "throws invalid_now") breach("it answers before it was taken");
}

/** The last instant before facts change, and the one at which they do; and so on. */
function changesOf(access: LawAccess, now: number): readonly number[] {
  const instants: number[] = [];
  let at = access;
  for (let count = 0; count < MAX_CHANGES; count += 1) {
    const until = at.validUntil;
    if (until === null || until > now + HORIZON_MS) break;
    const change = Math.ceil(until);
    instants.push(change - 1, change);
    at = at.at(change);
  }
  return instants;
}

/** The cells of a record by name: in which order they are shown says nothing. */
function cellsOf(record: object): readonly unknown[] {
  return Object.entries(record)
    .map(([name, value]) => [name, shapeOf(value)] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

function compare(server: LawAccess, client: Hydrated, request: RequestData, isFresh: boolean): void {
  const { action, type, record, changes = {}, fields = [] } = request;
  const [field] = fields;
  if (throws(record) || throws(changes)) {
    // on the server what throws is asked about once more; a browser says no at once
    const answers = [client, server].map((access) => outcome(() => access.can(action, type, record, field)));
    if (answers[0] === "true" && answers[1] !== "true") breach("it allows more where the record throws");
    return;
  }
  const questions: Record<string, (access: LawAccess | Hydrated) => unknown> = {
    validUntil: (access) => access.validUntil,
    decide: (access) => access.decide(request),
    assert: (access) => access.assert(request),
    can: (access) => access.can(action, type, record, field),
    outcome: (access) => access.outcome(action, type, record),
    "canSome of any": (access) => access.canSome(action, type),
    canSome: (access) => access.canSome(action, type, record, field),
    checkWrite: (access) => access.checkWrite(type, record, changes),
    fields: (access) => access.fields(action, type, record),
    mask: (access) => cellsOf(access.mask(type, record)),
    views: (access) => server.fields("read", type, {}).map((name) => access.view(type, record, name)),
    view: (access) => (field === undefined ? "" : access.view(type, record, field)),
    checker: (access) => access.checker(action, type)(record),
    matches: (access) => access.filter(action, type).matches(record),
    needs: (access) => access.needs(action, type),
    queryable: (access) => (isFresh && field !== undefined ? access.assertQueryable(type, [field]) : ""),
  };
  for (const [name, ask] of Object.entries(questions)) {
    const [expected, actual] = [server, client].map((access) => outcome(() => ask(access)));
    if (expected !== actual) breach(`\`${name}\`: the access says ${expected}; its snapshot says ${actual}`);
  }
}

/** Whether something throws when it is read. */
function throws(holder: object): boolean {
  try {
    return Object.keys(holder).some((key) => Reflect.get(holder, key) === holder);
  } catch {
    return true;
  }
}

/** Of an object in a cell the keys: it may be one that JSON does not know. */
function shapeOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Object.keys(value) : String(value);
}

function outcome(ask: () => unknown): string {
  try {
    return JSON.stringify(ask(), (_key, item: unknown) => (item === undefined ? null : item)) ?? "undefined";
  } catch (error) {
    if (isCastellanError(error)) return `throws ${error.code}`;
    throw error;
  }
}
