import type { PortableField } from "../../../src/model/portable-field.js";
import {
  anyBigint,
  asIs,
  bigint,
  boolean,
  finite,
  iso,
  json,
  number,
  type Storage,
  text,
  utc,
  whole,
} from "./storage.js";

const big = (value: unknown) => BigInt(value as string);
const double = (value: unknown) => Number(value);

/** PostgreSQL has no texts with this character. */
function held(write: Write): Write {
  return (value) => {
    const written = write(value);
    return typeof written === "string" && /\0|\\u0000/.test(written) ? undefined : written;
  };
}

const storedText = held(text);
const storedJson = held(json);

const DOCUMENTS: readonly Storage[] = [
  { type: "jsonb", write: storedJson, read: asIs },
  { type: "json", write: storedJson, read: asIs },
];

/** PostgreSQL pads with spaces, which memory sees. */
const padded: Storage = {
  type: "character(6)",
  stored: "char",
  write: (value) => {
    const written = storedText(value);
    return typeof written === "string" && Array.from(written).length <= 6 ? written : undefined;
  },
  read: asIs,
};

const TIMESTAMP =
  /^(\d+)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?)?( BC)?$/;

/** Reads what PostgreSQL writes for an instant: years of more than four digits or before Christ, offsets with seconds. */
export function instantOf(written: string): Date {
  const [, year, month, day, hour, minute, second, fraction, sign, ...rest] = TIMESTAMP.exec(written) ?? [];
  const [hours, minutes, seconds, christ] = rest;
  const at = new Date(0);
  at.setUTCFullYear(christ === undefined ? Number(year) : 1 - Number(year), Number(month) - 1, Number(day));
  const [hoursOff, minutesOff, secondsOff] = [hours, minutes, seconds].map(
    (part) => (sign === "-" ? -1 : 1) * Number(part ?? 0),
  );
  const milliseconds = Math.floor(Number(`0.${fraction ?? 0}`) * 1000);
  // at once: in between could be an instant that no `Date` holds
  at.setUTCHours(Number(hour) - hoursOff!, Number(minute) - minutesOff!, Number(second) - secondsOff!, milliseconds);
  return at;
}

/** Reads an array of instants. */
export function instantsOf(written: string): (Date | null)[] {
  const elements = written.slice(1, -1).split(",");
  return written === "{}" ? [] : elements.map((each) => (each === "NULL" ? null : instantOf(each.replaceAll('"', ""))));
}

const timestamp = utc(-4_000, 290_000);

function timestamptz(value: unknown): string | undefined {
  const written = timestamp(value);
  return written === undefined ? infinite(value) : written.replace(/( BC)?$/, "+00$1");
}

function infinite(value: unknown): string | undefined {
  return value === 8.64e15 ? "infinity" : value === -8.64e15 ? "-infinity" : undefined;
}

type Write = Storage["write"];

/** How PostgreSQL's columns hold a field. */
export function postgresStorages(field: PortableField): readonly Storage[] {
  if (field.array === true) return arrays(field);
  switch (field.type) {
    case "string":
      return [
        { type: "text", write: storedText, read: asIs },
        { type: "varchar(400)", write: storedText, read: asIs },
        { type: "text", stored: "nondeterministic", write: storedText, read: asIs },
        padded,
        { type: "jsonb", stored: "json", write: storedJson, read: asIs },
      ];
    case "number":
      return [
        { type: "double precision", write: number, read: double },
        { type: "double precision", stored: "double", write: number, read: double },
        { type: "numeric", stored: "decimal", write: finite, read: double },
        { type: "integer", write: whole(32), read: double },
        { type: "bigint", stored: "integer", write: whole(64), read: double },
        { type: "jsonb", stored: "json", write: storedJson, read: asIs },
      ];
    case "bigint":
      return [
        { type: "bigint", write: bigint, read: big },
        { type: "numeric", write: anyBigint, read: big },
      ];
    case "boolean":
      return [
        { type: "boolean", write: boolean, read: asIs },
        { type: "jsonb", stored: "json", write: storedJson, read: asIs },
      ];
    case "date":
      return [
        { type: "timestamp with time zone", write: timestamptz, read: asIs },
        { type: "timestamp", stored: "timestamp", write: timestamp, read: asIs },
        { type: "text", stored: "iso", write: held(iso), read: asIs },
        { type: "double precision", stored: "epoch_ms", write: number, read: double },
        { type: "jsonb", stored: "json", write: storedJson, read: asIs },
      ];
    case "enum":
      return field.values?.some((value) => typeof value === "number") === true
        ? [
            { type: "text", stored: "text", write: storedText, read: asIs },
            { type: "double precision", stored: "double", write: number, read: double },
            { type: "jsonb", stored: "json", write: storedJson, read: asIs },
          ]
        : [
            { type: "text", write: storedText, read: asIs },
            { type: "jsonb", stored: "json", write: storedJson, read: asIs },
          ];
    case "opaque":
      return [...DOCUMENTS, { type: "text", stored: "plain", write: storedText, read: asIs }];
    case "object":
      return DOCUMENTS;
  }
}

const NATIVE: { readonly [type in PortableField["type"]]?: Storage } = {
  string: { type: "text[]", write: list(storedText), read: asIs },
  number: { type: "double precision[]", write: list(number), read: eachAs(double) },
  bigint: { type: "bigint[]", write: list(bigint), read: eachAs(big) },
  boolean: { type: "boolean[]", write: list(boolean), read: asIs },
  date: { type: "timestamp with time zone[]", write: list(timestamptz), read: asIs },
  enum: { type: "text[]", write: list(storedText), read: asIs },
};

function arrays(field: PortableField): readonly Storage[] {
  const native = NATIVE[field.type];
  const asJson: Storage = { type: "jsonb", stored: "json", write: storedJson, read: asIs };
  return native === undefined ? [asJson] : [native, asJson];
}

/** Elements that the array cannot hold are NULL in it. */
function list(write: Write): Write {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const written = value.map((each: unknown) => {
      const element = each === null || each === undefined ? undefined : write(each);
      return element === undefined ? "NULL" : `"${String(element).replace(/["\\]/g, "\\$&")}"`;
    });
    return `{${written.join(",")}}`;
  };
}

function eachAs(read: (value: unknown) => unknown): Storage["read"] {
  return (value) => (value as unknown[]).map((each) => (each === null ? null : read(each)));
}
