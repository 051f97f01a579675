import type { FieldClass, Member } from "../../compile/cell.js";
import { FALSE } from "../../compile/kleene.js";
import { own } from "../../compile/own.js";
import type { CompiledRequirement } from "../../compile/requirement.js";
import type { CompiledAction } from "../../compile/resource.js";
import type { CompiledStatement } from "../../compile/statement.js";
import { gateOf, stoppedBy } from "../../decide/gate.js";
import type { Party } from "../../decide/party.js";
import { SESSION_END } from "../../decide/statement-ref.js";
import { clockFlips, visitFacts } from "../../decide/valid-until.js";
import { INACTIVE } from "../../decide/verdict.js";
import { toEpochMs } from "../../model/instant.js";
import type { MaskView } from "../../model/statement-data.js";
import { VIEWS } from "../mask-view.js";
import { type MemberRow, type PartyRow, type ProblemRow, type RefRow, type Steps, Verb } from "./format.js";
import { type Holding, holdingsOf, type Problem } from "./holdings.js";
import { type FilledRequirement, fillRequirement, requirementRow } from "./requirement.js";
import { instantsAfter, since, stepsOf } from "./steps.js";
import { trimmed } from "./table.js";
import { type Window, windowsWhere } from "./windows.js";
import type { SnapshotWriter } from "./writer.js";

const VERBS = { allow: Verb.Allow, forbid: Verb.Forbid, require: Verb.Require } as const;

/** Writes one party's part of a snapshot. */
export class PartyWriter {
  readonly #writer: SnapshotWriter;
  readonly #party: Party;
  readonly #holdings: readonly Holding[];
  readonly #problems: readonly Problem[];
  readonly #requirements = new Map<CompiledRequirement | null, FilledRequirement>();
  readonly #windows = new Map<Holding, Map<CompiledStatement, readonly Window[]>>();

  constructor(writer: SnapshotWriter, party: Party) {
    this.#writer = writer;
    this.#party = party;
    const { holdings, problems } = holdingsOf(party);
    this.#holdings = holdings;
    this.#problems = problems;
  }

  /** The place of what all that is held says about an action. */
  cellOf(action: CompiledAction): number {
    const bySignature = new Map<string, { fields: number[]; members: number[] }>();
    const cells = this.#holdings.map((holding) => {
      const { classes, byField } = holding.held.role.cell(action);
      // fields of one class are concerned by the same
      return { byField, members: new Map(classes.map((group) => [group, this.#membersOf(action, holding, group)])) };
    });
    action.resource.fields.forEach((_field, index) => {
      const members = cells.flatMap((cell) => {
        const group = cell.byField[index];
        return group === undefined ? [] : (cell.members.get(group) ?? []);
      });
      const signature = members.join();
      const known = bySignature.get(signature);
      if (known === undefined) bySignature.set(signature, { fields: [index], members });
      else known.fields.push(index);
    });
    const groups = [...bySignature.values()];
    return this.#writer.cells.placeOf(
      groups.map(({ fields, members }) => [groups.length === 1 ? 0 : fields, ...members] as const),
    );
  }

  #membersOf(action: CompiledAction, holding: Holding, group: FieldClass): readonly number[] {
    const plain = [...group.forbids, ...group.grants, ...group.requires];
    return [
      ...plain.flatMap((member) => this.#placesOf(action, holding, member, null)),
      ...group.masked.flatMap((member) => this.#placesOf(action, holding, member, member.view)),
    ];
  }

  /** One place for each window in which a statement reaches this principal. */
  #placesOf(action: CompiledAction, holding: Holding, { statement }: Member, view: MaskView | null): readonly number[] {
    const { now } = this.#party;
    const { conditions, members, refs } = this.#writer;
    const { resource, verb, when, to, id, why } = statement;
    const { assignment, held } = holding;
    return this.#windowsOf(holding, statement).map(({ from, until }) =>
      members.placeOf(
        trimmed<MemberRow>([
          VERBS[verb],
          refs.placeOf(trimmed<RefRow>([id, assignment?.role ?? 0, assignment?.id ?? 0, why ?? 0])),
          conditions.conditionOf(resource, when?.expression, this.#party),
          conditions.conditionOf(resource, to?.expression, this.#party),
          conditions.scopeOf(resource, held.row),
          this.#detailOf(action, statement, view),
          from > now ? from - now : 0,
          Number.isFinite(until) ? until - now : 0,
        ]),
      ),
    );
  }

  #detailOf(action: CompiledAction, statement: CompiledStatement, view: MaskView | null): number {
    if (statement.verb !== "require") return view === null ? 0 : VIEWS.indexOf(view) + 1;
    const filled = this.#filled(statement.requirement);
    return this.#writer.requirements.placeOf(requirementRow(filled, statement, action, this.#party));
  }

  #filled(requirement: CompiledRequirement | null): FilledRequirement {
    const known = this.#requirements.get(requirement) ?? fillRequirement(requirement, this.#party);
    this.#requirements.set(requirement, known);
    return known;
  }

  /** The windows, from now on, in which a statement that is held does not pass this principal by. */
  #windowsOf(holding: Holding, statement: CompiledStatement): readonly Window[] {
    const ofHolding = this.#windows.get(holding) ?? new Map<CompiledStatement, readonly Window[]>();
    this.#windows.set(holding, ofHolding);
    const known = ofHolding.get(statement) ?? windowsWhere(this.#reach(statement), 1, holding.window);
    ofHolding.set(statement, known);
    return known;
  }

  #reach({ who }: CompiledStatement): Steps {
    if (who === null) return 1;
    const { principal, session, now } = this.#party;
    const reaches = (at: number) => (who.evaluate(principal, null, { principal, session, now: at }) === FALSE ? 0 : 1);
    return stepsOf(now, clockFlips(who, principal), reaches, 1);
  }

  row(): PartyRow {
    const party = this.#party;
    const { now } = party;
    const bounds = instantsAfter(now, this.#bounds());
    return trimmed<PartyRow>([
      since(now, stateOf(party)),
      since(
        now,
        stepsOf(now, bounds, (at) => this.#ticksAt(at), 3),
      ),
      bounds.map((at) => at - now),
      this.#problems.length === 0 ? 0 : this.#problems.map((problem) => problemRow(problem, now)),
      party.session?.expiresAt === undefined ? 0 : SESSION_END,
    ]);
  }

  /** What is held, each statement with its windows. */
  #reaching(): readonly { readonly statement: CompiledStatement; readonly windows: readonly Window[] }[] {
    return this.#holdings.flatMap((holding) =>
      holding.held.role.statements.map((statement) => ({ statement, windows: this.#windowsOf(holding, statement) })),
    );
  }

  /** The instants at which facts change, and those at which what is required does while it is required. */
  #bounds(): readonly number[] {
    const instants: number[] = [];
    visitFacts(this.#party, (at) => instants.push(at));
    for (const { statement, windows } of this.#reaching()) {
      if (statement.who !== null) instants.push(...clockFlips(statement.who, this.#party.principal));
      if (statement.requirement === null) continue;
      const { bounds } = this.#filled(statement.requirement);
      instants.push(...bounds.filter((at) => windows.some(({ from, until }) => from <= at && at < until)));
    }
    return instants;
  }

  /** 1 where a condition looks at the clock, and 2 where there is a schedule. */
  #ticksAt(now: number): number {
    let ticks = 0;
    for (const { statement, windows } of this.#reaching()) {
      if (!windows.some(({ from, until }) => from <= now && now < until)) continue;
      if (statement.readsNow) ticks |= 1;
      if (statement.requirement !== null && this.#filled(statement.requirement).hasSchedule) ticks |= 2;
    }
    return ticks;
  }
}

/** What stops the party whatever it holds, and whether its session has ended. */
function stateOf({ principal, session, now }: Party): Steps {
  const expiresAt = session?.expiresAt === undefined ? Number.POSITIVE_INFINITY : toEpochMs(session.expiresAt);
  const instants = [principal.validFrom, principal.validUntil, own(session, "authenticatedAt")].map(toEpochMs);
  const stateAt = (at: number) => {
    const gate = gateOf(principal, session, at);
    const [reading, other] = [true, false].map((isReadOnly) => stoppedBy(gate, { isReadOnly }) ?? 0);
    return 10 * (reading ?? INACTIVE) + (other ?? INACTIVE) + (at < expiresAt ? 0 : 100);
  };
  return stepsOf(now, [...instants, expiresAt], stateAt, 11 * INACTIVE);
}

function problemRow({ error, window }: Problem, now: number): ProblemRow {
  const { code, message, assignment = "" } = error;
  const { from, until } = window;
  return trimmed<ProblemRow>([
    code,
    message,
    assignment,
    from > now ? from - now : 0,
    Number.isFinite(until) ? until - now : 0,
  ]);
}
