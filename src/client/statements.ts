import type { CompiledSchedule } from "../compile/schedule.js";
import { compileSchedule } from "../compile/schedule.js";
import type { UnmetApproval, UnmetRequirement } from "../model/decision.js";
import type { MaskView } from "../model/statement-data.js";
import { MASKS, type RequirementRow, type StatementRow, VERBS } from "../project/snapshot/format.js";
import type { Condition } from "./conditions.js";
import { pairsOf } from "./model.js";
import { itemAt, listOf, numberOf, stepsOf, textOf } from "./rows.js";

/** What is told of an unmet part, but for the statement. */
export type Told = UnmetRequirement extends infer Unmet
  ? Unmet extends unknown
    ? Omit<Unmet, "statement">
    : never
  : never;

/** How many approvals are asked for, how long each counts, and which fields name people who must not give one. */
export interface ClientApprovalDemand {
  readonly told: Told;
  readonly count: number;
  /** Milliseconds; 0 for no limit. */
  readonly within: number;
  readonly distinctFrom: readonly string[];
}

/** What is left of a requirement: the facts of a session are filled in. */
export interface ClientRequirement {
  /** What is unmet whatever the request, as bits. */
  readonly unmet: (now: number) => number;
  readonly mfa: Told | 0;
  readonly session: Told | 0;
  readonly approval: ClientApprovalDemand | null;
  readonly justification: boolean;
  readonly schedule: CompiledSchedule | null;
  /** When time alone may change it. */
  readonly bounds: readonly number[];
}

/** A statement on one type. */
export interface ClientStatement {
  readonly verb: (typeof VERBS)[number];
  readonly id: string;
  readonly why: string | undefined;
  /** `null` for all actions. */
  readonly actions: ReadonlySet<string> | null;
  /** `null` for all fields that it reaches without naming them. */
  readonly fields: ReadonlySet<number> | null;
  readonly masked: ReadonlyMap<number, MaskView> | null;
  readonly when: Condition | null;
  readonly to: Condition | null;
  readonly requirement: ClientRequirement | null;
  /** 1 while it passes the principal by. */
  readonly passes: (now: number) => number;
}

export function readRequirement([
  unmet,
  mfa,
  session,
  approval,
  within,
  justification,
  schedule,
  bounds,
]: RequirementRow): ClientRequirement {
  return {
    unmet: stepsOf(unmet),
    mfa: (mfa ?? 0) as Told | 0,
    session: (session ?? 0) as Told | 0,
    approval: approval ? readDemand(approval as UnmetApproval, numberOf(within)) : null,
    justification: justification === 1,
    schedule: schedule ? compileSchedule(schedule) : null,
    bounds: listOf(bounds),
  };
}

function readDemand(told: UnmetApproval, within: number): ClientApprovalDemand {
  const { count, distinctFrom } = told;
  return { told, within, count: numberOf(count), distinctFrom: listOf(distinctFrom).map(textOf) };
}

export function readStatement(
  names: readonly string[],
  conditions: readonly Condition[],
  requirements: readonly ClientRequirement[],
  [verb, id, actions, fields, when, to, detail, who, why]: StatementRow,
): ClientStatement {
  const condition = (place: number | undefined) => (place ? itemAt(conditions, place - 1) : null);
  const known = itemAt(VERBS, verb);
  const masks = known === "allow" ? pairsOf(listOf(detail as readonly number[] | 0)) : [];
  return {
    verb: known,
    id: textOf(id),
    why: why === undefined ? why : textOf(why),
    actions: actions ? new Set(listOf(actions).map((place) => itemAt(names, place))) : null,
    fields: masks.length > 0 ? new Set(masks.map(([field]) => field)) : fields ? new Set(listOf(fields)) : null,
    masked: masks.length === 0 ? null : new Map(masks.map(([field, view]) => [field, itemAt(MASKS, view)])),
    when: condition(when),
    to: condition(to),
    requirement: known === "require" ? itemAt(requirements, numberOf(detail as number) - 1) : null,
    passes: stepsOf(who),
  };
}
