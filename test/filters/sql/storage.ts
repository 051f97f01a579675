import { isDate, toEpochMs } from "../../../src/model/instant.js";
import type { PortableField } from "../../../src/model/portable-field.js";
import type { StoredAs } from "../../../src/project/query/column-mapping.js";

/** A way in which a column holds a field: its type, what is said of it, and what goes in and comes out. */
export interface Storage {
  readonly type: string;
  readonly stored?: StoredAs;
  /** What is bound, as text or as the driver takes it; `undefined` for what the column cannot hold. */
  readonly write: (value: unknown) => unknown;
  /** What an application makes of what the driver gives, of NULL apart. */
  readonly read: (value: unknown) => unknown;
}

/** The ways in which columns of one database may hold a field. */
export type Storages = (field: PortableField) => readonly Storage[];

export const asIs = (value: unknown) => value;

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? encodable(value) : undefined;
}

/** As encoders write it: they know no lone half of a surrogate pair. */
export function encodable(value: string): string {
  return value.replace(/\p{Surrogate}/gu, "\ufffd");
}

export function number(value: unknown): string | undefined {
  return typeof value === "number" ? (Object.is(value, -0) ? "-0" : String(value)) : undefined;
}

export function finite(value: unknown): string | undefined {
  return Number.isFinite(value) ? number(value) : undefined;
}

/** Whole numbers that a column of so many bits, and JavaScript's numbers, hold. */
export function whole(bits: 32 | 64): (value: unknown) => string | undefined {
  const limit = bits === 32 ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER;
  return (value) =>
    Number.isInteger(value) && Math.abs(value as number) <= limit ? String(value === 0 ? 0 : value) : undefined;
}

export function bigint(value: unknown): string | undefined {
  return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? String(value) : undefined;
}

export function anyBigint(value: unknown): string | undefined {
  return typeof value === "bigint" ? String(value) : undefined;
}

export function boolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** An instant as a text without zone, with microseconds now and then; `undefined` outside these years. */
export function utc(first: number, last: number): (value: unknown) => string | undefined {
  return (value) => {
    const at = isDate(value) ? value.getTime() : typeof value === "number" ? value : Number.NaN;
    if (Number.isNaN(at) || Math.abs(at) > 8.64e15) return undefined;
    const written = new Date(Math.floor(at));
    const year = written.getUTCFullYear();
    if (year < first || year > last) return undefined;
    // memory sees whole milliseconds
    const micros = Number.isInteger(at) ? "" : "567";
    const rest = written
      .toISOString()
      .replace(/^[+-]?\d+/, "")
      .replace("T", " ")
      .replace("Z", micros);
    // the year before 1 is 1 BC
    return `${String(year > 0 ? year : 1 - year).padStart(4, "0")}${rest}${year > 0 ? "" : " BC"}`;
  };
}

/** Texts of instants as `toISOString` writes them, or such that are none. */
export function iso(value: unknown): string | undefined {
  const at = typeof value === "string" ? toEpochMs(value) : isDate(value) ? value.getTime() : Number.NaN;
  if (Number.isNaN(at)) return text(value);
  const written = new Date(at).toISOString();
  return written.length === 24 ? written : undefined;
}

/** Any value as JSON; what JSON has no word for is null, a bigint a number. */
export function json(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return Number(each);
    return typeof each === "string" ? encodable(each) : each;
  });
}
