import type { Comparable } from "../../../compile/condition/expression.js";
import type { FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import { type Place, throughObjects } from "./place.js";
import { type Criteria, every, type MongoQuery, NOTHING } from "./query.js";
import type { Stored } from "./stored.js";

/** A test of the number of elements. */
export function countQuery({ operator }: FilterTest, place: Place): MongoQuery {
  const isArray = { $type: "array" };
  const counted = operator === "empty" ? { $size: 0 } : { ...isArray, $not: { $size: 0 } };
  return every([...throughObjects(place), { [place.name]: counted }]);
}

/** A test of an array's elements against values that are known. */
export function arrayQuery(test: FilterTest, values: readonly Comparable[], place: Place, stored: Stored): MongoQuery {
  const encoded = values.map(stored.encode).filter((value) => value !== undefined);
  switch (test.operator) {
    case "hasAny":
      return encoded.length === 0 ? NOTHING : every([...throughObjects(place), someOf(encoded, place, stored)]);
    case "hasNone":
      return every([...throughObjects(place), ...noneOf(encoded, place, stored)]);
    default:
      throw untranslatable(test, "no array is asked this");
  }
}

function someOf(values: readonly unknown[], { name }: Place, { types, unusable }: Stored): MongoQuery {
  const isInexact = values.some((value) => typeof value === "number" && !Number.isSafeInteger(Math.trunc(value)));
  // a 64-bit integer that is no number to the driver is none here; the others are told by their type
  const isLong = unusable.some((each) => each.$type === "long");
  const exact = isInexact && isLong ? types.filter((type) => type !== "long") : types;
  return { [name]: { $elemMatch: { $in: values, $type: exact } } };
}

function noneOf(values: readonly unknown[], { name }: Place, { types, unusable }: Stored): readonly MongoQuery[] {
  const never: Criteria[] = [
    { $not: { $type: types } },
    ...unusable,
    ...(values.length === 0 ? [] : [{ $in: values }]),
  ];
  return [{ [name]: { $type: "array" } }, { $nor: never.map((each) => ({ [name]: { $elemMatch: each } })) }];
}
