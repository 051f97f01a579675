import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoredAs } from "../../../../src/project/query/column-mapping.js";
import { cases, ISO_TEXTS, NUMBERS, TEXTS } from "./sql-cases.js";
import { type Engine, fill, mysqlEngine, pgliteEngine, postgresEngine, sqliteEngine } from "./sql-engines.js";
import { disagreements } from "./sql-hold.js";

/** A column of a certain type, and what memory sees of each value in it. */
interface Stored {
  readonly path: string;
  /** As is taken for granted if not said. */
  readonly stored?: StoredAs;
  readonly type: string;
  readonly values: readonly (readonly [stored: unknown, seen: unknown])[];
}

const same = (values: readonly unknown[]) => values.map((value) => [value, value] as const);
const asJson = (values: readonly unknown[]) => values.map((value) => [JSON.stringify(value), value] as const);
const EPOCHS = [0, 1, -1, 999, -1000, 1_704_067_200_000, 951_782_400_000, 1_711_846_800_000, 8.64e15];
const asIso = (values: readonly number[]) =>
  values.filter((value) => value < 8e15).map((value) => [new Date(value).toISOString(), value] as const);
const TAGS = [["a"], ["A", "a "], [], ["a", null], ["a", 1], [["a"]], "a", {}, { 0: "a" }, null, 5];
const WHOLE = [0, 1, -1, 99, 100, 101, 2 ** 53 - 1, 2 ** 53, -(2 ** 53)];

const EVERYWHERE: readonly Stored[] = [
  { path: "doc.text", stored: "text", type: "varchar(100)", values: same(TEXTS) },
  { path: "doc.mixed", stored: "text", type: "varchar(100)", values: same(["1", "x", "y", "X"]) },
  { path: "doc.mixed", stored: "double", type: "double precision", values: same([1, 0, 2]) },
  {
    path: "amount",
    stored: "double",
    type: "double precision",
    values: same(NUMBERS.filter((one) => !Object.is(one, -0))),
  },
  { path: "whole", stored: "integer", type: "bigint", values: WHOLE.map((one) => [String(one), one] as const) },
  {
    path: "at",
    stored: "epoch_ms",
    type: "double precision",
    values: same([...EPOCHS, 0.5, 8.64e15 + 1024].slice(0, -1)),
  },
  { path: "at", stored: "epoch_ms", type: "double precision", values: [[9e15, Number.NaN]] },
  { path: "at", stored: "iso", type: "varchar(100)", values: asIso(EPOCHS) },
];

const POSTGRES: readonly Stored[] = [
  {
    path: "text",
    stored: "char",
    type: "char(3)",
    values: [
      ["a", "a  "],
      ["ab", "ab "],
      ["", "   "],
      ["a'b", "a'b"],
    ],
  },
  {
    path: "text",
    stored: "char",
    type: "char(2)",
    values: [
      ["a", "a "],
      ["A", "A "],
      ["1", "1 "],
      ["ab", "ab"],
      [" a", " a"],
    ],
  },
  { path: "text", stored: "uuid", type: "uuid", values: same(["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"]) },
  {
    path: "text",
    stored: "nondeterministic",
    type: "text COLLATE blurred",
    values: same(TEXTS),
  },
  { path: "text", stored: "json", type: "jsonb", values: asJson([...TEXTS, null, 1, ["a"], { text: "a" }]) },
  {
    path: "amount",
    stored: "json",
    type: "jsonb",
    values: [
      ["1e400", Number.POSITIVE_INFINITY],
      ["-1e400", Number.NEGATIVE_INFINITY],
      ["1.8e308", Number.POSITIVE_INFINITY],
      ["1e-400", 0],
      ["5e-324", 5e-324],
      ["1", 1],
      ['"1"', "1"],
    ],
  },
  { path: "tags", stored: "json", type: "jsonb", values: asJson(TAGS) },
  {
    path: "amount",
    type: "real",
    values: [...same([0.1, 0.5, 99.99, 16777216, 1e21]), ["NaN", Number.NaN], ["Infinity", Number.POSITIVE_INFINITY]],
  },
  {
    path: "amount",
    type: "numeric",
    values: [
      ...same([0.1, 99.99, 1e21]),
      ["NaN", Number.NaN],
      ["0.1000000000000000000000001", 0.1],
      ["99.99999999999999999999", 100],
      ["100.00000000000000000001", 100],
    ],
  },
  {
    path: "counts",
    type: "real[]",
    values: [
      [[0.1], [0.1]],
      [
        [1, 0.2],
        [1, 0.2],
      ],
    ],
  },
  {
    path: "counts",
    type: "int[]",
    values: [
      [
        [1, 2],
        [1, 2],
      ],
      [[], []],
      [null, null],
    ],
  },
  { path: "any", stored: "plain", type: "text", values: same(["null", "a", ""]) },
  { path: "tags", type: "text[]", values: same([[["a"], ["A"]], [["a", "b"]], ["a"], [null], []]) },
  { path: "counts", type: "float8[]", values: same([[[1], [2]], [[0.1, 7]], [1]]) },
  {
    path: "amount",
    stored: "double",
    type: "float8",
    values: [
      ["NaN", Number.NaN],
      ["Infinity", Number.POSITIVE_INFINITY],
      ["-Infinity", Number.NEGATIVE_INFINITY],
    ],
  },
  {
    path: "decimal",
    stored: "decimal",
    type: "numeric",
    values: [
      ["99.99999999999999999999", 100],
      ["100.00000000000000000001", 100],
      ["NaN", Number.NaN],
      ["0.1", 0.1],
    ],
  },
  {
    path: "big",
    stored: "integer",
    type: "bigint",
    values: [
      ["9223372036854775807", 2n ** 63n - 1n],
      ["0", 0n],
      ["9007199254740993", 2n ** 53n + 1n],
    ],
  },
  { path: "at", stored: "timestamptz", type: "timestamptz", values: asIso(EPOCHS) },
  {
    path: "at",
    stored: "timestamp",
    type: "timestamp",
    values: [
      ["2024-01-01 00:00:00.000999", 1_704_067_200_000],
      ["infinity", Number.NaN],
      ["-infinity", Number.NaN],
      ["1969-12-31 23:59:59.9999", -1],
    ],
  },
  {
    path: "at",
    stored: "iso",
    type: "text",
    values: ISO_TEXTS.filter((text) => !text.includes("\0")).map((text) => [text, text] as const),
  },
];

const SQLITE: readonly Stored[] = [
  { path: "text", stored: "json", type: "", values: asJson([...TEXTS, null, 1, ["a"], { text: "a" }]) },
  { path: "any", stored: "plain", type: "", values: same(["null", "a", "", 5]) },
  {
    path: "at",
    stored: "epoch_ms",
    type: "",
    values: [...same([0.5, 5]), ["1970-01-01T00:00:00Z", Number.NaN], [new Uint8Array([1]), Number.NaN]],
  },
  {
    path: "at",
    stored: "iso",
    type: "",
    values: [
      ...asIso(EPOCHS),
      ...[5, "", "2024", "2024-02-30T00:00:00.000Z", "2024-01-01", "now", "9999-99-99T99:99:99.999Z"].map(
        (text) => [text, Number.NaN] as const,
      ),
    ],
  },
];

const MYSQL: readonly Stored[] = [
  { path: "text", stored: "json", type: "json", values: asJson([...TEXTS, null, 1, ["a"], { text: "a" }]) },
  { path: "any", stored: "plain", type: "varchar(20)", values: same(["null", "a", ""]) },
  { path: "text", stored: "text", type: "varchar(100) collate utf8mb4_unicode_ci", values: same(TEXTS) },
  {
    path: "text",
    stored: "text",
    type: "varchar(100) character set utf8mb3",
    values: same(["a", "A", "ä", "a ", "", "\ufffd"]),
  },
  {
    path: "text",
    stored: "latin1",
    type: "varchar(100) character set latin1",
    values: same(["a", "A", "ä", "a ", ""]),
  },
  {
    path: "at",
    stored: "timestamp",
    type: "timestamp(6) null",
    values: [
      ["2024-01-01 00:00:00.000999", 1_704_067_200_000],
      ["2024-03-31 01:00:00.5", 1_711_846_800_500],
      ["0000-00-00 00:00:00", Number.NaN],
    ],
  },
  {
    path: "at",
    stored: "datetime",
    type: "datetime(6) null",
    values: [
      ["2024-01-01 00:00:00.000999", 1_704_067_200_000],
      ["0000-00-00 00:00:00", Number.NaN],
      ["1969-12-31 23:59:59.9999", -1],
    ],
  },
  {
    path: "at",
    stored: "iso",
    type: "varchar(100) collate utf8mb4_bin",
    values: ISO_TEXTS.map((text) => [text, text] as const),
  },
];

const engines: readonly (readonly [string, () => Engine | Promise<Engine>, readonly Stored[]])[] = [
  ["SQLite", sqliteEngine, SQLITE],
  ["PGlite", pgliteEngine, POSTGRES],
  ...servers("POSTGRES_URL", "PostgreSQL", postgresEngine, POSTGRES),
  ...servers("MYSQL_URL", "MariaDB", mysqlEngine, MYSQL),
];

function servers(variable: string, name: string, open: (url: string) => Promise<Engine>, stored: readonly Stored[]) {
  const url = process.env[variable];
  return url === undefined ? [] : [[name, () => open(url), stored] as const];
}

describe.each(engines)("a filter in %s keeps the rows that it keeps in memory", (name, open, own) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    if (engine.dialect === "postgres") {
      const collation =
        "CREATE COLLATION IF NOT EXISTS blurred (provider = icu, locale = 'und-u-ks-level1', deterministic = false)";
      await engine.query({ text: collation, values: [] });
    }
  });
  afterAll(async () => {
    if (engine.dialect === "postgres") await engine.query({ text: "DROP COLLATION blurred CASCADE", values: [] });
    await engine.close();
  });

  const tables = [...EVERYWHERE, ...own].map(
    (stored, index) =>
      [`${stored.path} as ${stored.stored ?? "usual"} in ${stored.type || "any type"}`, stored, index] as const,
  );
  it.each(tables)("of %s", async (_, { path, stored, type, values }, index) => {
    const table = `stored_${name.toLowerCase()}_${index}`;
    const rows = [...values, [null, null] as const].map(([value], id) => ({ id, kept: value }));
    const records = [...values, [null, null] as const].map(([, seen], id) => ({
      id,
      ...nested(path.split("."), seen),
    }));
    await zone(engine, "+00:00");
    await fill(
      engine,
      table,
      [
        { name: "id", type: "int" },
        { name: "kept", type },
      ],
      rows,
    );
    // whoever asks may be elsewhere
    await zone(engine, "+05:30");
    const about = cases().filter(
      ({ name: text, ast }) => text.startsWith(`${path} `) && ast.kind === "test" && ast.operand.kind !== "field",
    );
    expect(about.length).toBeGreaterThan(0);
    const columns = { [path]: { column: "kept", ...(stored && { stored }) } };
    expect(await disagreements(engine, table, records, about, columns)).toEqual([]);
  });
});

async function zone({ dialect, query }: Engine, offset: string): Promise<void> {
  if (dialect === "mysql") await query({ text: `SET time_zone = '${offset}'`, values: [] });
  if (dialect === "postgres") await query({ text: `SET TIME ZONE INTERVAL '${offset}' HOUR TO MINUTE`, values: [] });
}

function nested([first = "", ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}
