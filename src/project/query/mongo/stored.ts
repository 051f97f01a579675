import type { Comparable } from "../../../compile/condition/expression.js";
import type { PortableField } from "../../../model/portable-field.js";
import { isWellFormed } from "../well-formed.js";
import type { Criteria } from "./query.js";

/** How documents hold what records are compared by. */
export interface MongoStorage {
  /** `"date"`: BSON dates; `"number"`: epoch milliseconds. */
  readonly dates: "date" | "number";
  /** What the driver makes of a 64-bit integer: a number where one can hold it, or always a bigint (`useBigInt64`). */
  readonly longs: "number" | "bigint";
}

/** How values of one type are stored. A stored value is usable if it is of one of the types and meets none of `unusable`. */
export interface Stored {
  /** As `$type` names them. */
  readonly types: readonly string[];
  readonly unusable: readonly Criteria[];
  /** Gives the stored form of a value; `undefined` for one that no document can hold. */
  readonly encode: (value: Comparable) => unknown;
}

/** What the driver can give as a number: JavaScript's are exact up to here. */
const MAX_LONG_AS_NUMBER = 2 ** 53;
const MAX_LONG = 2n ** 63n - 1n;
const MAX_EPOCH_MS = 8.64e15;
const NOT_A_NUMBER: Criteria = { $in: [Number.NaN] };

/** Tells how a field's values, or its elements, are stored; `null` for types that nothing can be compared with. */
export function storedOf(field: PortableField, as: MongoStorage): Stored | null {
  switch (field.type) {
    case "string":
      return { types: ["string"], unusable: [], encode: asIs };
    case "boolean":
      return { types: ["bool"], unusable: [], encode: asIs };
    case "number":
      return { types: numberTypes(as), unusable: [NOT_A_NUMBER, ...longs(as)], encode: asIs };
    case "bigint":
      return as.longs === "number" ? null : { types: ["long"], unusable: [], encode: asLong };
    case "date":
      return as.dates === "date" ? DATES : { types: numberTypes(as), unusable: NO_EPOCH_MS, encode: asIs };
    case "enum":
      return enumOf(field.values ?? [], as);
    case "object":
    case "opaque":
      return null;
  }
}

const DATES: Stored = {
  types: ["date"],
  // what a `Date` of JavaScript cannot hold
  unusable: [{ $lt: new Date(-MAX_EPOCH_MS) }, { $gt: new Date(MAX_EPOCH_MS) }],
  encode: (value) =>
    typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= MAX_EPOCH_MS
      ? new Date(value)
      : undefined,
};

const NO_EPOCH_MS: readonly Criteria[] = [NOT_A_NUMBER, { $lt: -MAX_EPOCH_MS }, { $gt: MAX_EPOCH_MS }];

function enumOf(values: readonly (string | number)[], as: MongoStorage): Stored {
  const kinds = new Set(values.map((value) => typeof value));
  const types = [...(kinds.has("string") ? ["string"] : []), ...(kinds.has("number") ? numberTypes(as) : [])];
  const storable = values.filter((value) => asIs(value) !== undefined);
  const known = new Set<Comparable>(storable);
  return { types, unusable: [{ $nin: storable }], encode: (value) => (known.has(value) ? value : undefined) };
}

// never "decimal": the driver gives an object for it
function numberTypes({ longs }: MongoStorage): readonly string[] {
  return longs === "number" ? ["double", "int", "long"] : ["double", "int"];
}

function longs(as: MongoStorage): readonly Criteria[] {
  if (as.longs === "bigint") return [];
  return [
    { $type: "long", $gt: MAX_LONG_AS_NUMBER },
    { $type: "long", $lt: -MAX_LONG_AS_NUMBER },
  ];
}

function asIs(value: Comparable): unknown {
  return typeof value === "string" && !isWellFormed(value) ? undefined : value;
}

// a driver keeps the lowest 64 bits of a larger one
function asLong(value: Comparable): unknown {
  return typeof value === "bigint" && value <= MAX_LONG && value >= -MAX_LONG - 1n ? value : undefined;
}
