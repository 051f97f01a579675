import type { Comparable } from "../../../compile/condition/expression.js";
import type { FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import type { Column } from "./column.js";

/**
 * Sees that numbers arrive as they are sent. Prisma writes large whole numbers, and all numbers of a list that has one of
 * these, with 16 digits; and of infinite ones it may mistake one for another.
 *
 * @throws UntranslatableFilterError where a number would be another one
 */
export function assertExact(test: FilterTest, values: readonly Comparable[], { kind }: Column): void {
  if (kind !== "float") return;
  const numbers = values.filter((value) => typeof value === "number");
  const [only] = numbers;
  if (numbers.length === 1 && only !== undefined && Number.isFinite(only) && !Number.isInteger(only)) return;
  if (numbers.every((value) => Number.isFinite(value) && Number(value.toPrecision(16)) === value)) return;
  throw untranslatable(test, "Prisma cannot send infinite numbers, nor large ones or lists with more than 16 digits");
}
