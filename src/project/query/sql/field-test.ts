import type { FilterOperand } from "../../filter/expression.js";
import { OTHER } from "./alias.js";
import { compared, isComparison } from "./compare.js";
import { all, any, NO_ROW, type Sql, sql } from "./fragment.js";
import { operandValues } from "./operand.js";
import { arrayOf, type Place, placeOf, type Site, spotOf } from "./place.js";
import { areEqual, isUsable, type Value, valuesAt } from "./value.js";

/** Compares a value with that of another field of the same row. */
export function fieldTest(site: Site, place: Place, operand: FilterOperand & { readonly kind: "field" }): Sql {
  const { operator, path } = site.test;
  const values = valuesAt(site, path.leaf, spotOf(place), place);
  const otherPlace = placeOf(site, operand.path);
  const { leaf } = operand.path;
  if (operator === "in" || operator === "nin") {
    return leaf.array === true ? inArray(site, values, operand, otherPlace) : NO_ROW;
  }
  if (leaf.array === true) return NO_ROW;
  const others = operandValues(site, path, leaf, spotOf(otherPlace), otherPlace, operand.plus);
  if (operator === "eq") return areEqual(values, others);
  if (operator === "ne") {
    return all(isUsable(values), isUsable(others), sql`(${areEqual(values, others)}) IS NOT TRUE`);
  }
  return any(...pairs(values, others).map(([one, other]) => related(site, one, other)));
}

function related({ dialect, test: { operator } }: Site, one: Value, other: Value): Sql {
  if (isComparison(operator)) return compared(one.sql, operator, other.sql);
  if (one.kind !== "string") return NO_ROW;
  const begins = dialect.startsWith(one.sql, other.sql);
  return operator === "startsWith" ? begins : sql`NOT (${begins})`;
}

function pairs(values: readonly Value[], others: readonly Value[]): readonly (readonly [Value, Value])[] {
  return values.flatMap((one) => others.filter(({ kind }) => kind === one.kind).map((other) => [one, other] as const));
}

/** Whether a value is in an array of the same row, or in none of its elements, all of which are usable. */
function inArray(
  site: Site,
  values: readonly Value[],
  { path }: FilterOperand & { readonly kind: "field" },
  place: Place,
): Sql {
  const array = arrayOf(site, place);
  const others = operandValues(site, site.test.path, path.leaf, array.element(OTHER), place, 0);
  const elements = sql`SELECT 1 FROM ${array.elements(OTHER)}`;
  if (site.test.operator === "in") return sql`EXISTS (${elements} WHERE ${areEqual(values, others)})`;
  const differs = all(isUsable(others), sql`(${areEqual(values, others)}) IS NOT TRUE`);
  return all(isUsable(values), array.isArray, sql`NOT EXISTS (${elements} WHERE (${differs}) IS NOT TRUE)`);
}
