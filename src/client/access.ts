import { own, readable, UNREADABLE } from "../compile/own.js";
import { assertAllowed } from "../decide/assert-allowed.js";
import { type Attenuation, narrow } from "../decide/attenuate.js";
import { checkChanges, type WriteCheck } from "../decide/check-write.js";
import { decisionOf } from "../decide/decide.js";
import { readRequest } from "../decide/request.js";
import { actionOf, assertRecord, fieldIndexOf } from "../decide/standpoint.js";
import { total } from "../decide/total.js";
import { ALLOWED, INDETERMINATE, outcomeOf, strictest, type Verdict } from "../decide/verdict.js";
import type { RequestData } from "../model/access-facts.js";
import type { Decision, Outcome } from "../model/decision.js";
import { InvalidRequestError, isCastellanError } from "../model/errors.js";
import { type Instant, toEpochMs } from "../model/instant.js";
import { showMasked } from "../project/mask-view.js";
import { notQueryable } from "../project/not-queryable.js";
import { canSome } from "./can-some.js";
import { answersTo, boundOf, errorsOf, verdictOn } from "./decide.js";
import type { ClientAction } from "./model.js";
import { needsOf } from "./needs.js";
import { Outlook } from "./outlook.js";
import type { Snapshot } from "./snapshot.js";
import { viewOf } from "./views.js";

/** The instants that matter to who shows an access (epoch ms). */
export interface AccessTimes {
  readonly now: number;
  readonly changesAt: number;
  readonly lookAgainAt: number;
}

const LOOK_AGAIN_MS = 60_000;

/** What `hydrateAccess` gives, without the types of a policy. */
export class HydratedAccess {
  readonly #at: Outlook;

  constructor(at: Outlook) {
    this.#at = at;
  }

  get validUntil(): number | null {
    return this.#at.validUntil;
  }

  /** When it was asked for, when facts change next, and when to look again (epoch ms; `Infinity` for never). */
  get times(): AccessTimes {
    const { now, changesAt, readsClock } = this.#at;
    // what compares records with the clock may change at any time: often enough is good enough for a page
    return { now, changesAt, lookAgainAt: readsClock ? Math.min(now + LOOK_AGAIN_MS, changesAt) : changesAt };
  }

  can(action: string, type: string, record: object, field?: string): boolean {
    return this.#ask(actionOf(this.#at, action, type), record, field) === ALLOWED;
  }

  outcome(action: string, type: string, record: object, field?: string): Outcome {
    return outcomeOf(this.#ask(actionOf(this.#at, action, type), record, field));
  }

  canSome(action: string, type: string, record?: object, field?: string): boolean {
    const found = actionOf(this.#at, action, type);
    if (record === undefined) return canSome(this.#at, found, null, field);
    assertRecord(found, record);
    if (found.isCreate) return this.outcome(action, type, record, field) !== "deny";
    return this.#reading(found, record, false, (safe) => canSome(this.#at, found, safe, field));
  }

  decide(request: RequestData): Decision {
    const at = this.#at;
    return total(
      at,
      request,
      (safe) => {
        const read = readRequest(at, safe);
        return decisionOf(answersTo(at, read), read, errorsOf(at, read), boundOf(at, read));
      },
      () => ({ outcome: "deny", reason: "indeterminate", statements: [], errors: [], validUntil: at.now + 1 }),
    );
  }

  assert(request: RequestData): void {
    assertAllowed(this.decide(request), request);
  }

  checkWrite(type: string, record: object, changes: object): WriteCheck {
    const at = this.#at;
    return total(
      at,
      { action: "update", type, record, changes },
      (safe) => checkChanges(at, type, safe.record, safe.changes, (request) => answersTo(at, request)),
      () => {
        throw new InvalidRequestError("invalid_facts", "the facts cannot be read");
      },
    );
  }

  fields(action: string, type: string, record: object): string[] {
    const found = actionOf(this.#at, action, type);
    return [...found.resource.fieldIndex.keys()].filter((name) => this.#ask(found, record, name) === ALLOWED);
  }

  view(type: string, record: object, field: string): "full" | "masked" | "hidden" {
    const action = actionOf(this.#at, "read", type);
    const index = fieldIndexOf(action, field);
    assertRecord(action, record);
    const shown = this.#reading(action, record, "hidden", (safe) => viewOf(this.#at, action, safe, index));
    return shown === "full" || shown === "hidden" ? shown : "masked";
  }

  mask(type: string, record: object): Record<string, unknown> {
    const action = actionOf(this.#at, "read", type);
    assertRecord(action, record);
    return this.#reading(action, record, {}, (safe) => {
      const shown: Record<string, unknown> = {};
      for (const [name, index] of action.resource.fieldIndex) {
        const view = viewOf(this.#at, action, safe, index);
        const value = own(safe, name);
        const cell =
          view === "hidden" || value === UNREADABLE ? undefined : view === "full" ? value : showMasked(view, value);
        if (cell !== undefined) shown[name] = cell;
      }
      return shown;
    });
  }

  checker(action: string, type: string): (record: object, field?: string) => boolean {
    const found = actionOf(this.#at, action, type);
    return (record, field) => this.#ask(found, record, field) === ALLOWED;
  }

  filter(action: string, type: string): { readonly matches: (record: object) => boolean } {
    const matches = this.checker(action, type);
    return { matches: (record) => matches(record) };
  }

  needs(action: string, type: string): readonly string[] {
    return needsOf(this.#at, actionOf(this.#at, action, type));
  }

  assertQueryable(type: string, fields: readonly string[]): void {
    const { now, validUntil } = this.#at;
    const read = actionOf(this.#at, "read", type);
    const [until, ...known] = read.resource.queryable;
    const isKnown = (field: string) => known.includes(fieldIndexOf(read, field)) && (until === 0 || now < until);
    const refused = fields.filter((field) => !isKnown(field));
    if (refused.length > 0) throw notQueryable(type, refused, validUntil);
  }

  attenuate(limit: Attenuation): HydratedAccess {
    const { snapshot, limits, now } = this.#at;
    return new HydratedAccess(new Outlook(snapshot, narrow(snapshot.model, limits, limit), now));
  }

  at(instant: Instant): HydratedAccess {
    const { snapshot, limits } = this.#at;
    return new HydratedAccess(new Outlook(snapshot, limits, readNow(snapshot, instant)));
  }

  #ask(action: ClientAction, record: object, field?: string): Verdict {
    assertRecord(action, record);
    return this.#reading(action, record, INDETERMINATE, (safe) => this.#verdictOn(action, safe, field));
  }

  /** One field, or the best over all of them; `create` asks for every field given (S10). */
  #verdictOn(action: ClientAction, record: object, field: string | undefined): Verdict {
    const names = field !== undefined ? [field] : action.isCreate ? Object.keys(record) : [];
    if (names.length === 0) return verdictOn(this.#at, action, record, null);
    return names
      .map((name) => verdictOn(this.#at, action, record, fieldIndexOf(action, name)))
      .reduce<Verdict>(strictest, ALLOWED);
  }

  /** Reads a record, and where it throws, a copy of it without what throws; then there is nothing. */
  #reading<Answer>(
    { resource }: ClientAction,
    record: object,
    nothing: Answer,
    read: (record: object) => Answer,
  ): Answer {
    for (const safe of [() => record, () => readable(record, resource.fieldIndex.keys())]) {
      try {
        return read(safe());
      } catch (error) {
        if (isCastellanError(error)) throw error;
      }
    }
    return nothing;
  }
}

/**
 * Opens a snapshot at an instant.
 *
 * @internal
 */
export function openSnapshot(snapshot: Snapshot, instant: Instant): HydratedAccess {
  return new HydratedAccess(new Outlook(snapshot, snapshot.limits, readNow(snapshot, instant)));
}

function readNow({ now }: Snapshot, instant: Instant): number {
  const at = Math.floor(toEpochMs(instant));
  if (at >= now) return at;
  throw new InvalidRequestError("invalid_now", "`now` names no instant, or one before that of the snapshot");
}
