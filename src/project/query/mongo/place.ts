import type { Path } from "../../../compile/condition/expression.js";
import type { FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import { type Criteria, every, type MongoQuery } from "./query.js";

/** Where documents hold what records have at a path. */
export interface Place {
  readonly path: Path;
  /** The dotted name of each key along the path: the last one is the value's. */
  readonly names: readonly string[];
  readonly name: string;
}

/** Other names that documents have for fields. */
export type KeyNames = Readonly<Record<string, string>>;

/**
 * Finds the place of a path.
 *
 * @throws UntranslatableFilterError for a key that a query cannot name
 */
export function placeOf(test: FilterTest, path: Path, renamed: KeyNames): Place {
  const keys = path.keys.map((key, index) =>
    index === 0 && Object.hasOwn(renamed, key) ? (renamed[key] ?? key) : key,
  );
  const odd = keys.find((key) => key === "" || key.startsWith("$") || /[.\0]/.test(key));
  if (odd !== undefined)
    throw untranslatable(test, "MongoDB cannot name a key that is empty, begins with `$`, or has a dot");
  const names = keys.map((_, index) => keys.slice(0, index + 1).join("."));
  return { path, names, name: names.at(-1) ?? "" };
}

export const NO_ARRAY: Criteria = { $not: { $type: "array" } };

/** MongoDB looks into arrays along a path, and castellan does not. */
export function throughObjects({ names }: Place): readonly MongoQuery[] {
  return names.slice(0, -1).map((name) => ({ [name]: NO_ARRAY }));
}

/** Asks about one value that is no array. */
export function one(place: Place, criteria: Criteria, never: readonly Criteria[] = []): MongoQuery {
  const asked = { [place.name]: { ...criteria, ...NO_ARRAY } };
  const none = never.length === 0 ? [] : [{ $nor: never.map((each) => ({ [place.name]: each })) }];
  return every([...throughObjects(place), asked, ...none]);
}
