import type { Member } from "../../compile/cell.js";
import { own } from "../../compile/own.js";
import type { CompiledApproval } from "../../compile/requirement.js";
import type { Approval } from "../../model/approval.js";
import { toEpochMs } from "../../model/instant.js";
import { pastInstant } from "../gate.js";
import type { Party } from "../party.js";
import type { Ask } from "./ask.js";
import { isEqual } from "./equal.js";
import { CURABLE, MET, type Met } from "./met.js";

/** Checks that enough others have approved exactly this. */
export function checkApproval(approval: CompiledApproval, member: Member, party: Party, ask: Ask): Met {
  return approversOf(approval, member, party, ask).size >= approval.count ? MET : CURABLE;
}

/** Who has approved this request, each once. */
export function approversOf(required: CompiledApproval, member: Member, party: Party, ask: Ask): ReadonlySet<string> {
  const approvers = new Set<string>();
  for (const given of party.approvals) {
    const approval = ownFacts(given);
    const counts =
      isByAnother(approval, party) &&
      isLive(approval, required, party.now) &&
      covers(approval, ask) &&
      required.distinctFrom.every((field) => peopleIn(ask, field).every((people) => isDistinct(approval.by, people))) &&
      isAsSeen(approval, member, ask);
    if (counts) approvers.add(approval.by);
  }
  return approvers;
}

/** An approval's own facts: what it inherits from anywhere is none. */
function ownFacts(given: Approval): Approval {
  return Object.assign(Object.create(null), given);
}

/** Never the requester nor, on behalf of somebody, either party. */
export function isByAnother({ by, principal }: Approval, party: Party): boolean {
  const { id } = party.principal;
  return typeof by === "string" && principal === id && by !== id && by !== party.counterpart;
}

function isLive(approval: Approval, { withinMs }: CompiledApproval, now: number): boolean {
  const at = pastInstant(approval.at, now);
  if (at === undefined || (withinMs !== undefined && now >= at + withinMs)) return false;
  return approval.validUntil === undefined || now < toEpochMs(approval.validUntil);
}

/** Exactly the same action, record and changes. */
function covers(approval: Approval, { action, record, changes }: Ask): boolean {
  if (approval.action !== action.name || approval.type !== action.resource.type) return false;
  const asked = action.isCreate ? record : (changes ?? {});
  const approved = approval.changes === undefined ? {} : approval.changes;
  return isSameId(approval.recordId, record, action.isCreate) && isEqual(action.resource.fields, approved, asked);
}

/** Whom a field names: before, and where it is changed, after as well. */
export function peopleIn({ record, changes }: Pick<Ask, "record" | "changes">, field: string): readonly unknown[] {
  const before = own(record, field);
  return changes !== null && Object.hasOwn(changes, field) ? [before, own(changes, field)] : [before];
}

export function isSameId(recordId: unknown, record: object, mayLack: boolean): boolean {
  if (recordId === undefined) return mayLack;
  const id = own(record, "id");
  if (!isId(id) || !isId(recordId)) return false;
  // JSON has no bigint: one is told by its digits
  return typeof id === "bigint" || typeof recordId === "bigint" ? String(id) === String(recordId) : id === recordId;
}

/** A number beyond the safe integers may have been rounded to another record's id. */
export function isId(value: unknown): value is string | number | bigint {
  return typeof value === "string" || typeof value === "bigint" || Number.isSafeInteger(value);
}

/** An approver is none of the people whom a field names; one that names nobody cannot tell. */
export function isDistinct(by: string, people: unknown): boolean {
  const names: readonly unknown[] = Array.isArray(people) ? people : [people];
  return (
    names.length > 0 &&
    names.every((name) => (typeof name === "string" || typeof name === "number") && String(name) !== by)
  );
}

/** The approver's picture of the record still holds in all that the requirement reads of it. */
function isAsSeen({ seen }: Approval, { statement }: Member, { action, record }: Ask): boolean {
  if (seen === undefined) return true;
  if (typeof seen !== "object" || seen === null) return false;
  const read = new Set([statement.when, statement.to].flatMap((condition) => condition?.fieldsRead ?? []));
  const fields = action.resource.fields.filter(({ name }) => read.has(name));
  return fields.every(
    ({ name }) =>
      Object.hasOwn(seen, name) && isEqual(fields, { [name]: own(seen, name) }, { [name]: own(record, name) }),
  );
}
