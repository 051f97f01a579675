import type { Comparable } from "../../../../src/compile/condition/expression.js";
import { resolvePath } from "../../../../src/compile/condition/path.js";
import type { PortableField } from "../../../../src/model/portable-field.js";
import type { FilterOperand, FilterOperator, FilterTest } from "../../../../src/project/filter/expression.js";

const FIELDS: readonly PortableField[] = [
  { name: "id", type: "string" },
  { name: "owner", type: "string", nullable: true },
  { name: "other", type: "string", optional: true },
  { name: "tags", type: "string", array: true },
  { name: "amount", type: "number", nullable: true },
  { name: "limit", type: "number", nullable: true },
  { name: "scores", type: "number", array: true },
  { name: "size", type: "bigint" },
  { name: "done", type: "boolean" },
  { name: "at", type: "date", nullable: true },
  { name: "until", type: "date", nullable: true },
  { name: "rank", type: "enum", values: [1, "DE"] },
  { name: "stages", type: "enum", values: ["open"], array: true },
  { name: "place", type: "object", optional: true, fields: [{ name: "city", type: "string", optional: true }] },
  { name: "$odd", type: "string" },
  { name: "extra", type: "opaque", optional: true },
];

type Written = Comparable | readonly Comparable[] | { readonly field: string; readonly plus?: number } | undefined;

/** A filter of one test. */
export function asking(path: string, operator: FilterOperator, operand?: Written): { readonly ast: FilterTest } {
  const resolved = resolvePath(FIELDS, path);
  return { ast: { kind: "test", path: resolved, operator, operand: operandOf(operand), statement: "rep.deal#0" } };
}

function operandOf(written: Written): FilterOperand {
  if (written === undefined) return { kind: "none" };
  if (typeof written !== "object") return { kind: "value", value: written };
  if ("field" in written) return { kind: "field", path: resolvePath(FIELDS, written.field), plus: written.plus ?? 0 };
  return { kind: "values", values: written };
}
