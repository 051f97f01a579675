import type { Approval } from "../../model/approval.js";
import type { ConditionData } from "../../model/condition-data.js";
import { isDate } from "../../model/instant.js";
import type { PortableField } from "../../model/portable-field.js";
import type { ApprovalRequirement } from "../../model/requirement-data.js";
import type { RequireData } from "../../model/statement-data.js";
import { testsOf } from "./condition.js";
import { isInside, isRecent } from "./gates.js";
import { isReference } from "./operand.js";
import type { Party } from "./party.js";
import { type Layers, readPath } from "./path.js";
import { isPlain, type Question } from "./request.js";
import { instantOf } from "./value.js";

/** S30: how many different people's approvals count for exactly this request. */
export function countApprovals(
  statement: RequireData,
  requirement: ApprovalRequirement,
  party: Party,
  question: Question,
): number {
  const counting = party.approvals.filter(
    (approval) =>
      typeof approval === "object" &&
      approval !== null &&
      approval.principal === party.principal.id &&
      typeof approval.by === "string" &&
      !party.partyIds.includes(approval.by) &&
      isDistinct(approval.by, requirement, question) &&
      isSameRequest(approval, question) &&
      isSeenUnchanged(approval, statement, question) &&
      isRecent(approval.at, requirement.within, party.now) &&
      isInside(undefined, approval.validUntil, party.now),
  );
  return new Set(counting.map((approval) => approval.by)).size;
}

// both the people that the record names and those that it would name
function isDistinct(by: string, { distinctFrom = [] }: ApprovalRequirement, question: Question): boolean {
  const records = question.after === undefined ? [question.before] : [question.before, question.after];
  return distinctFrom.every((name) => records.every((record) => namesOthersThan(by, own(record, name))));
}

function namesOthersThan(by: string, value: unknown): boolean {
  const people: unknown[] = Array.isArray(value) ? Array.from(value) : [value];
  const isPerson = (person: unknown) => typeof person === "string" || typeof person === "number";
  // who names nobody cannot be told from others
  return people.length > 0 && people.every((person) => isPerson(person) && String(person) !== by);
}

function isSameRequest(approval: Approval, { action, type, resource, before, written }: Question): boolean {
  if (approval.action !== action || approval.type !== type) return false;
  const isNew = action === "create" && approval.recordId === undefined;
  if (!isNew && !isSameId(approval.recordId, own(before, "id"))) return false;
  // absent is the same as empty; null or a text is no set of changes
  const approved: unknown = approval.changes === undefined ? {} : approval.changes;
  if (typeof approved !== "object" || approved === null) return false;
  return (
    sameKeys(approved, written) &&
    Object.keys(written).every((key) =>
      isSame(own([approved], key), own([written], key), fieldNamed(key, resource.fields)),
    )
  );
}

// a bigint, which no JSON has, is compared by its digits
function isSameId(approved: unknown, id: unknown): boolean {
  // a number beyond the safe integers may have been rounded to another record's
  const isId = (value: unknown) => ["string", "bigint"].includes(typeof value) || Number.isSafeInteger(value);
  if (!isId(approved) || !isId(id)) return false;
  const byDigits = typeof approved === "bigint" || typeof id === "bigint";
  return byDigits ? String(approved) === String(id) : approved === id;
}

// S30: dead as soon as a field that the requirement reads is no more as it was when seen
function isSeenUnchanged(approval: Approval, statement: RequireData, { before, resource }: Question): boolean {
  const seen: unknown = approval.seen;
  if (seen === undefined) return true;
  if (typeof seen !== "object" || seen === null) return false;
  return [...fieldsRead(statement.when), ...fieldsRead(statement.to)].every((name) => {
    const value = own([seen], name);
    return value !== undefined && isSame(value, own(before, name), fieldNamed(name, resource.fields));
  });
}

/** The top-level fields of the record that a condition reads, on the left and through references. */
export function fieldsRead(condition: ConditionData | undefined): string[] {
  return Object.entries(condition ?? {}).flatMap(([key, part]) => {
    if (key === "$and" || key === "$or") return (part as ConditionData[]).flatMap(fieldsRead);
    if (key === "$not") return fieldsRead(part as ConditionData);
    const referred = testsOf(part).flatMap(([, operand]) => (isReference(operand) ? [operand.$ref] : []));
    const paths = referred.filter((path) => path.startsWith("record.")).map((path) => path.slice("record.".length));
    return [key, ...paths].map((path) => path.split(".")[0] ?? "");
  });
}

function own(layers: Layers, name: string): unknown {
  const found = readPath(layers, name, []);
  if (found.state === "value") return found.value;
  return found.state === "absent" ? null : undefined;
}

function fieldNamed(name: string, fields: readonly PortableField[] = []): PortableField | undefined {
  return fields.find((field) => field.name === name);
}

function sameKeys(left: object, right: object): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key));
}

// to the letter, save that a date may be written in more than one way; what is no plain data equals only itself
function isSame(left: unknown, right: unknown, field?: PortableField): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    const element = field && { ...field, array: false };
    return left.length === right.length && Array.from(left).every((each, index) => isSame(each, right[index], element));
  }
  if (field?.type === "date" || isDate(left) || isDate(right)) {
    return instantOf(left) !== undefined && instantOf(left) === instantOf(right);
  }
  if (!isPlain(left) || !isPlain(right) || Array.isArray(left) || Array.isArray(right)) return false;
  return (
    sameKeys(left, right) &&
    Object.keys(left).every((key) => isSame(left[key], right[key], fieldNamed(key, field?.fields)))
  );
}
