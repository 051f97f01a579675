import { own } from "../../compile/own.js";
import type { CompiledApproval } from "../../compile/requirement.js";
import type { CompiledAction } from "../../compile/resource.js";
import type { CompiledStatement } from "../../compile/statement.js";
import type { Party } from "../../decide/party.js";
import { isByAnother, isId } from "../../decide/requirements/approval.js";
import type { Approval } from "../../model/approval.js";
import { toEpochMs } from "../../model/instant.js";
import type { ApprovalRow } from "./format.js";
import { sumOfValue } from "./same.js";
import { trimmed } from "./table.js";

/**
 * The approvals that may count, now or later, when a statement requires them of an action: sums of what was approved, and no
 * more of it. One whose values are told apart only by what they are in memory is left out: that can only take access away.
 */
export function approvalRows(
  required: CompiledApproval,
  statement: CompiledStatement,
  action: CompiledAction,
  party: Party,
): readonly ApprovalRow[] {
  const approvers = new Map<string, number>();
  return party.approvals.flatMap((given) => {
    const approval: Approval = Object.assign(Object.create(null), given);
    const isOfAction = approval.action === action.name && approval.type === action.resource.type;
    if (!isOfAction || !isByAnother(approval, party)) return [];
    const number = approvers.get(approval.by) ?? approvers.size;
    approvers.set(approval.by, number);
    const by = required.distinctFrom.length === 0 ? number : approval.by;
    return approvalRow(by, approval, required, statement, action, party.now);
  });
}

function approvalRow(
  by: ApprovalRow[0],
  approval: Approval,
  { withinMs = Number.POSITIVE_INFINITY }: CompiledApproval,
  statement: CompiledStatement,
  action: CompiledAction,
  now: number,
): readonly ApprovalRow[] {
  const { recordId, changes = {}, seen } = approval;
  const dates = datesOf(action);
  const at = toEpochMs(approval.at);
  const end = approval.validUntil === undefined ? Number.POSITIVE_INFINITY : toEpochMs(approval.validUntil);
  const until = Math.min(end, at + withinMs);
  const sum = isObject(changes) ? sumOfValue(changes, dates) : undefined;
  const isOfOne = recordId === undefined ? action.isCreate : isId(recordId);
  const view = seen === undefined ? [] : seenBy(seen, statement, action, dates);
  // an unusable instant is after none
  if (!(now < until) || sum === undefined || !isOfOne || view === null) return [];
  const id = recordId === undefined ? null : typeof recordId === "bigint" ? ([String(recordId)] as const) : recordId;
  return [
    trimmed<ApprovalRow>([
      by,
      Math.max(at - now, 0),
      Number.isFinite(until) ? until - now : 0,
      id,
      sum,
      view.length === 0 ? 0 : view,
    ]),
  ];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields that a statement reads, with the sums of what the approver saw of them; `null` where that is not told. */
function seenBy(
  seen: unknown,
  { when, to }: CompiledStatement,
  { resource }: CompiledAction,
  dates: ReadonlySet<string>,
): readonly (readonly [string, string])[] | null {
  if (typeof seen !== "object" || seen === null) return null;
  const read = new Set([...(when?.fieldsRead ?? []), ...(to?.fieldsRead ?? [])]);
  const view: (readonly [string, string])[] = [];
  for (const { name } of resource.fields) {
    if (!read.has(name)) continue;
    const sum = Object.hasOwn(seen, name) ? sumOfValue({ [name]: own(seen, name) }, dates) : undefined;
    if (sum === undefined) return null;
    view.push([name, sum]);
  }
  return view;
}

/** The fields of a type that hold instants. */
function datesOf({ resource }: CompiledAction): ReadonlySet<string> {
  return new Set(resource.fields.filter(({ type }) => type === "date").map(({ name }) => name));
}
