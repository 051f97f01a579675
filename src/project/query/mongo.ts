import type { Path } from "../../compile/condition/expression.js";
import { UntranslatableFilterError } from "../../model/errors.js";
import type { FilterExpression, FilterTest } from "../filter/expression.js";
import { arrayQuery, countQuery } from "./mongo/array-query.js";
import { fieldQuery, type Side } from "./mongo/field-query.js";
import { type KeyNames, placeOf } from "./mongo/place.js";
import { absentQuery, presentQuery } from "./mongo/presence-query.js";
import { type MongoQuery, NOTHING } from "./mongo/query.js";
import { scalarQuery } from "./mongo/scalar-query.js";
import { type MongoStorage, type Stored, storedOf } from "./mongo/stored.js";
import type { FilterLike } from "./sql.js";
import { untranslatable } from "./untranslatable.js";

export type { KeyNames, MongoQuery, MongoStorage };

/** How the documents of a collection look. */
export interface MongoOptions extends Partial<MongoStorage> {
  /** Names of fields that documents have under another key, such as `{ id: "_id" }`. */
  readonly keys?: KeyNames;
}

/**
 * Says a filter as a MongoDB query. It matches exactly the documents that, read by the driver, the access allows.
 *
 * Fields of dates hold BSON dates, or with `dates: "number"` epoch milliseconds. A 64-bit integer is a number where one can
 * hold it, as the driver gives it; say `longs: "bigint"` with the driver's `useBigInt64`, without which no bigint can be
 * compared. Text is compared byte by byte: a collection with a collation of its own is to be asked with
 * `{ collation: { locale: "simple" } }`.
 *
 * @param filter - what `access.filter` gives
 * @returns a document with `$and` as its only key, or `{}`: other conditions can be put beside it
 * @throws UntranslatableFilterError for what no query can say: an approval of one record, a key with a `$` in front
 * @example
 * const fields = [{ name: "id", type: "string" }, { name: "ownerId", type: "string" }] as const;
 * const note = resource({ fields, actions: ["read"] });
 * const own = { allow: "read", when: { ownerId: { $ref: "principal.id" } } } as const;
 * const roles = { writer: { title: "Writer", statements: { note: [own] } } };
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "writer" }], session: null, now: 0 });
 * toMongo(access.filter("read", "note")) // => { $and: [{ ownerId: { $eq: "u1", $not: { $type: "array" } } }] }
 */
export function toMongo({ ast }: FilterLike, options: MongoOptions = {}): MongoQuery {
  const { keys = {}, dates = "date", longs = "number" } = options;
  if (ast.kind === "always") return {};
  const query = queryOf(ast, { keys, as: { dates, longs } });
  const [only] = Object.keys(query);
  return only === "$and" && Object.keys(query).length === 1 ? query : { $and: [query] };
}

interface Collection {
  readonly keys: KeyNames;
  readonly as: MongoStorage;
}

function queryOf(expression: FilterExpression, collection: Collection): MongoQuery {
  switch (expression.kind) {
    case "never":
      return NOTHING;
    case "always":
      return {};
    case "and":
    case "or":
      return { [`$${expression.kind}`]: expression.terms.map((term) => queryOf(term, collection)) };
    case "check": {
      const { statement } = expression;
      throw new UntranslatableFilterError(statement, `statement \`${statement}\` asks what only memory can tell`);
    }
    case "test":
      return testQuery(expression, collection);
  }
}

function testQuery(test: FilterTest, { keys, as }: Collection): MongoQuery {
  const { operator, operand, path } = test;
  const place = placeOf(test, path, keys);
  if (operator === "present") return presentQuery(place);
  if (operator === "absent") return absentQuery(place);
  if (operator === "empty" || operator === "nonEmpty") return countQuery(test, place);
  const stored = known(test, path, as);
  switch (operand.kind) {
    case "none":
      throw untranslatable(test, "nothing is said to compare with");
    case "value":
    case "values": {
      const values = operand.kind === "value" ? [operand.value] : operand.values;
      if (path.leaf.array === true) return arrayQuery(test, values, place, stored);
      return scalarQuery(test, values, place, stored, as);
    }
    case "field": {
      const other: Side = {
        place: placeOf(test, operand.path, keys),
        stored: known(test, operand.path, as),
        plus: operand.plus,
      };
      return fieldQuery(test, { place, stored, plus: 0 }, other, as);
    }
  }
}

function known(test: FilterTest, { leaf }: Path, as: MongoStorage): Stored {
  const stored = storedOf(leaf, as);
  if (stored !== null) return stored;
  const remedy = leaf.type === "bigint" ? '; read bigints with `useBigInt64`, and say `longs: "bigint"`' : "";
  throw untranslatable(test, `a field of type ${leaf.type} cannot be compared${remedy}`);
}
