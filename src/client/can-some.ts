import { isLeft } from "../decide/attenuate.js";
import { stoppedBy } from "../decide/gate.js";
import { fieldIndexOf } from "../decide/standpoint.js";
import type { ClientAction } from "./model.js";
import type { Outlook } from "./outlook.js";
import { questionOn } from "./question.js";
import { isHopeless } from "./requirements.js";
import { holdsFor, reaches } from "./settle.js";
import type { Member, Side } from "./side.js";

/**
 * Whether something could be allowed or challenged, for some record, or for this one and some change (S11).
 *
 * @param record - `null` for any
 * @param field - `undefined` for any
 */
export function canSome(at: Outlook, action: ClientAction, record: object | null, field: string | undefined): boolean {
  const { sides, limits, now } = at;
  if (!isLeft(limits, action, now) || sides.some(({ gate }) => stoppedBy(gate, action) !== null)) return false;
  const fields = field === undefined ? [...action.resource.fieldIndex.values()] : [fieldIndexOf(action, field)];
  return fields.some((index) => sides.every((side) => isPossible(side, action, index, field !== undefined, record)));
}

function isPossible(side: Side, action: ClientAction, field: number, isNamed: boolean, record: object | null): boolean {
  const group = side.cell(action).classes[field];
  if (group === undefined) return false;
  const { grants, masked, forbids, requires } = group;
  const mustReach = (member: Member) =>
    member.statement.to === null &&
    (record === null
      ? member.statement.when === null && member.scope.length === 0
      : reaches(member, side, questionOn(action, record)));
  const mayHold = (member: Member) => record === null || holdsFor(member, side, record);
  return (
    (grants.some(mayHold) || (!isNamed && masked.some(mayHold))) &&
    !forbids.some(mustReach) &&
    !requires.some((require) => isHopeless(require, side) && mustReach(require))
  );
}
