import { toEpochMs } from "../../src/model/instant.js";
import type { PortableField } from "../../src/model/portable-field.js";
import type { Filter } from "../../src/project/filter/filter.js";
import type { MongoOptions } from "../../src/project/query/mongo.js";
import { toMongo } from "../../src/project/query/mongo.js";
import { compiled } from "./bson.js";
import type { Table } from "./law.js";
import { FIELDS } from "./model.js";
import type { Row } from "./rows.js";

const ROW: PortableField = { name: "", type: "object", fields: FIELDS };

/** Translates a filter; another one shows what the law catches. */
export type MongoTranslator = (filter: Filter, options: MongoOptions) => object;

/** Documents in mingo, a MongoDB in memory. */
export function mongoTable(
  rows: readonly Row[],
  options: MongoOptions = {},
  translate: MongoTranslator = toMongo,
): Table {
  const documents = rows.map((row) => stored(row, options, ROW) as Row);
  return {
    engine: `MongoDB (${JSON.stringify(options)})`,
    records: new Map(documents.entries()),
    select: (filter) => {
      const matches = compiled(translate(filter, options));
      return documents.flatMap((document, number) => (matches(document) ? [number] : []));
    },
    told: (filter) => translate(filter, options),
  };
}

/** What comes back of what was put in: no lone halves of surrogate pairs, no integer beyond 64 bits, dates as said. */
function stored(value: unknown, options: MongoOptions, field?: PortableField): unknown {
  if (field?.type === "date" && !Array.isArray(value)) return storedInstant(value, options);
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\ufffd");
  if (typeof value === "bigint")
    return options.longs === "bigint" ? BigInt.asIntN(64, value) : Number(BigInt.asIntN(53, value));
  if (Array.isArray(value)) return value.map((each) => stored(each, options, field));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const inner = field?.fields ?? [];
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      stored(
        each,
        options,
        inner.find(({ name }) => name === key),
      ),
    ]),
  );
}

function storedInstant(value: unknown, { dates }: MongoOptions): unknown {
  const instant = toEpochMs(value);
  if (Number.isNaN(instant)) return typeof value === "bigint" ? true : value;
  return dates === "number" ? instant : new Date(instant);
}
