import { own } from "../compile/own.js";
import { isDistinct, isSameId, peopleIn } from "../decide/requirements/approval.js";
import { isEqual } from "../decide/requirements/equal.js";
import type { ApprovalRow } from "../project/snapshot/format.js";
import type { ClientAction, ClientModel } from "./model.js";
import { readValue } from "./plain-value.js";
import type { Question } from "./question.js";
import { damaged, itemAt, listOf, numberOf } from "./rows.js";
import type { ClientApprovalDemand, ClientStatement } from "./statements.js";

/** Somebody's yes to one request of this principal. */
export interface ClientApproval {
  readonly action: ClientAction;
  readonly by: string | number;
  /** Epoch milliseconds; the end is exclusive. */
  readonly at: number;
  readonly until: number;
  readonly recordId: unknown;
  readonly changes: unknown;
  /** What the approver saw of the fields that matter; `null` where that is not told. */
  readonly seen: ReadonlyMap<unknown, unknown> | null;
}

export function readApproval(
  { types }: ClientModel,
  names: readonly string[],
  [type, action, by, at, until, recordId, changes, seen]: ApprovalRow,
): ClientApproval {
  const pairs = seen ? listOf(seen as readonly unknown[]) : null;
  const [id] = listOf(recordId as readonly unknown[] | undefined);
  return {
    action: itemAt(types, type).actions.get(itemAt(names, action)) ?? damaged(),
    by,
    at: numberOf(at),
    until: until === null ? Number.POSITIVE_INFINITY : numberOf(until),
    recordId: readValue(id ?? [4]),
    changes: changes ? readValue(changes) : {},
    seen:
      pairs &&
      new Map(pairs.flatMap((field, index) => (index % 2 === 0 ? [[field, readValue(pairs[index + 1])]] : []))),
  };
}

/** How many others have approved exactly this. */
export function approversOf(
  approvals: readonly ClientApproval[],
  { within, distinctFrom }: ClientApprovalDemand,
  statement: ClientStatement,
  { action, record, changes }: Question,
  now: number,
): number {
  const { fields } = action.resource;
  const asked = action.isCreate ? record : (changes ?? {});
  const reads = new Set([...(statement.when?.reads ?? []), ...(statement.to?.reads ?? [])]);
  const approvers = new Set<unknown>();
  for (const { by, at, until, seen, ...approval } of approvals) {
    const counts =
      approval.action === action &&
      at <= now &&
      now < until &&
      (within === 0 || now < at + within) &&
      isSameId(approval.recordId, record, action.isCreate) &&
      isEqual(fields, approval.changes, asked) &&
      distinctFrom.every((field) =>
        peopleIn({ record, changes }, field).every((people) => isDistinct(String(by), people)),
      ) &&
      (seen === null ||
        [...reads].every(
          (field) => seen.has(field) && isEqual(fields, { [field]: seen.get(field) }, { [field]: own(record, field) }),
        ));
    if (counts) approvers.add(by);
  }
  return approvers.size;
}
