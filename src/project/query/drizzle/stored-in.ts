import type { Column } from "drizzle-orm";
import type { StoredAs } from "../column-mapping.js";

/** How Drizzle's columns hold fields: `null` for what the dialect takes for granted. */
type Known = ReadonlyMap<string, StoredAs | null>;

function known(stored: StoredAs | null, ...types: readonly string[]): readonly (readonly [string, StoredAs | null])[] {
  return types.map((type) => [type, stored]);
}

/**
 * The columns that Drizzle gives as they are stored. Others it gives as days, as texts of numbers, in seconds: not as
 * conditions in SQL would compare them.
 */
const KNOWN: Known = new Map([
  ...known(null, "PgText", "PgVarchar", "PgEnumColumn", "PgEnumObjectColumn", "PgBoolean"),
  ...known(null, "PgBigInt64", "PgBigSerial64", "PgNumericBigInt"),
  ...known("uuid", "PgUUID"),
  ...known("char", "PgChar"),
  ...known("integer", "PgInteger", "PgSmallInt", "PgBigInt53", "PgSerial", "PgSmallSerial", "PgBigSerial53"),
  ...known("double", "PgDoublePrecision"),
  ...known("decimal", "PgNumericNumber"),
  ...known("json", "PgJson", "PgJsonb"),
  ...known(null, "MySqlText", "MySqlVarChar", "MySqlChar", "MySqlEnumColumn", "MySqlEnumObjectColumn", "MySqlBoolean"),
  ...known(null, "MySqlBigInt64", "MySqlDecimalBigInt"),
  ...known("integer", "MySqlInt", "MySqlTinyInt", "MySqlSmallInt", "MySqlMediumInt", "MySqlBigInt53", "MySqlSerial"),
  ...known("double", "MySqlDouble"),
  ...known("decimal", "MySqlDecimalNumber"),
  ...known("datetime", "MySqlDateTime"),
  ...known("timestamp", "MySqlTimestamp"),
  ...known("json", "MySqlJson"),
  ...known(null, "SQLiteText", "SQLiteBoolean"),
  ...known("integer", "SQLiteInteger"),
  ...known("double", "SQLiteReal"),
  ...known("json", "SQLiteTextJson"),
]);

/**
 * Tells how a column holds a field.
 *
 * @returns `undefined` for a column that is not read as it is stored
 */
export function storedIn(column: Column): StoredAs | null | undefined {
  switch (column.columnType) {
    case "PgArray":
      return "baseColumn" in column && isHeldInArrays(column.baseColumn as Column) ? null : undefined;
    case "PgTimestamp":
      return "withTimezone" in column && column.withTimezone === true ? "timestamptz" : "timestamp";
    case "SQLiteTimestamp":
      return "mode" in column && column.mode === "timestamp_ms" ? "epoch_ms" : undefined;
    default:
      return KNOWN.get(column.columnType);
  }
}

/** Elements are read as the dialect takes for granted: padded texts and instants without a zone are not. */
function isHeldInArrays(column: Column): boolean {
  const stored = storedIn(column);
  return stored !== undefined && stored !== "char" && stored !== "timestamp" && stored !== "json";
}
