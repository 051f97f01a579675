import { own } from "../../compile/own.js";
import type { CompiledAction } from "../../compile/resource.js";
import type { CompiledStatement } from "../../compile/statement.js";
import type { Party } from "../../decide/party.js";
import { isByAnother, isId } from "../../decide/requirements/approval.js";
import type { Approval } from "../../model/approval.js";
import { toEpochMs } from "../../model/instant.js";
import type { ApprovalRow } from "./format.js";
import { writeValue } from "./plain-value.js";
import { trimmed } from "./table.js";
import type { SnapshotWriter } from "./writer.js";

/** What requirements want to know of the approvals of one action. */
interface Demand {
  readonly action: CompiledAction;
  /** The fields that they read: what an approver saw of others does not matter. */
  readonly reads: ReadonlySet<string>;
  /** Whether one of them asks who the approver is. */
  readonly asksWho: boolean;
}

/**
 * The approvals that may count, now or later, towards something this party may ask for. One whose values are told apart
 * only by what they are in memory is left out: it can only take access away.
 */
export function approvalRows(
  writer: SnapshotWriter,
  party: Party,
  statements: readonly CompiledStatement[],
): readonly ApprovalRow[] | 0 {
  if (party.approvals.length === 0) return 0;
  const approvers = new Map<string, number>();
  const numberOf = (by: string): number => {
    const number = approvers.get(by) ?? approvers.size;
    approvers.set(by, number);
    return number;
  };
  const rows = party.approvals.flatMap((given) => {
    const approval: Approval = Object.assign(Object.create(null), given);
    const demand = demandOf(party, approval, statements);
    if (demand === null || !isByAnother(approval, party)) return [];
    const row = approvalRow(writer, party, approval, demand);
    return row === null ? [] : [demand.asksWho ? row : withNumber(row, numberOf(approval.by))];
  });
  return rows.length === 0 ? 0 : rows;
}

function withNumber([type, action, _by, ...rest]: ApprovalRow, number: number): ApprovalRow {
  return [type, action, number, ...rest];
}

function demandOf(party: Party, approval: Approval, statements: readonly CompiledStatement[]): Demand | null {
  const action = party.policy.resources.get(approval.type)?.actions.get(approval.action);
  if (action === undefined) return null;
  const asking = statements.filter(
    ({ actions, requirement }) => requirement?.approval !== undefined && actions.includes(action),
  );
  if (asking.length === 0) return null;
  const reads = asking.flatMap(({ when, to }) => [...(when?.fieldsRead ?? []), ...(to?.fieldsRead ?? [])]);
  const asksWho = asking.some(({ requirement }) => requirement?.approval?.distinctFrom.length !== 0);
  return { action, reads: new Set(reads), asksWho };
}

function approvalRow(
  writer: SnapshotWriter,
  party: Party,
  approval: Approval,
  { action, reads }: Demand,
): ApprovalRow | null {
  const { recordId, changes = {}, seen, by } = approval;
  const at = toEpochMs(approval.at);
  const until = approval.validUntil === undefined ? null : toEpochMs(approval.validUntil);
  const isOver = Number.isNaN(at) || (until !== null && !(party.now < until));
  const isOfOne = recordId === undefined ? action.isCreate : isId(recordId);
  const isSeen = seen === undefined || (typeof seen === "object" && seen !== null);
  const written = writeValue(changes);
  if (isOver || !isOfOne || !isSeen || written === undefined) return null;
  return trimmed<ApprovalRow>([
    writer.typeOf(action.resource),
    writer.actionOf(action),
    by,
    at,
    until,
    recordId === undefined ? 0 : [writeValue(recordId)],
    Object.keys(changes).length === 0 ? 0 : written,
    seen === undefined ? 0 : seenRow(seen, reads),
  ]);
}

/** Of what the approver saw, what is asked for: field and value, one after the other. */
function seenRow(seen: object, reads: ReadonlySet<string>): readonly unknown[] {
  return [...reads].flatMap((field) => {
    const value = Object.hasOwn(seen, field) ? writeValue(own(seen, field)) : undefined;
    return value === undefined ? [] : [field, value];
  });
}
