import type { PortableField } from "../../../src/model/portable-field.js";
import { asIs, bigint, finite, iso, json, type Storage, text, utc, whole } from "./storage.js";

const big = (value: unknown) => BigInt(value as string);
const double = (value: unknown) => Number(value);

/** The driver is told to give texts. */
function parsed(value: unknown): unknown {
  return JSON.parse(String(value)) as unknown;
}

const DOCUMENT: Storage = { type: "json", write: json, read: parsed };
const AS_JSON: Storage = { ...DOCUMENT, stored: "json" };

/** The driver is told to give texts. */
function instant(value: unknown): unknown {
  return new Date(`${String(value).replace(" ", "T").slice(0, 23)}Z`);
}

function short(limit: number): Storage["write"] {
  return (value) => {
    const written = text(value);
    return written === undefined || Array.from(written).length > limit ? undefined : written;
  };
}

/** What a column of `DOUBLE` holds: no infinite numbers, and none so small. */
function normal(value: unknown): string | undefined {
  return finite(value === 0 || Math.abs(Number(value)) > 1e-300 ? value : undefined);
}

function flag(value: unknown): unknown {
  return typeof value === "boolean" ? Number(value) : value === 3 || value === 2 ? 2 : undefined;
}

/** Whole numbers and a few digits after the point. */
function decimal(value: unknown): string | undefined {
  return typeof value === "number" && Math.abs(value) < 1e25 ? finite(value) : undefined;
}

/** How columns of MariaDB and MySQL hold a field. */
export function mariadbStorages(field: PortableField): readonly Storage[] {
  if (field.array === true) return [DOCUMENT, AS_JSON];
  switch (field.type) {
    case "string":
      return [
        { type: "varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", write: text, read: asIs },
        { type: "text CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", write: text, read: asIs },
        { type: "varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", write: text, read: asIs },
        { type: "char(20) CHARACTER SET utf8mb4", write: short(20), read: asIs },
        AS_JSON,
      ];
    case "number":
      return [
        { type: "double", write: normal, read: double },
        { type: "double", stored: "double", write: normal, read: double },
        { type: "int", write: whole(32), read: double },
        { type: "bigint", stored: "integer", write: whole(64), read: double },
        { type: "decimal(55,28)", stored: "decimal", write: decimal, read: double },
        AS_JSON,
      ];
    case "bigint":
      return [
        { type: "bigint", write: bigint, read: big },
        { type: "bigint", stored: "integer", write: bigint, read: big },
      ];
    case "boolean":
      return [
        { type: "boolean", write: flag, read: (value) => (value === 0 || value === 1 ? value === 1 : value) },
        AS_JSON,
      ];
    case "date":
      return [
        { type: "datetime(6)", write: utc(1, 9_999), read: instant },
        { type: "datetime(3)", stored: "datetime", write: utc(1000, 9_998), read: instant },
        { type: "timestamp(6)", stored: "timestamp", write: utc(1971, 2037), read: instant },
        { type: "varchar(40)", stored: "iso", write: (value) => short(40)(iso(value)), read: asIs },
        { type: "double", stored: "epoch_ms", write: normal, read: double },
        AS_JSON,
      ];
    case "enum":
      return field.values?.some((value) => typeof value === "number") === true
        ? [
            { type: "varchar(40)", stored: "text", write: short(40), read: asIs },
            { type: "double", stored: "double", write: normal, read: double },
            AS_JSON,
          ]
        : [{ type: "varchar(400)", write: text, read: asIs }, AS_JSON];
    case "opaque":
      return [DOCUMENT, { type: "text", stored: "plain", write: text, read: asIs }];
    case "object":
      return [DOCUMENT];
  }
}
