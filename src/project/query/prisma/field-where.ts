import type { FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import type { Column } from "./column.js";
import { isUsable } from "./column.js";
import { UNUSABLE_ELEMENTS } from "./list-where.js";
import { every, type PrismaWhere, some } from "./where.js";

/** A test of a path against another field of the record. */
export function fieldWhere(test: FilterTest, column: Column, other: Column): PrismaWhere {
  const { operand, operator, path } = test;
  if (operand.kind !== "field") throw untranslatable(test, "two fields are compared");
  if (column.kind === "date") throw untranslatable(test, "Prisma compares instants finer than they are read");
  if (column.typeName !== other.typeName) throw untranslatable(test, "Prisma compares only fields of one type");
  const lists = [path, operand.path].filter(({ leaf }) => leaf.array === true);
  if (lists.length > 0 && column.hasNaN) throw untranslatable(test, "Prisma cannot tell NaN in lists of numbers");
  if (lists.some(({ leaf }) => leaf.type === "enum")) throw untranslatable(test, UNUSABLE_ELEMENTS);
  const areUsable = [isUsable(column), isUsable(other)];
  const { name } = column;
  const { reference } = other;
  switch (operator) {
    case "eq":
      return every({ [name]: { equals: reference } }, ...(column.hasNaN ? areUsable : []));
    case "ne":
      return every({ NOT: { [name]: { equals: reference } } }, ...areUsable);
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      if (column.kind === "text" || column.kind === "enum" || column.kind === "boolean") break;
      return every({ [name]: { [operator]: reference } }, ...areUsable);
    // the other way round: not every type knows `in`
    case "in":
      return { [other.name]: { has: column.reference } };
    case "nin":
      return every(isUsable(column), some(isNull(other), { NOT: { [other.name]: { has: column.reference } } }));
    case "hasAny":
      return { [name]: operand.path.leaf.array === true ? { hasSome: reference } : { has: reference } };
    case "hasNone":
      return operand.path.leaf.array === true
        ? some(isNull(column), isNull(other), { NOT: { [name]: { hasSome: reference } } })
        : every(isUsable(other), some(isNull(column), { NOT: { [name]: { has: reference } } }));
    default:
      break;
  }
  throw untranslatable(test, "Prisma cannot compare two fields so");
}

// Prisma reads a list that is NULL as the empty one
function isNull({ name }: Column): PrismaWhere {
  return { [name]: { equals: null } };
}
