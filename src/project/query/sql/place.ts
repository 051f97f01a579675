import type { Path } from "../../../compile/condition/expression.js";
import type { PortableField } from "../../../model/portable-field.js";
import type { FilterTest } from "../../filter/expression.js";
import { type ColumnMapping, columnOf, type MappedColumn } from "../column-mapping.js";
import { untranslatable } from "../untranslatable.js";
import { isWellFormed } from "../well-formed.js";
import type { ArrayReading, JsonSpot, Kind, Reading, Spot, SqlDialect } from "./dialect.js";
import { identifier, type Sql } from "./fragment.js";

/** Where a translation stands: what it translates for, and which test. */
export interface Site {
  readonly dialect: SqlDialect;
  readonly columns: ColumnMapping;
  readonly table: string | null;
  readonly test: FilterTest;
}

/** Where the value of a path is. */
export interface Place {
  readonly mapped: MappedColumn;
  readonly column: Sql;
  /** What JSON holds under each key of the path that is looked up in it; first the column itself. */
  readonly chain: readonly JsonSpot[];
}

/** Finds where a path's value is kept. */
export function placeOf({ dialect, columns, table, test }: Site, path: Path): Place {
  const mapped = columnOf(columns, path.keys);
  if (table === null && looksIntoArray(test) && dialect.besideElements.has(mapped.column.toLowerCase())) {
    throw untranslatable(test, `column \`${mapped.column}\` would be taken for one of an array's; say \`table\``);
  }
  checkStored(test, path, mapped);
  if (dialect.hasHalvesInJson && isInJson(path, mapped)) refuseHalves(test);
  const column = table === null ? identifier(mapped.column) : identifier(table, mapped.column);
  const chain = [dialect.document(column)];
  for (const key of path.keys.slice(mapped.depth)) {
    const next = dialect.property(chain.at(-1) ?? dialect.document(column), key);
    if (next === null)
      throw untranslatable(test, `the key of \`${path.text}\` cannot be looked up; map the path to a column`);
    chain.push(next);
  }
  return { mapped, column, chain };
}

/** What holds more than one value is JSON, or an array as the dialect takes it for granted. */
function checkStored(test: FilterTest, { keys, leaf }: Path, { column, stored, depth }: MappedColumn): void {
  if (stored === null || stored === "json") return;
  const isWhole = depth === keys.length && leaf.array !== true;
  const isOpen = leaf.type === "object" || leaf.type === "opaque";
  if (isWhole && (!isOpen || stored === "plain")) return;
  throw untranslatable(test, `column \`${column}\` cannot hold more than one value as \`${stored}\``);
}

/** Where arrays are not native. */
function isInJson({ keys, leaf }: Path, { stored, depth }: MappedColumn): boolean {
  return stored === "json" || depth < keys.length || leaf.array === true;
}

/** Elsewhere half of a surrogate pair equals nothing that is stored. JSON may spell one, which no parameter can. */
function refuseHalves(test: FilterTest): void {
  const { operand } = test;
  const literals = operand.kind === "value" ? [operand.value] : operand.kind === "values" ? operand.values : [];
  if (literals.every((one) => typeof one !== "string" || isWellFormed(one))) return;
  throw untranslatable(test, "half of a surrogate pair cannot be compared with JSON");
}

function looksIntoArray({ path, operand }: FilterTest): boolean {
  return path.leaf.array === true || (operand.kind === "field" && operand.path.leaf.array === true);
}

/** The place of a single value. */
export function spotOf(place: Place): Spot {
  const [document, ...inside] = place.chain;
  const last = inside.at(-1);
  if (last !== undefined) return last;
  return place.mapped.stored === "json" && document !== undefined ? document : { form: "column", at: place.column };
}

/** The place of an array. */
export function arrayOf({ dialect }: Site, place: Place): ArrayReading {
  const spot = spotOf(place);
  if (spot.form === "json") return dialect.jsonArray(spot);
  return dialect.nativeArray?.(place.column) ?? dialect.jsonArray(dialect.document(place.column));
}

/** How a spot is read as values of one kind. */
export function readingOf({ dialect, test }: Site, spot: Spot, kind: Kind, { mapped }: Place): Reading {
  if (spot.form === "json") return dialect.json[kind](spot);
  const reader = dialect.columns[kind][mapped.stored ?? "default"];
  if (reader !== undefined) return reader(spot.at);
  throw untranslatable(test, `column \`${mapped.column}\` cannot hold a ${kind} as \`${mapped.stored}\``);
}

/** Whether something in the column is neither NULL nor the JSON `null`. */
export function holdsJson(leaf: PortableField, { mapped }: Place, isNative: boolean): boolean {
  if (mapped.stored !== null) return mapped.stored === "json";
  return leaf.type === "object" || leaf.type === "opaque" || (leaf.array === true && !isNative);
}
