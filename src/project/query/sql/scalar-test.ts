import type { Comparable } from "../../../compile/condition/expression.js";
import { untranslatable } from "../untranslatable.js";
import { beginsOtherwise, beginsWith, compareWith, isComparison, lookedUp } from "./compare.js";
import { fieldTest } from "./field-test.js";
import { all, any, type Sql, sql } from "./fragment.js";
import { kindOfLiteral, literalsOf } from "./kind.js";
import { type Place, placeOf, readingOf, type Site, spotOf } from "./place.js";
import { isAmong, isUsable, kindsAt, valuesAt } from "./value.js";

/** A test of a path that holds one value. */
export function scalarTest(site: Site): Sql {
  const { operand, operator, path } = site.test;
  const place = placeOf(site, path);
  switch (operand.kind) {
    case "field":
      return fieldTest(site, place, operand);
    case "values":
      return operator === "in" ? isIn(site, place, operand.values) : isNotIn(site, place, operand.values);
    case "value":
      return withValue(site, place, operand.value);
    case "none":
      return isUsable(valuesAt(site, path.leaf, spotOf(place), place));
  }
}

/** Of an enum only its own values are equal to anything; each kind of value is looked up apart. */
function isIn(site: Site, place: Place, literals: readonly Comparable[]): Sql {
  const { leaf } = site.test.path;
  const spot = spotOf(place);
  return any(
    ...kindsAt(site, leaf, spot, place).map((kind) => {
      const wanted = literalsOf(leaf, kind, literals);
      return lookedUp(site.dialect, readingOf(site, spot, kind, place), kind, wanted);
    }),
  );
}

function isNotIn(site: Site, place: Place, literals: readonly Comparable[]): Sql {
  const { leaf } = site.test.path;
  const values = valuesAt(site, leaf, spotOf(place), place);
  if (literals.length === 0) return isUsable(values);
  return all(isUsable(values), sql`(${isAmong(site, leaf, values, literals)}) IS NOT TRUE`);
}

function withValue(site: Site, place: Place, literal: Comparable): Sql {
  const { dialect, test } = site;
  const { operator, path } = test;
  if (operator === "eq" && path.leaf.type === "enum") return isIn(site, place, [literal]);
  const spot = spotOf(place);
  const [kind] = kindsAt(site, path.leaf, spot, place);
  if (kind === undefined || kind !== kindOfLiteral(path.leaf, literal)) {
    throw untranslatable(test, "a value of another type is not compared");
  }
  const reading = readingOf(site, spot, kind, place);
  if (isComparison(operator)) return compareWith(dialect, reading, kind, operator, literal);
  if (operator === "startsWith") return beginsWith(dialect, reading, String(literal));
  return beginsOtherwise(dialect, reading, String(literal));
}
