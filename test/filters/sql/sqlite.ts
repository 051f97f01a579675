import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { PortableField } from "../../../src/model/portable-field.js";
import { asIs, bigint, iso, json, type Storage, text } from "./storage.js";
import type { SqlEngine } from "./table.js";

/** SQLite in this process. */
export async function sqliteEngine(): Promise<SqlEngine> {
  const database = new DatabaseSync(":memory:");
  return {
    name: "SQLite",
    dialect: "sqlite",
    storages: sqliteStorages,
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    placeholder: () => "?",
    query: async (sql, values) => {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.all(...(values as SQLInputValue[])) as Record<string, unknown>[];
    },
  };
}

/** Any column may hold anything: what is of another type is put there as it is. */
function any(value: unknown): unknown {
  if (typeof value === "number") return Number.isNaN(value) ? undefined : value;
  if (typeof value === "bigint") return bigint(value) === undefined ? undefined : value;
  if (typeof value === "boolean") return value ? 1 : 0;
  // the driver would give back what is in front of it
  if (typeof value === "string") return value.includes("\0") ? undefined : text(value);
  return value instanceof Date ? iso(value) : Buffer.from("a");
}

function milliseconds(value: unknown): unknown {
  return typeof value === "number" || value === "a" ? any(value) : undefined;
}

/** As JavaScript's drivers give it. */
function scalar(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function flag(value: unknown): unknown {
  const number = scalar(value);
  return number === 0 || number === 1 ? number === 1 : number;
}

/** What an application cannot parse it cannot use either. */
const UNPARSED = Symbol("no JSON");

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return scalar(value);
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return UNPARSED;
  }
}

/** Some columns hold texts that are no JSON. */
function document(value: unknown): unknown {
  return value === "a" ? "{" : json(value);
}

function columns(types: readonly string[], read: Storage["read"], stored?: Storage["stored"]): readonly Storage[] {
  return types.map((type) => ({ type, write: any, read, ...(stored && { stored }) }));
}

const DOCUMENTS: readonly Storage[] = ["", "TEXT", "JSON"].map((type) => ({ type, write: document, read: parsed }));

function sqliteStorages(field: PortableField): readonly Storage[] {
  if (field.array === true) return DOCUMENTS;
  switch (field.type) {
    case "string":
      return [...columns(["TEXT", "", "TEXT COLLATE NOCASE", "TEXT COLLATE RTRIM"], scalar), ...jsons()];
    case "number":
      return [
        ...columns(["REAL", "INTEGER", "", "NUMERIC"], scalar),
        ...columns(["INTEGER"], scalar, "integer"),
        ...jsons(),
      ];
    case "bigint":
      return columns(["INTEGER", ""], asIs);
    case "boolean":
      return [...columns(["INTEGER", "", "BOOLEAN"], flag), ...jsons()];
    case "date":
      return [
        ...columns(["", "TEXT", "REAL"], scalar),
        { type: "TEXT", stored: "iso", write: iso, read: scalar },
        ...["INTEGER", "REAL"].map(
          (type): Storage => ({ type, stored: "epoch_ms", write: milliseconds, read: scalar }),
        ),
        ...jsons(),
      ];
    case "enum":
      return [...columns([""], scalar), ...jsons()];
    case "opaque":
      return [...DOCUMENTS, ...columns([""], scalar, "plain")];
    case "object":
      return DOCUMENTS;
  }
}

function jsons(): readonly Storage[] {
  return [{ type: "TEXT", stored: "json", write: document, read: parsed }];
}
