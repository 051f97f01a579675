/** A MongoDB query document: plain data, with `Date`s. */
export interface MongoQuery {
  readonly [key: string]: unknown;
}

/** Operators on one value, all of which hold. */
export interface Criteria {
  readonly [operator: `$${string}`]: unknown;
}

/** Keeps no document, and needs no scan to tell. */
export const NOTHING: MongoQuery = { _id: { $in: [] } };

/** Keeps what all keep: as one document where no key stands twice. */
export function every(queries: readonly MongoQuery[]): MongoQuery {
  const [only] = queries;
  if (only !== undefined && queries.length === 1) return only;
  const keys = queries.flatMap(Object.keys);
  if (new Set(keys).size < keys.length) return { $and: queries };
  return Object.fromEntries(queries.flatMap(Object.entries));
}
