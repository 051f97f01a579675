import type { FilterOperator, FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import { type Place, throughObjects } from "./place.js";
import { type Criteria, every, type MongoQuery } from "./query.js";
import type { MongoStorage, Stored } from "./stored.js";

/** An aggregation expression. */
type Expression = unknown;

/** One side of a comparison: where it stands, what is usable there, and how far it is shifted. */
export interface Side {
  readonly place: Place;
  readonly stored: Stored;
  /** Milliseconds. */
  readonly plus: number;
}

/** A test of a path against another field of the record. Each side is looked at only where it is usable. */
export function fieldQuery(test: FilterTest, path: Side, other: Side, as: MongoStorage): MongoQuery {
  const build = BUILD[test.operator];
  if (build === undefined) throw untranslatable(test, "no field can be compared so");
  const isShifted = other.plus !== 0;
  const both = [path, other].map((side) => comparedSide(side, isShifted && as.dates === "date"));
  const [left, right] = both;
  if (left === undefined || right === undefined) throw untranslatable(test, "two fields are compared");
  const { guards, holds } = build(left, { ...right, fits: fitting(left, right) });
  // lazily, since some operators refuse what is of another type
  const $expr = { $cond: [{ $and: guards }, holds, false] };
  return every([every([...throughObjects(path.place), ...throughObjects(other.place)].filter(unique)), { $expr }]);
}

/** A side, as expressions. */
interface Compared {
  readonly isArray: boolean;
  /** The value as it is stored. */
  readonly raw: Expression;
  /** Of which types an operand must be: an enum is compared with any. */
  readonly accepted: readonly string[] | null;
  /** Whether a value, or an element, can be compared. */
  readonly fits: (value: Expression) => Expression;
  /** The form in which a value, or an element, is compared. */
  readonly compared: (value: Expression) => Expression;
}

interface Built {
  readonly guards: readonly Expression[];
  readonly holds: Expression;
}

function comparedSide({ place, stored, plus }: Side, isInMilliseconds: boolean): Compared {
  const { types, unusable } = stored;
  const milliseconds = (value: Expression) => (isInMilliseconds ? { $subtract: [value, new Date(0)] } : value);
  return {
    isArray: place.path.leaf.array === true,
    raw: `$${place.name}`,
    accepted: place.path.leaf.type === "enum" ? null : types,
    fits: (value) => ({
      $and: [{ $in: [{ $type: value }, types] }, ...unusable.map((each) => ({ $not: [meets(value, each)] }))],
    }),
    compared: (value) => (plus === 0 ? milliseconds(value) : { $add: [milliseconds(value), plus] }),
  };
}

/** What a text is compared with is text, even if it is one of an enum that has numbers too. */
function fitting({ accepted }: Compared, operand: Compared): Compared["fits"] {
  if (accepted === null) return operand.fits;
  return (value) => ({ $and: [operand.fits(value), { $in: [{ $type: value }, accepted] }] });
}

function meets(value: Expression, criteria: Criteria): Expression {
  const all = Object.entries(criteria).map(([operator, limit]) => {
    if (operator === "$type") return { $eq: [{ $type: value }, limit] };
    if (operator === "$nin") return { $not: [{ $in: [value, { $literal: limit }] }] };
    return { [operator]: [value, { $literal: limit }] };
  });
  return { $and: all };
}

type Build = (path: Compared, operand: Compared) => Built;

const BUILD: { readonly [operator in FilterOperator]?: Build } = {
  eq: compare((left, right) => ({ $eq: [left, right] })),
  ne: compare((left, right) => ({ $ne: [left, right] })),
  lt: compare((left, right) => ({ $lt: [left, right] })),
  lte: compare((left, right) => ({ $lte: [left, right] })),
  gt: compare((left, right) => ({ $gt: [left, right] })),
  gte: compare((left, right) => ({ $gte: [left, right] })),
  startsWith: begins((index) => ({ $eq: [index, 0] })),
  notStartsWith: begins((index) => ({ $ne: [index, 0] })),
  in: (path, list) => ({
    guards: [path.fits(path.raw), isList(list)],
    holds: { $in: [path.compared(path.raw), usableElements(list)] },
  }),
  nin: (path, list) => ({
    guards: [path.fits(path.raw), isList(list)],
    holds: { $and: [areAllUsable(list), { $not: [{ $in: [path.compared(path.raw), usableElements(list)] }] }] },
  }),
  hasAny: (path, operand) => ({
    guards: [isList(path), operand.isArray ? isList(operand) : operand.fits(operand.raw)],
    holds: { $not: [areDisjoint(path, operand)] },
  }),
  hasNone: (path, operand) => ({
    guards: [isList(path), operand.isArray ? isList(operand) : operand.fits(operand.raw)],
    holds: {
      $and: [
        areAllUsable(path),
        areDisjoint(path, operand),
        ...(operand.isArray ? [{ $or: [isEmpty(path), areAllUsable(operand)] }] : []),
      ],
    },
  }),
};

function compare(holds: (left: Expression, right: Expression) => Expression): Build {
  return (path, operand) => ({
    guards: [path.fits(path.raw), operand.fits(operand.raw)],
    holds: holds(path.compared(path.raw), operand.compared(operand.raw)),
  });
}

function begins(holds: (index: Expression) => Expression): Build {
  const isText = ({ raw }: Compared) => ({ $eq: [{ $type: raw }, "string"] });
  return (path, operand) => ({
    guards: [path.fits(path.raw), operand.fits(operand.raw), isText(path), isText(operand)],
    holds: holds({ $indexOfBytes: [path.raw, operand.raw] }),
  });
}

function isList({ raw }: Compared): Expression {
  return { $isArray: [raw] };
}

function isEmpty({ raw }: Compared): Expression {
  return { $eq: [{ $size: raw }, 0] };
}

function filtered({ raw, fits }: Compared): Expression {
  return { $filter: { input: raw, as: "one", cond: fits("$$one") } };
}

function usableElements(list: Compared): Expression {
  return { $map: { input: filtered(list), as: "one", in: list.compared("$$one") } };
}

function areAllUsable(list: Compared): Expression {
  return { $eq: [{ $size: filtered(list) }, { $size: list.raw }] };
}

function areDisjoint(list: Compared, operand: Compared): Expression {
  const wanted = operand.isArray ? usableElements(operand) : [operand.compared(operand.raw)];
  return { $eq: [{ $size: { $setIntersection: [usableElements(list), wanted] } }, 0] };
}

function unique(query: MongoQuery, place: number, all: readonly MongoQuery[]): boolean {
  const [key] = Object.keys(query);
  return all.findIndex((other) => Object.keys(other)[0] === key) === place;
}
