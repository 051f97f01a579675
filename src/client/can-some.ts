import { Verb } from "../project/snapshot/format.js";
import { holdsFor, isLeft, isUnmetForGood, reaches, stopOf } from "./judge.js";
import type { Member } from "./members.js";
import type { ClientAction, Group } from "./model.js";
import { isLive, type Outlook } from "./outlook.js";
import { questionOn } from "./question.js";
import { fieldIndexOf } from "./requests.js";

/**
 * Whether something could be allowed or challenged, for some record, or for this one and some change (S11).
 *
 * @param record - `undefined` for any
 * @param field - `undefined` for any
 */
export function canSome(
  at: Outlook,
  action: ClientAction,
  record: object | undefined,
  field: string | undefined,
): boolean {
  const fields = field === undefined ? action.resource.fieldIndex.values() : [fieldIndexOf(action, field)];
  const isPossible = (group: Group): boolean => {
    const live = group.filter((member) => isLive(at, member));
    const mustReach = (member: Member) =>
      member.to === undefined &&
      (record === undefined ? !member.when && !member.scope : reaches(at, member, questionOn(action, record)));
    return (
      live.some(
        (member) =>
          member.verb === Verb.Allow &&
          (field === undefined || member.view === undefined) &&
          (record === undefined || holdsFor(at, member, record)),
      ) &&
      !live.some(
        (member) =>
          member.verb !== Verb.Allow &&
          (member.verb === Verb.Forbid || isUnmetForGood(at, member)) &&
          mustReach(member),
      )
    );
  };
  return (
    isLeft(at, action) &&
    at.snapshot.parties.every((party) => stopOf(party, at, action) === 0) &&
    [...fields].some((index) => action.cells.every((byField) => isPossible(byField[index] ?? [])))
  );
}
