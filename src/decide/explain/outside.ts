import { FALSE, TRUE } from "../../compile/kleene.js";
import { own } from "../../compile/own.js";
import { inScope } from "../../compile/scope.js";
import type { Assignment } from "../../model/assignment.js";
import type { Concerning } from "../concerning.js";
import type { Request } from "../request.js";
import { code, listed } from "./words.js";

/**
 * The dimensions in which a record lies out of the scope of what was held. For an allow both the old and the new record must
 * lie inside; a forbid or require reaches if either does.
 */
export function dimensionsOutside({ member, held }: Concerning, { record, next }: Request): readonly string[] {
  const { scopePaths } = member.statement.resource;
  const records = next === null || next === record ? [record] : [record, next];
  const isAllow = member.statement.verb === "allow";
  if (!isAllow && records.some((one) => inScope(scopePaths, held.row, one) !== FALSE)) return [];
  return scopePaths
    .filter((path) =>
      records.some((one) => {
        const place = inScope([path], held.row, one);
        return isAllow ? place !== TRUE : place === FALSE;
      }),
    )
    .map(({ dimension }) => dimension.name);
}

/** What an assignment covers in a dimension: `` `region` FR or US ``. */
export function scopeWords(dimension: string, assignment: Assignment | undefined): string {
  const values = own(assignment?.scope, dimension);
  const names = Array.isArray(values) ? values.filter((value) => typeof value === "string") : [];
  return `${code(dimension)} ${listed(names, "or")}`;
}
