import { NO_ARRAY, type Place, throughObjects } from "./place.js";
import { every, type MongoQuery } from "./query.js";

/** What the driver gives as no object: what lies below one of these is not there, and not absent either. */
const NO_OBJECTS = ["array", "string", "symbol", "double", "int", "long", "bool"];

/** Neither missing nor null; null in an array is no matter. */
export function presentQuery(place: Place): MongoQuery {
  const { name } = place;
  const isThere = { $or: [{ [name]: { $ne: null } }, { [name]: { $type: "array" } }] };
  return every([...throughObjects(place), isThere]);
}

/** The first key that is not there decides: it is null, or may be missing. */
export function absentQuery(place: Place): MongoQuery {
  const alternatives = place.names.map((name, index) => {
    const isOptional = place.path.fields[index]?.optional === true;
    const absent = { [name]: isOptional ? { $eq: null, ...NO_ARRAY } : { $type: "null", ...NO_ARRAY } };
    const holder = index === 0 ? [] : [objectAt(place.names.slice(0, index))];
    return every([...holder, absent]);
  });
  const [only] = alternatives;
  return only !== undefined && alternatives.length === 1 ? only : { $or: alternatives };
}

function objectAt(names: readonly string[]): MongoQuery {
  return every([
    ...names.slice(0, -1).map((name) => ({ [name]: NO_ARRAY })),
    { [names.at(-1) ?? ""]: { $ne: null, $not: { $type: NO_OBJECTS } } },
  ]);
}
