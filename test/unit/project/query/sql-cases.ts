import { resolvePath } from "../../../../src/compile/condition/path.js";
import { Readers } from "../../../../src/compile/readers.js";
import type { PortableField } from "../../../../src/model/portable-field.js";
import type { FilterExpression, FilterOperand, FilterOperator } from "../../../../src/project/filter/expression.js";
import { predicateOf, readingOf } from "../../../../src/project/filter/predicate.js";

/** The fields of the records that every dialect is tried on. */
export const FIELDS: readonly PortableField[] = [
  { name: "text", type: "string", nullable: true },
  { name: "other", type: "string", nullable: true },
  { name: "amount", type: "number", nullable: true },
  { name: "limit", type: "number", nullable: true },
  { name: "whole", type: "number", nullable: true },
  { name: "decimal", type: "number", nullable: true },
  { name: "big", type: "bigint", nullable: true },
  { name: "flag", type: "boolean", nullable: true },
  { name: "at", type: "date", nullable: true },
  { name: "until", type: "date", nullable: true },
  { name: "stage", type: "enum", values: ["open", "won", "Won"], nullable: true },
  { name: "tags", type: "string", array: true, nullable: true },
  { name: "marks", type: "enum", values: ["a", "b"], array: true, nullable: true },
  { name: "counts", type: "number", array: true, nullable: true },
  { name: "flags", type: "boolean", array: true, nullable: true },
  { name: "days", type: "date", array: true, nullable: true },
  { name: "any", type: "opaque", nullable: true },
  {
    name: "doc",
    type: "object",
    nullable: true,
    fields: [
      { name: "text", type: "string", nullable: true },
      { name: "maybe", type: "string", optional: true },
      { name: "count", type: "number" },
      { name: "flag", type: "boolean" },
      { name: "at", type: "date" },
      { name: "mixed", type: "enum", values: ["1", 1, "x"] },
      { name: "tags", type: "string", array: true },
      { name: "counts", type: "number", array: true },
      { name: "big", type: "bigint" },
      { name: "any", type: "opaque", optional: true },
      { name: "in n?er's", type: "object", optional: true, fields: [{ name: "text", type: "string", optional: true }] },
    ],
  },
];

export const TEXTS = [
  "",
  "a",
  "A",
  "ä",
  "a\u0308",
  "ab",
  "Ab",
  "a ",
  " a",
  "a\t",
  "a%",
  "a_",
  "a|",
  "a\\",
  "a'b",
  'a"b',
  "1",
  "NULL",
  "null",
  "straße",
  "strasse",
  "😀",
  "😀x",
  "\ud83d\ude01",
  "\ud7ff",
  "\ue000",
  "\u{10ffff}",
  "\ufffd",
  "İ",
  "ı",
  "a\u200b",
  "2024-01-01T00:00:00Z",
];
const ODD_TEXTS = ["\ud83d", "a\ud83d", "\ude00", "\ud83dx", "\udbff"];

export const NUMBERS = [
  0,
  -0,
  1,
  -1,
  2,
  0.1,
  0.5,
  0.30000000000000004,
  99,
  100,
  101,
  99.5,
  1e15,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  2 ** 63,
  1e21,
  1e300,
  5e-324,
  1.7976931348623157e308,
];
const BIGS = [
  0n,
  1n,
  -1n,
  2n ** 53n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  2n ** 63n,
  -(2n ** 63n) - 1n,
  2n ** 64n,
  10n ** 70n,
  -(10n ** 70n),
];

const EPOCHS = [
  0, 1, -1, -999, -1000, 999, 1000, 1704067200000, 1704067200123, 1709164800000, 951782400000, -62135596800000,
  253402300799999, 1711846800000,
];
const ODD_EPOCHS = [0.5, -0.5, 999.9, 8.64e15, -8.64e15, 253402300800000, -62167219200000, -62167219200001];

/** Texts that are instants, or nearly so. */
export const ISO_TEXTS = [
  "2024-01-01T00:00:00Z",
  "2024-01-01T00:00Z",
  "2024-01-01T24:00:00Z",
  "2024-01-01T24:00:00.000Z",
  "2024-01-01T24:00:00.0001Z",
  "2024-01-01T24:00:01Z",
  "2024-02-29T12:00:00.123456789+05:30",
  "2023-02-29T00:00:00Z",
  "2024-02-30T00:00Z",
  "2000-02-29T00:00Z",
  "1900-02-29T00:00Z",
  "2024-04-31T00:00Z",
  "2024-01-01T00:00:00.5Z",
  "2024-01-01T00:00:00.50+11:00",
  "2024-01-01T00:00:00.1-23:59",
  "2024-01-01T00:00:00+24:00",
  "2024-01-01T00:00:00+23:60",
  "0000-01-01T00:00:00Z",
  "0000-02-29T00:00:00+23:59",
  "9999-12-31T23:59:59.999-23:59",
  "2024-13-01T00:00Z",
  "2024-00-01T00:00Z",
  "2024-01-00T00:00Z",
  "2024-01-01",
  "2024-01-01T00:00:00",
  "2024-01-01t00:00:00z",
  "2024-01-01T00:00:00z",
  "2024-01-01 00:00:00Z",
  " 2024-01-01T00:00:00Z",
  "2024-01-01T00:00:00Z ",
  "2024-01-01T00:00:00Z\n",
  "+002024-01-01T00:00:00Z",
  "2024-01-01T23:60Z",
  "2024-01-01T23:59:60Z",
  "2024-01-01T25:00Z",
  "2024-01-01T00:00:00.Z",
  "2024-01-01T00:00:00.1234567890Z",
  "1969-12-31T23:59:59.9999Z",
  "1970-01-01T00:00:00.001Z",
  "٢٠٢٤-01-01T00:00:00Z",
  "",
  "Z",
  "1704067200000",
  "2024-01-01T00:00:00,5Z",
  "2024-01-01T00:0:00Z",
  "2024-01-01T00:00-00:00",
  "1970-01-01T01:00+01:00",
  "2024-01-01T00:00:0Z",
  "2024-01-01T00:00:00Z\u0000x",
];

const JSON_STRANGERS: readonly unknown[] = [
  null,
  undefined,
  1,
  0,
  "x",
  "",
  true,
  false,
  [],
  ["a"],
  {},
  { text: "a" },
  "true",
  "1",
  1e21,
];

/** A source of numbers that gives the same ones in every run. */
export function drawing(seed: number): <T>(from: readonly T[]) => T {
  let state = seed;
  return (from) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return from[Math.floor((state / 2 ** 32) * from.length)] as never;
  };
}

type Draw = ReturnType<typeof drawing>;

function list(draw: Draw, from: readonly unknown[]): unknown {
  return draw([0, 0, 1, 2, 3, 4]) === 0
    ? draw([null, []])
    : Array.from({ length: draw([1, 1, 2, 3]) }, () => draw(from));
}

function docOf(draw: Draw): unknown {
  if (draw([0, 1, 2, 3, 4, 5]) === 0) return draw([null, ...JSON_STRANGERS.filter((one) => one !== undefined)]);
  const doc: Record<string, unknown> = {};
  const put = (key: string, from: readonly unknown[]) => {
    const value = draw([0, 1, 2, 3, 4]) === 0 ? draw(JSON_STRANGERS) : draw(from);
    if (value !== undefined) doc[key] = value;
  };
  put("text", TEXTS);
  put("maybe", TEXTS);
  put("count", NUMBERS);
  put("flag", [true, false]);
  put("at", [...ISO_TEXTS, ...EPOCHS, ...ODD_EPOCHS, 8.64e15 + 1024, -9e15]);
  put("mixed", ["1", 1, "x", "y", 2]);
  put("tags", [["a"], ["a", "A"], [], ["a", null], ["a", 1], [["a"]], ["😀", "a "], ["1"], [1]]);
  put("counts", [[1], [1, "1"], [0.1, 1e21], [], [null]]);
  put("big", [1, "1"]);
  put("any", JSON_STRANGERS);
  put("in n?er's", [{}, { text: "a" }, { text: null }, { text: 5 }]);
  return doc;
}

/** Records as they are loaded, without what only some databases can hold. */
export function records(count: number, seed: number): readonly Record<string, unknown>[] {
  const draw = drawing(seed);
  return Array.from({ length: count }, (_, id) => ({
    id,
    text: draw([null, ...TEXTS]),
    other: draw([null, ...TEXTS.slice(0, 6)]),
    amount: draw([null, ...NUMBERS]),
    limit: draw([null, ...NUMBERS.slice(0, 8)]),
    whole: draw([null, 0, 1, -1, 99, 100, 101, 2 ** 53 - 1, 2 ** 53, -(2 ** 53)]),
    decimal: draw([null, 0, 1, 99.5, 100, -1.25, 0.1]),
    big: draw([null, ...BIGS.slice(0, 7)]),
    flag: draw([null, true, false]),
    at: draw([null, ...EPOCHS]),
    until: draw([null, ...EPOCHS]),
    stage: draw([null, "open", "won", "Won", "WON", "won ", "lost", ""]),
    tags: list(draw, ["a", "A", "a ", "ä", "😀", 'q"', "{}", "", "NULL", null]),
    marks: list(draw, ["a", "b", "b", "a", "A", "c", null]),
    counts: list(draw, [0, 1, 0.1, 1e21, null]),
    flags: list(draw, [true, false, null]),
    days: list(draw, [...EPOCHS.slice(0, 4), null]),
    any: draw(JSON_STRANGERS.filter((one) => one !== undefined)),
    doc: docOf(draw),
  }));
}

export interface Case {
  readonly name: string;
  readonly ast: FilterExpression;
  readonly keeps: (record: object) => boolean;
  /** Whether it compares with half of a surrogate pair. */
  readonly hasHalves: boolean;
}

function caseOf(path: string, operator: FilterOperator, operand: FilterOperand): Case {
  const ast: FilterExpression = {
    kind: "test",
    path: resolvePath(FIELDS, path),
    operator,
    operand,
    statement: "r.deal#0",
  };
  const shown = JSON.stringify(operand, (key, value) =>
    key === "path" ? value.text : typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : value,
  );
  return {
    name: `${path} ${operator} ${shown}`,
    ast,
    keeps: predicateOf(ast, readingOf(new Readers(), "deal")),
    hasHalves: hasHalves(operand),
  };
}

function hasHalves(operand: FilterOperand): boolean {
  const literals = operand.kind === "value" ? [operand.value] : operand.kind === "values" ? operand.values : [];
  return literals.some((one) => /\p{Surrogate}/u.test(String(one)));
}

const COMPARISONS = ["eq", "ne", "lt", "lte", "gt", "gte"] as const;

/** Every operator on every type, with literals from all corners. */
export function cases(): readonly Case[] {
  const made: Case[] = [];
  const none: FilterOperand = { kind: "none" };
  const value = (path: string, operators: readonly FilterOperator[], values: readonly never[] | readonly unknown[]) => {
    for (const operator of operators)
      for (const one of values) made.push(caseOf(path, operator, { kind: "value", value: one as never }));
  };
  const values = (path: string, operators: readonly FilterOperator[], lists: readonly (readonly unknown[])[]) => {
    for (const operator of operators)
      for (const some of lists) made.push(caseOf(path, operator, { kind: "values", values: some as never }));
  };
  const field = (path: string, operators: readonly FilterOperator[], other: string, plus = 0) => {
    for (const operator of operators)
      made.push(caseOf(path, operator, { kind: "field", path: resolvePath(FIELDS, other), plus }));
  };
  const many = Array.from({ length: 1500 }, (_, index) => `p${index}`);
  for (const path of ["text", "doc.text", "doc.maybe", "doc.in n?er's.text"]) {
    value(path, ["eq", "ne", "startsWith", "notStartsWith"], [...TEXTS, ...ODD_TEXTS, "a\0b"]);
    values(
      path,
      ["in", "nin"],
      [
        ["a", "ä"],
        ["a "],
        [...ODD_TEXTS, "a"],
        [...ODD_TEXTS],
        ["a\0", "A"],
        [...many, "a", "😀", "a'b", 'a"b', "a\0", "\ud83d"],
      ],
    );
    values(path, ["nin"], [[]]);
  }
  for (const path of ["amount", "whole", "decimal", "doc.count"]) {
    value(path, COMPARISONS, [...NUMBERS, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 99.99, -0.5]);
    values(
      path,
      ["in", "nin"],
      [
        [0, 1, 0.1],
        [Number.POSITIVE_INFINITY],
        [2 ** 53, 1e21, 5e-324],
        [...many.map((_, index) => index + 0.1), ...NUMBERS],
      ],
    );
    values(path, ["nin"], [[]]);
  }
  value("big", COMPARISONS, BIGS);
  values("big", ["in", "nin"], [BIGS, [1n], [10n ** 70n], [...many.map((_, index) => BigInt(index) + 5n), ...BIGS]]);
  values("big", ["nin"], [[]]);
  value("doc.big", COMPARISONS, [1n, 0n]);
  for (const path of ["flag", "doc.flag"]) {
    value(path, ["eq", "ne"], [true, false]);
    values(path, ["in", "nin"], [[true], [true, false], [false]]);
    values(path, ["nin"], [[]]);
  }
  for (const path of ["at", "doc.at"]) {
    value(path, COMPARISONS, [...EPOCHS, ...ODD_EPOCHS]);
    values(path, ["in", "nin"], [[0, 1704067200000], [0.5], [...EPOCHS, ...ODD_EPOCHS], many.map((_, index) => index)]);
    values(path, ["nin"], [[]]);
  }
  values("stage", ["in"], [["won"], ["open", "won", "Won"], ["lost"]]);
  values("doc.mixed", ["in"], [["1"], [1], ["x", 1], ["y"], [2]]);
  for (const path of ["tags", "doc.tags"])
    values(path, ["hasAny", "hasNone"], [["a"], ["A", "ä"], ["zz"], [], ["\ud83d", "a\0"], [...many, "😀", 'q"']]);
  values("marks", ["hasAny", "hasNone"], [["a"], ["b"], ["a", "b"], [], ["c"]]);
  for (const path of ["counts", "doc.counts"]) values(path, ["hasAny", "hasNone"], [[1], [0.1, 1e21], [7], [-0]]);
  values("flags", ["hasAny", "hasNone"], [[true], [false], [true, false], []]);
  values("days", ["hasAny", "hasNone"], [[0], [-1, 999], [5]]);
  for (const path of ["tags", "marks", "counts", "flags", "days", "doc.tags", "doc.counts"])
    made.push(caseOf(path, "nonEmpty", none), caseOf(path, "empty", none));
  for (const path of [
    ...FIELDS.map(({ name }) => name),
    ...(FIELDS.at(-1)?.fields ?? []).map(({ name }) => `doc.${name}`),
    "doc.in n?er's.text",
  ]) {
    made.push(caseOf(path, "present", none), caseOf(path, "absent", none));
  }
  field("text", ["eq", "ne", "startsWith", "notStartsWith"], "other");
  field("text", ["eq", "ne", "startsWith", "notStartsWith"], "doc.text");
  field("doc.text", ["eq", "ne", "startsWith", "notStartsWith"], "doc.maybe");
  field("text", ["eq", "ne"], "stage");
  field("stage", ["eq", "ne", "startsWith", "notStartsWith"], "text");
  field("doc.mixed", ["eq", "ne"], "doc.count");
  field("doc.mixed", ["eq", "ne"], "text");
  field("amount", COMPARISONS, "limit");
  field("amount", COMPARISONS, "whole");
  field("amount", COMPARISONS, "decimal");
  field("amount", COMPARISONS, "doc.count");
  field("big", COMPARISONS, "big");
  field("flag", ["eq", "ne"], "doc.flag");
  field("at", COMPARISONS, "until");
  field("at", COMPARISONS, "until", 1000);
  field("at", COMPARISONS, "doc.at", -86400000);
  field("doc.at", COMPARISONS, "at", 1);
  field("text", ["in", "nin"], "tags");
  field("text", ["in", "nin"], "doc.tags");
  field("text", ["in", "nin"], "marks");
  field("amount", ["in", "nin"], "counts");
  field("amount", ["in", "nin"], "doc.counts");
  field("flag", ["in", "nin"], "flags");
  field("at", ["in", "nin"], "days");
  field("stage", ["in", "nin"], "tags");
  field("tags", ["hasAny", "hasNone"], "text");
  field("tags", ["hasAny", "hasNone"], "doc.tags");
  field("doc.tags", ["hasAny", "hasNone"], "tags");
  field("tags", ["hasAny", "hasNone"], "marks");
  field("marks", ["hasAny", "hasNone"], "tags");
  field("counts", ["hasAny", "hasNone"], "amount");
  field("days", ["hasAny", "hasNone"], "at");
  field("days", ["hasAny", "hasNone"], "at", 1000);
  return made;
}
