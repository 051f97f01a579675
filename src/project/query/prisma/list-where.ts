import type { Comparable } from "../../../compile/condition/expression.js";
import type { FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import type { Column } from "./column.js";
import { assertExact } from "./exact-number.js";
import { type PrismaWhere, some } from "./where.js";

/** A test that looks at no element. Prisma reads NULL as the empty list. */
export function wholeListWhere({ operator }: FilterTest, name: string): PrismaWhere {
  const isEmpty = { [name]: { isEmpty: true } };
  const isFilled = { [name]: { isEmpty: false } };
  const isNull = { [name]: { equals: null } };
  switch (operator) {
    case "empty":
      return some(isEmpty, isNull);
    case "present":
      return some(isEmpty, isFilled, isNull);
    case "nonEmpty":
      return isFilled;
    default:
      return { AND: [isEmpty, isFilled] };
  }
}

/** A test of a list's elements against values that are known. */
export function listWhere(test: FilterTest, values: readonly Comparable[], column: Column): PrismaWhere {
  const { name, kind } = column;
  if (kind === "date") throw untranslatable(test, "Prisma compares instants finer than they are read");
  assertExact(test, values, column);
  const encoded = values.map(column.encode).filter((value) => value !== undefined);
  switch (test.operator) {
    case "hasAny":
      return { [name]: { hasSome: encoded } };
    case "hasNone":
      return hasNoneOf(test, encoded, column);
    default:
      throw untranslatable(test, "no list is asked this");
  }
}

export const UNUSABLE_ELEMENTS = "Prisma cannot ask whether each element is usable";

function hasNoneOf(test: FilterTest, values: readonly unknown[], { name, hasNaN }: Column): PrismaWhere {
  if (test.path.leaf.type === "enum" || hasNaN) throw untranslatable(test, UNUSABLE_ELEMENTS);
  return some({ [name]: { equals: null } }, { NOT: { [name]: { hasSome: values } } });
}
