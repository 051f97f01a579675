import fc from "fast-check";
import type { PortableField } from "../../src/model/portable-field.js";

/** Texts that some database takes for equal, for a pattern, for the end of something, or for something else. */
export const TEXTS: readonly string[] = [
  ...["", " ", "a", "A", "a ", " a", "a  ", "a\t", "a\n", "ab", "aB", "b", "á", "Á", "a\u0301", "ä", "ae", "z"],
  ...["ß", "ss", "SS", "i", "I", "İ", "ı", "K", "k", "ﬁ", "fi", "ⅷ", "%", "_", "a%", "a_", "a%b", "a_b", "%a"],
  ...["\\", "a\\", "\\%", "a\\%", "\\\\", "'", "''", '"', "a'b", 'a"b', "`", "a;--", "$1", "?", ":a", "@a", "{a}"],
  ...["$a", "$$ROOT", "^a", "a.", ".*", "a|b", "[a]", "(a", "null", "NULL", "true", "1", "1.0", "01", "0", "NaN", "[]"],
  ...[
    "😀",
    "😀b",
    "😁",
    "\ufffd",
    "\uffff",
    "\ue000",
    "\u{10ffff}",
    "\u200b",
    "a\u200b",
    "Ａ",
    "日本",
    "日",
    "constructor",
  ],
  ...["__proto__", "DE", "de", "DE ", "EMEA", "north", "north'1", "no%rth", "open", "Open", "u1", "a".repeat(300)],
];

/** So few that conditions and rows meet. */
const FEW: readonly string[] = ["a", "A", "a ", "ab", "a%", "a_", "%", "DE", "", "á", "\\"];

/** Texts that not every database can hold. */
const SELDOM_TEXTS: readonly string[] = ["a\0", "\0", "a\0b", "\ud83d", "\ude00", "a\ud83d"];

const NUMBERS: readonly number[] = [
  ...[0, -0, 1, -1, 2, 0.1, 0.2, 0.3, 0.1 + 0.2, 1.5, -1.5, 100, 1e-7, 5e-324, 1e21, -1e21, 1e300, 2.5],
  ...[
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 53,
    2 ** 53 - 1,
    2 ** 53 + 2,
    -(2 ** 53),
    16777217,
    0.30000001192092896,
  ],
];
const INFINITE: readonly number[] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const BIGINTS: readonly bigint[] = [
  ...[0n, 1n, -1n, 2n, 100n, 2n ** 31n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 10n ** 18n],
  ...[2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n - 2n],
];
/** What no column of 64 bits can hold. */
const HUGE: readonly bigint[] = [2n ** 63n, 2n ** 64n, 2n ** 64n + 1n, -(2n ** 63n) - 1n, 10n ** 30n];

export const BASE = Date.UTC(2026, 2, 2, 10);
const DAY = 86_400_000;
const INSTANTS: readonly number[] = [
  ...[
    BASE,
    BASE - 1,
    BASE + 1,
    BASE - DAY,
    BASE + DAY,
    BASE - 30 * DAY,
    0,
    -1,
    1,
    Date.UTC(2026, 2, 29, 1),
    BASE + 3_600_000,
  ],
  ...[
    Date.UTC(1969, 11, 31, 23, 59, 59, 999),
    Date.UTC(1582, 9, 15),
    Date.UTC(1900, 1, 28),
    Date.UTC(2024, 1, 29),
    951_782_400_000,
  ],
  ...[Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59.999Z"), Date.UTC(2038, 0, 19, 3, 14, 8)],
];
const FAR: readonly number[] = [
  8.64e15,
  -8.64e15,
  Date.parse("-000001-01-01T00:00:00Z"),
  Date.parse("+010000-01-01T00:00:00Z"),
];

/** The ways to write an instant. */
const SPELLINGS: readonly ((at: number) => unknown)[] = [
  (at) => new Date(at),
  (at) => at,
  (at) => at + 0.5,
  (at) => new Date(at).toISOString(),
  (at) => `${new Date(at + 5_400_000).toISOString().slice(0, -1)}+01:30`,
  (at) => `${new Date(at).toISOString().slice(0, -1)}9Z`,
  (at) => new Date(at).toISOString().slice(0, 10),
  (at) => new Date(at).toISOString().slice(0, -1),
];

/** A value of a field's type, or of its elements'. */
export function scalar(field: PortableField): fc.Arbitrary<unknown> {
  switch (field.type) {
    case "string":
      return fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...FEW) },
        { weight: 6, arbitrary: often(TEXTS, SELDOM_TEXTS) },
      );
    case "number":
      return often(NUMBERS, [...INFINITE, Number.NaN]);
    case "bigint":
      return often(BIGINTS, HUGE);
    case "boolean":
      return fc.boolean();
    case "date":
      return fc
        .tuple(often(INSTANTS, FAR), fc.constantFrom(...SPELLINGS))
        .map(([at, spell]) => (isInDate(at) ? spell(at) : at));
    case "enum":
      return fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom<unknown[]>(...(field.values ?? [])) },
        { weight: 2, arbitrary: fc.constantFrom<unknown[]>("de", "DE ", "Open", "lost", "open ", "", 3, "1", 1) },
      );
    case "object":
    case "opaque":
      return fc.constantFrom<unknown[]>({}, { any: 1 }, [], [null], "x", "", 0, false, "null");
  }
}

/** A literal for a field: what a policy may say, or a principal may bring along. */
export function literal(field: PortableField): fc.Arbitrary<unknown> {
  switch (field.type) {
    case "number":
      return often(NUMBERS, INFINITE);
    case "bigint":
      return often(BIGINTS, HUGE).map(String);
    case "date":
      return often(INSTANTS, [...FAR, BASE + 0.5]);
    case "enum":
      return fc.constantFrom<unknown[]>(...(field.values ?? []));
    default:
      return scalar(field);
  }
}

const FOREIGN: readonly unknown[] = [
  ...[0, 1, "0", "1", true, false, "", "a", 1n, BASE, new Date(BASE)],
  ...[[], ["a"], {}, { city: "a" }, [[]], [null]],
];

/** What is of no type that is expected; now and then a list of what would be. */
export function foreign(): fc.Arbitrary<unknown> {
  const listed = fc.constantFrom(...FEW).map((text) => [text]);
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...FOREIGN) }, { weight: 1, arbitrary: listed });
}

function often<T>(common: readonly T[], seldom: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...common) },
    { weight: 1, arbitrary: fc.constantFrom(...seldom) },
  );
}

function isInDate(at: number): boolean {
  return Math.abs(at) < 8e15 && new Date(at).getUTCFullYear() > 0 && new Date(at).getUTCFullYear() <= 9998;
}
