import type { Comparable } from "../../../compile/condition/expression.js";
import type { FilterOperator, FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import { isWellFormed } from "../well-formed.js";
import { one, type Place } from "./place.js";
import { type Criteria, type MongoQuery, NOTHING } from "./query.js";
import type { MongoStorage, Stored } from "./stored.js";

/** A test of a scalar path against values that are known. */
export function scalarQuery(
  test: FilterTest,
  values: readonly Comparable[],
  place: Place,
  stored: Stored,
  as: MongoStorage,
): MongoQuery {
  const encoded = values.map(stored.encode).filter((value) => value !== undefined);
  const [value] = values;
  switch (test.operator) {
    case "eq":
    case "in":
      return among(place, encoded, stored);
    case "ne":
    case "nin":
      return encoded.length === 0 ? usable(place, {}, stored) : usable(place, { $nin: encoded }, stored);
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return ordered(test, test.operator, value, place, stored, as);
    case "startsWith":
    case "notStartsWith":
      return beginning(test, value, place, stored);
    default:
      throw untranslatable(test, "no scalar is asked this");
  }
}

function usable(place: Place, criteria: Criteria, { types, unusable }: Stored): MongoQuery {
  return one(place, { ...criteria, $type: types }, unusable);
}

function among(place: Place, values: readonly unknown[], stored: Stored): MongoQuery {
  const [only] = values;
  if (values.length === 0) return NOTHING;
  const criteria = values.length === 1 ? { $eq: only } : { $in: values };
  // of numbers there are types that are equal to others, and yet not given as numbers
  if (!values.some((value) => typeof value === "number")) return one(place, criteria);
  const isExact = values.every((value) => typeof value !== "number" || Number.isSafeInteger(Math.trunc(value)));
  return isExact ? one(place, { ...criteria, $type: stored.types }) : usable(place, criteria, stored);
}

type Ordering = Extract<FilterOperator, "lt" | "lte" | "gt" | "gte">;

function ordered(
  test: FilterTest,
  operator: Ordering,
  value: Comparable | undefined,
  place: Place,
  stored: Stored,
  as: MongoStorage,
): MongoQuery {
  const { type } = test.path.leaf;
  const isLower = operator === "lt" || operator === "lte";
  if (typeof value === "bigint" && type === "bigint") {
    const limit = stored.encode(value);
    if (limit !== undefined) return usable(place, { [`$${operator}`]: limit }, stored);
    return value > 0n === isLower ? usable(place, {}, stored) : NOTHING;
  }
  if (typeof value !== "number" || (type !== "number" && type !== "date")) {
    throw untranslatable(test, "only numbers, bigints and dates have an order");
  }
  if (type === "number" || as.dates === "number") return usable(place, { [`$${operator}`]: value }, stored);
  // dates are whole milliseconds
  const limit = stored.encode(operator === "lt" || operator === "gte" ? Math.ceil(value) : Math.floor(value));
  if (limit !== undefined) return usable(place, { [`$${operator}`]: limit }, stored);
  return value > 0 === isLower ? usable(place, {}, stored) : NOTHING;
}

function beginning(test: FilterTest, start: Comparable | undefined, place: Place, stored: Stored): MongoQuery {
  if (typeof start !== "string" || test.path.leaf.type !== "string") {
    throw untranslatable(test, "only text begins with text");
  }
  if (!isWellFormed(start)) throw untranslatable(test, "half of a surrogate pair cannot be sent");
  const pattern = { $regex: `^${escaped(start)}` };
  if (test.operator === "startsWith") return one(place, pattern);
  return one(place, { $type: stored.types }, [pattern]);
}

/** All but letters, digits and what is beyond ASCII by number: so that nothing has a meaning in any flavour of pattern. */
function escaped(text: string): string {
  return text.replace(
    /[\0-/:-@[-`{-\x7f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
