import { ISO_TEXTS, records } from "./sql-cases.js";
import type { Column } from "./sql-engines.js";

/** A table as one dialect takes it for granted. */
export interface SampleTable {
  readonly columns: readonly Column[];
  readonly rows: readonly Record<string, unknown>[];
  /** What memory sees of the rows. */
  readonly records: readonly Record<string, unknown>[];
}

const COUNT = 90;
const json = (value: unknown) => JSON.stringify(value);
const JSON_FIELDS = ["any", "doc"];
const ARRAYS = ["tags", "marks", "counts", "flags", "days"];

/** Any column may hold anything, in text columns case is ignored. */
export function sqliteTable(): SampleTable {
  const names = Object.keys(records(1, 1)[0] ?? {});
  const isJson = (name: string) => JSON_FIELDS.includes(name) || ARRAYS.includes(name);
  const columns = names.map((name): Column => {
    if (isJson(name)) return { name, type: "", encode: json };
    const type = name === "text" ? "COLLATE NOCASE" : "";
    return { name, type, encode: (value) => (typeof value === "boolean" ? Number(value) : value) };
  });
  const strangers: readonly Record<string, unknown>[] = [
    ...[5, 1.5, new Uint8Array([97])].map((text) => ({ text })),
    ...["1", "x", new Uint8Array([1])].map((amount) => ({ amount })),
    ...["1", "true"].map((flag) => ({ flag })),
    ...[1.5, -9e15, 8.64e15 + 1024, "junk", new Uint8Array([1]), ...ISO_TEXTS].map((at) => ({ at, until: 0 })),
    { text: "a\0b", other: "a\0" },
  ];
  const usual = records(COUNT, 7);
  const unusual = strangers.map((record, index) => ({ ...blankOf(columns), ...record, id: usual.length + index }));
  const rows = [...usual, ...unusual];
  return { columns, rows, records: rows };
}

/** Instants are stored to the microsecond, of which memory sees the millisecond. */
export function postgresTable(): SampleTable {
  const instant = (value: unknown) => (typeof value === "string" ? value : `${instantText(Number(value), "999")}Z`);
  const types: Readonly<Record<string, readonly [string, Column["encode"]?]>> = {
    id: ["int"],
    text: ["text"],
    other: ["varchar(100)"],
    amount: ["float8", (value) => (Object.is(value, -0) ? "-0" : value)],
    limit: ["float8"],
    whole: ["bigint"],
    decimal: ["numeric"],
    big: ["bigint", String],
    flag: ["boolean"],
    at: ["timestamptz", instant],
    until: ["timestamptz", instant],
    stage: ["text"],
    tags: ["text[]"],
    marks: ["varchar[]"],
    counts: ["float8[]"],
    flags: ["boolean[]"],
    days: ["timestamptz[]", (days) => (days as unknown[]).map((day) => (day === null ? null : instant(day)))],
    any: ["jsonb", json],
    doc: ["jsonb", (doc) => json(doc).replaceAll("\\u0000", "\u2400")],
  };
  const columns = Object.entries(types).map(([name, [type, encode]]) => ({ name, type, ...(encode && { encode }) }));
  const usual = records(COUNT, 7);
  const strangers: readonly Record<string, unknown>[] = [
    { amount: Number.NaN, at: "infinity" },
    { amount: Number.POSITIVE_INFINITY, at: "-infinity" },
    { amount: Number.NEGATIVE_INFINITY, at: "0044-03-15 00:00:00.0009+00 BC", seen: Date.UTC(-43, 2, 15) },
    { at: "4714-11-24 00:00:00+00 BC", seen: -210_866_803_200_000 },
    { at: "294276-12-31 23:59:59+00" },
    { at: "275760-09-13 00:00:00.0005+00", seen: 8.64e15 },
    { at: "275760-09-13 00:00:00.001+00" },
  ];
  const unusual = strangers.map((record, index) => ({ ...blankOf(columns), ...record, id: usual.length + index }));
  const seen = unusual.map((record, index) => ({ ...record, at: strangers[index]?.seen ?? Number.NaN }));
  return { columns, rows: [...usual, ...unusual], records: [...usual, ...seen] };
}

function blankOf(columns: readonly Column[]): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name }) => [name, null]));
}

export function mysqlTable(): SampleTable {
  const instant = (value: unknown) => instantText(Number(value), "999").replace("T", " ");
  const types: Readonly<Record<string, readonly [string, Column["encode"]?]>> = {
    id: ["int"],
    text: ["varchar(100)"],
    other: ["varchar(100) collate utf8mb4_bin"],
    amount: ["double"],
    limit: ["double"],
    whole: ["bigint", (value) => String(BigInt(value as number))],
    decimal: ["decimal(20,4)"],
    big: ["bigint", String],
    flag: ["tinyint(1)", Number],
    at: ["datetime(6)", instant],
    until: ["datetime(6)", instant],
    stage: ["varchar(20)"],
    ...Object.fromEntries([...ARRAYS, ...JSON_FIELDS].map((name) => [name, ["json", json] as const])),
  };
  const columns = Object.entries(types).map(([name, [type, encode]]) => ({ name, type, ...(encode && { encode }) }));
  const usual = records(COUNT, 7);
  return { columns, rows: usual, records: usual };
}

/** Within the millisecond: digits that memory does not see. */
function instantText(milliseconds: number, digits: string): string {
  return new Date(milliseconds).toISOString().replace("Z", digits);
}
