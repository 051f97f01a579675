import type { StatementRef } from "../model/decision.js";
import type { MaskView } from "../model/statement-data.js";
import { VIEWS } from "../project/mask-view.js";
import { type MemberRow, type RefRow, type RequirementRow, Verb } from "../project/snapshot/format.js";
import type { Condition } from "./conditions.js";
import { itemAt } from "./rows.js";

/** A statement as it is held. */
export interface Member {
  readonly verb: number;
  readonly ref: StatementRef;
  readonly when: Condition | undefined;
  readonly to: Condition | undefined;
  readonly scope: Condition | undefined;
  readonly requirement: RequirementRow | undefined;
  /** How an allow shows the field, if not in full. */
  readonly view: MaskView | undefined;
  /** When it counts: milliseconds since the snapshot, the end exclusive, and 0 for no end. */
  readonly from: number;
  readonly until: number;
}

export function readMember(
  refs: readonly RefRow[],
  conditions: readonly Condition[],
  requirements: readonly RequirementRow[],
  [verb = 0, ref, when, to, scope, detail = 0, from = 0, until = 0]: MemberRow,
): Member {
  const condition = (place: number | undefined) => (place ? itemAt(conditions, place - 1) : undefined);
  const [id, role, assignment, why] = itemAt(refs, ref);
  return {
    verb,
    ref: { id, ...(role && { role }), ...(assignment && { assignment }), ...(why && { why }) },
    when: condition(when),
    to: condition(to),
    scope: condition(scope),
    requirement: verb === Verb.Require ? itemAt(requirements, detail) : undefined,
    view: verb === Verb.Require || detail === 0 ? undefined : itemAt(VIEWS, detail - 1),
    from,
    until,
  };
}
