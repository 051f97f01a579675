import type { Path } from "./condition/expression.js";
import type { CompiledDimension, Cover } from "./dimension.js";
import { FALSE, type Kleene, TRUE, UNKNOWN } from "./kleene.js";
import type { Reader } from "./readers.js";

/** What an assignment covers in one dimension; `null` is everything. */
export type ScopeCover = Cover | null;

/** Where a resource type holds its value of one dimension. */
export interface ScopePath {
  readonly dimension: CompiledDimension;
  readonly text: string;
  readonly path: Path;
  readonly read: Reader;
  readonly isArray: boolean;
  /** Any one text. */
  readonly isText: boolean;
  readonly index: number;
  /** The values of an enum; `null` for any text. */
  readonly values: ReadonlySet<unknown> | null;
}

/**
 * Tells whether a record lies in the scope of an assignment: all dimensions must match, in each any value (S21, S22).
 *
 * @param paths - the paths of the record's type
 * @param row - what the assignment covers
 */
export function inScope(paths: readonly ScopePath[], row: readonly ScopeCover[], record: object): Kleene {
  let result: Kleene = TRUE;
  for (let index = 0; index < paths.length; index += 1) {
    const path = paths[index] as ScopePath;
    const cover = row[path.index] as ScopeCover;
    if (cover === null) continue;
    const value = path.read(record);
    const match = path.isArray ? coveredAny(path, cover, value) : covered(path, cover, value);
    if (match === FALSE) return FALSE;
    if (match < result) result = match;
  }
  return result;
}

/** {@link inScope} for who wants to hear yes or no alone. */
export function isInScope(paths: readonly ScopePath[], row: readonly ScopeCover[], record: object): boolean {
  for (let index = 0; index < paths.length; index += 1) {
    const path = paths[index] as ScopePath;
    const cover = row[path.index] as ScopeCover;
    if (cover === null) continue;
    const value = path.read(record);
    if (path.isText && typeof value === "string") {
      if (typeof cover === "string" ? cover !== value : !cover.has(value)) return false;
    } else if ((path.isArray ? coveredAny(path, cover, value) : covered(path, cover, value)) !== TRUE) {
      return false;
    }
  }
  return true;
}

/** Makes the test whether a record's value of one dimension is certainly covered. */
export function coverTest(path: ScopePath, cover: Cover): (record: object) => boolean {
  const { read } = path;
  if (path.isArray) return (record) => coveredAny(path, cover, read(record)) === TRUE;
  if (path.values !== null) return (record) => covered(path, cover, read(record)) === TRUE;
  if (typeof cover === "string") return (record) => read(record) === cover;
  return (record) => {
    const value = read(record);
    return typeof value === "string" && cover.has(value);
  };
}

/** A value of another type than the schema's is unknown. */
function covered(path: ScopePath, cover: Cover, value: unknown): Kleene {
  if (typeof value !== "string" || (path.values !== null && !path.values.has(value))) return UNKNOWN;
  return (typeof cover === "string" ? cover === value : cover.has(value)) ? TRUE : FALSE;
}

/** An array of values: any of them. One that holds nothing is as good as missing. */
function coveredAny(path: ScopePath, cover: Cover, value: unknown): Kleene {
  if (!Array.isArray(value) || value.length === 0) return UNKNOWN;
  let result: Kleene = FALSE;
  for (let index = 0; index < value.length; index += 1) {
    const match = covered(path, cover, value[index]);
    if (match === TRUE) return TRUE;
    if (match === UNKNOWN) result = UNKNOWN;
  }
  return result;
}
