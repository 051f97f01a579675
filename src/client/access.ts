import { own } from "../compile/own.js";
import { checkChanges, type WriteCheck } from "../decide/check-write.js";
import { answerOf, decisionOf } from "../decide/decide.js";
import { ALLOWED, INDETERMINATE, outcomeOf, type Verdict } from "../decide/verdict.js";
import type { RequestData } from "../model/access-facts.js";
import type { Decision, DenyDecision, Outcome } from "../model/decision.js";
import { AccessDeniedError, InvalidRequestError, isCastellanError } from "../model/errors.js";
import { type Instant, toEpochMs } from "../model/instant.js";
import { both, type CellView } from "../project/cell-view.js";
import { showMasked, VIEWS } from "../project/mask-view.js";
import type { PartyRow } from "../project/snapshot/format.js";
import { canSome } from "./can-some.js";
import { answersTo, decide, membersOn } from "./decide.js";
import { judge } from "./judge.js";
import type { ClientAction, Group } from "./model.js";
import { instantOrNull, type Outlook, outlookAt, type Snapshot } from "./outlook.js";
import { questionOn } from "./question.js";
import { actionOf, assertRecord, fieldIndexOf, readRequest } from "./requests.js";

/** What `hydrateAccess` gives, without the types of a policy. */
export class HydratedAccess {
  readonly #at: Outlook;

  /** @throws InvalidRequestError `invalid_now` for an instant before that of the snapshot */
  constructor(snapshot: Snapshot, instant: Instant) {
    const now = Math.floor(toEpochMs(instant));
    if (!(now >= snapshot.now)) {
      throw new InvalidRequestError("invalid_now", "the snapshot is of later");
    }
    this.#at = outlookAt(snapshot, now);
  }

  get validUntil(): number | null {
    const { now, changesAt, readsClock } = this.#at;
    return instantOrNull(readsClock ? Math.min(now + 1, changesAt) : changesAt);
  }

  /** When it is asked, and when that changes: for who shows it. */
  get outlook(): Pick<Outlook, "now" | "changesAt" | "readsClock"> {
    return this.#at;
  }

  can(action: string, type: string, record: object, field?: string): boolean {
    return this.#ask(actionOf(this.#at.snapshot.model, action, type), record, field) === ALLOWED;
  }

  outcome(action: string, type: string, record: object, field?: string): Outcome {
    return outcomeOf(this.#ask(actionOf(this.#at.snapshot.model, action, type), record, field));
  }

  canSome(action: string, type: string, record?: object, field?: string): boolean {
    const found = actionOf(this.#at.snapshot.model, action, type);
    if (record !== undefined) {
      assertRecord(found, record);
      if (found.isCreate) return this.outcome(action, type, record, field) !== "deny";
    }
    return attempt(() => canSome(this.#at, found, record, field)) ?? false;
  }

  decide(request: RequestData): Decision {
    const decision = attempt(() => decide(this.#at, readRequest(this.#at.snapshot.model, request)));
    // nothing was answered: that is the worst of all answers
    return decision ?? decisionOf([], { fields: null }, [], this.#at.now + 1);
  }

  assert(request: RequestData): void {
    const decision = this.decide(request);
    if (decision.outcome !== "allow") throw new AccessDeniedError(decision, decision.outcome);
  }

  checkWrite(type: string, record: object, changes: object): WriteCheck {
    const { model } = this.#at.snapshot;
    const action = actionOf(model, "update", type);
    assertRecord(action, record);
    assertRecord(action, changes);
    const check = () =>
      checkChanges(action.resource.fieldIndex, changes, (some) =>
        answersTo(this.#at, readRequest(model, { action: "update", type, record, changes: some })),
      );
    return attempt(check) ?? { allowed: [], refused: [], needs: [] };
  }

  fields(action: string, type: string, record: object): string[] {
    const found = actionOf(this.#at.snapshot.model, action, type);
    return namesOf(found).filter((name) => this.#ask(found, record, name) === ALLOWED);
  }

  view(type: string, record: object, field: string): "full" | "masked" | "hidden" {
    const action = actionOf(this.#at.snapshot.model, "read", type);
    const shown = this.#view(action, record, fieldIndexOf(action, field));
    return shown === "full" || shown === "hidden" ? shown : "masked";
  }

  mask(type: string, record: object): Record<string, unknown> {
    const action = actionOf(this.#at.snapshot.model, "read", type);
    const cellOf = ([name, index]: [string, number]): [string, unknown] => {
      const view = this.#view(action, record, index);
      const value = attempt(() => own(record, name));
      return [name, view === "hidden" ? undefined : view === "full" ? value : showMasked(view, value)];
    };
    return Object.fromEntries([...action.resource.fieldIndex].map(cellOf).filter(([, cell]) => cell !== undefined));
  }

  checker(action: string, type: string): (record: object, field?: string) => boolean {
    const found = actionOf(this.#at.snapshot.model, action, type);
    return (record, field) => this.#ask(found, record, field) === ALLOWED;
  }

  filter(action: string, type: string): { readonly matches: (record: object) => boolean } {
    return { matches: this.checker(action, type) };
  }

  needs(action: string, type: string): readonly string[] {
    const found = actionOf(this.#at.snapshot.model, action, type);
    const read = membersOn(this.#at, found, null).flatMap(({ when, to, scope, requirement = [] }) => [
      ...[when, to, scope].flatMap((condition) => condition?.looks.map(({ path }) => path.keys[0]) ?? []),
      ...(requirement[6] || []),
    ]);
    return namesOf(found).filter((name) => read.includes(name));
  }

  assertQueryable(type: string, fields: readonly string[]): void {
    const { elapsed } = this.#at;
    const read = actionOf(this.#at.snapshot.model, "read", type);
    const [until = 0, ...known] = read.resource.queryable;
    const refused = fields.filter(
      (field) => !known.includes(fieldIndexOf(read, field)) || (until !== 0 && elapsed >= until),
    );
    if (refused.length === 0) return;
    const denied = { ...decisionOf([], { fields: null }, [], this.validUntil), reason: "no_grant" };
    throw new AccessDeniedError(denied as DenyDecision, `not queryable: ${refused}`);
  }

  at(instant: Instant): HydratedAccess {
    return new HydratedAccess(this.#at.snapshot, instant);
  }

  #ask(action: ClientAction, record: object, field?: string): Verdict {
    assertRecord(action, record);
    const answer = attempt(() => {
      // create asks for every field given (S10)
      const names = field !== undefined ? [field] : action.isCreate ? Object.keys(record) : [];
      const fields = names.length === 0 ? null : names.map((name) => fieldIndexOf(action, name));
      return answerOf(answersTo(this.#at, { ...questionOn(action, record), fields }), fields);
    });
    return answer?.verdict ?? INDETERMINATE;
  }

  #view(action: ClientAction, record: object, field: number): CellView {
    assertRecord(action, record);
    const viewOf = (party: PartyRow, index: number): CellView => {
      const group = action.cells[index]?.[field] as Group;
      const { verdict, granted } = judge(this.#at, party, group, true, questionOn(action, record));
      const views = granted.map(({ view }) => view);
      if (verdict !== ALLOWED) return "hidden";
      return views.includes(undefined) ? "full" : (VIEWS.find((one) => views.includes(one)) ?? "hidden");
    };
    return attempt(() => this.#at.snapshot.parties.map(viewOf).reduce(both)) ?? "hidden";
  }
}

function namesOf({ resource }: ClientAction): string[] {
  return [...resource.fieldIndex.keys()];
}

/** An answer, or `undefined` where a record throws while it is read: whoever asked fails closed. */
function attempt<Answer>(answer: () => Answer): Answer | undefined {
  try {
    return answer();
  } catch (error) {
    if (isCastellanError(error)) throw error;
    return undefined;
  }
}
