import { own } from "../compile/own.js";
import { isDistinct, isSameId, peopleIn } from "../decide/requirements/approval.js";
import type { RequirementRow } from "../project/snapshot/format.js";
import { sumOfValue } from "../project/snapshot/same.js";
import { isLive } from "./outlook.js";
import type { Question } from "./question.js";

/** How many others have approved exactly this. */
export function approversOf(
  [, , , , demand, approvals]: RequirementRow,
  { action, record, changes }: Question,
  elapsed: number,
): number {
  const { isCreate, resource } = action;
  const sumOf = (value: object) => sumOfValue(value, resource.dates);
  const asked = approvals && sumOf(isCreate ? record : (changes ?? {}));
  const approvers = new Set<unknown>();
  for (const [by, from, until, id, approved, seen] of approvals || []) {
    const isOther = (people: unknown) => isDistinct(by as string, people);
    const counts =
      isLive({ elapsed }, { from, until }) &&
      approved === asked &&
      isSameId(Array.isArray(id) ? BigInt(id[0]) : (id ?? undefined), record, isCreate) &&
      (seen || []).every(([field, sum]) => sum === sumOf({ [field]: own(record, field) })) &&
      ((demand ? demand.distinctFrom : undefined) ?? []).every((field) =>
        peopleIn({ record, changes }, field).every(isOther),
      );
    if (counts) approvers.add(by);
  }
  return approvers.size;
}
