import type { Comparable } from "../../../compile/condition/expression.js";
import type { FilterOperand } from "../../filter/expression.js";
import { ELEMENT, OTHER } from "./alias.js";
import type { ArrayReading, Kind } from "./dialect.js";
import { all, any, NO_ROW, type Sql, sql } from "./fragment.js";
import { literalsOf } from "./kind.js";
import { operandValues } from "./operand.js";
import { arrayOf, type Place, placeOf, type Site, spotOf } from "./place.js";
import { areEqual, isAmong, isUsable, type Value, valuesAt } from "./value.js";

/** A test of a path that holds an array. */
export function arrayTest(site: Site): Sql {
  const { operand, operator, path } = site.test;
  const place = placeOf(site, path);
  const array = arrayOf(site, place);
  if (operator === "empty") return sql`${array.length} = 0`;
  if (operator === "nonEmpty") return sql`${array.length} > 0`;
  const values = valuesAt(site, path.leaf, array.element(ELEMENT), place);
  const asked = { site, array, values };
  switch (operand.kind) {
    case "field":
      return withField(asked, operand);
    case "values":
      return operator === "hasAny" ? hasAny(asked, operand.values) : hasNone(asked, operand.values);
    case "value":
    case "none":
      return NO_ROW;
  }
}

/** An array, and its elements' values. */
interface Asked {
  readonly site: Site;
  readonly array: ArrayReading;
  readonly values: readonly Value[];
}

function hasAny({ site, array, values }: Asked, literals: readonly Comparable[]): Sql {
  const { leaf } = site.test.path;
  const [only] = values;
  if (only !== undefined && values.length === 1) {
    const served = array.hasAny?.(only.kind, held(site, only.kind, literals)) ?? null;
    if (served !== null) return served;
  }
  return sql`EXISTS (SELECT 1 FROM ${array.elements(ELEMENT)} WHERE ${isAmong(site, leaf, values, literals)})`;
}

function held({ dialect, test }: Site, kind: Kind, literals: readonly Comparable[]): readonly Comparable[] {
  return literalsOf(test.path.leaf, kind, literals).filter((one) => typeof dialect.literal[kind](one) !== "string");
}

function hasNone({ site, array, values }: Asked, literals: readonly Comparable[]): Sql {
  const match = isAmong(site, site.test.path.leaf, values, literals);
  return all(array.isArray, noneBut(array, ELEMENT, all(isUsable(values), sql`(${match}) IS NOT TRUE`)));
}

/** Whether all elements pass. */
function noneBut(array: ArrayReading, alias: string, passes: Sql): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM ${array.elements(alias)} WHERE (${passes}) IS NOT TRUE)`;
}

function withField(asked: Asked, operand: FilterOperand & { readonly kind: "field" }): Sql {
  const place = placeOf(asked.site, operand.path);
  return operand.path.leaf.array === true ? withArray(asked, operand, place) : withScalar(asked, operand, place);
}

function withScalar(
  { site, array, values }: Asked,
  { path, plus }: FilterOperand & { readonly kind: "field" },
  place: Place,
): Sql {
  const others = operandValues(site, site.test.path, path.leaf, spotOf(place), place, plus);
  const isEqual = areEqual(values, others);
  if (site.test.operator === "hasAny") return sql`EXISTS (SELECT 1 FROM ${array.elements(ELEMENT)} WHERE ${isEqual})`;
  const differs = all(isUsable(values), sql`(${isEqual}) IS NOT TRUE`);
  return all(isUsable(others), array.isArray, noneBut(array, ELEMENT, differs));
}

/** An element that is unusable in the other array could be any element of this one, where there is one. */
function withArray(
  { site, array, values }: Asked,
  { path }: FilterOperand & { readonly kind: "field" },
  place: Place,
): Sql {
  const other = arrayOf(site, place);
  const others = operandValues(site, site.test.path, path.leaf, other.element(OTHER), place, 0);
  const isIn = sql`EXISTS (SELECT 1 FROM ${other.elements(OTHER)} WHERE ${areEqual(values, others)})`;
  if (site.test.operator === "hasAny") return sql`EXISTS (SELECT 1 FROM ${array.elements(ELEMENT)} WHERE ${isIn})`;
  const isUsableOther = noneBut(other, OTHER, isUsable(others));
  const differs = all(isUsable(values), sql`NOT ${isIn}`);
  const isEmpty = sql`${array.length} = 0`;
  return all(array.isArray, other.isArray, any(isEmpty, all(isUsableOther, noneBut(array, ELEMENT, differs))));
}
