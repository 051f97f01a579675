import type { Member } from "../../compile/cell.js";
import type { Evaluate } from "../../compile/condition/operators.js";
import { FALSE, type Kleene, TRUE } from "../../compile/kleene.js";
import type { Concerning } from "../concerning.js";
import type { ConsideredStatement } from "../explanation.js";
import type { Party } from "../party.js";
import type { Request } from "../request.js";
import { allTerms, failingTerms } from "./failing-terms.js";
import { dimensionsOutside, scopeWords } from "./outside.js";
import { code } from "./words.js";

/**
 * The fields of a request that a statement may count for. An allow that shows a field in part counts only where no field is
 * named; none covers the change of an immutable field.
 */
export function fieldsCounted({ statement }: Member, { action, fields }: Request): readonly string[] {
  const named = namesOf(statement, fields);
  if (statement.verb !== "allow") return named;
  if (statement.masked !== null && fields !== null) return [];
  return action.isChanging ? named.filter((name) => !statement.resource.immutable.has(name)) : named;
}

/** The fields that a statement is about: of those asked for or, where none was named, of all. */
function namesOf({ resource, fields }: Member["statement"], asked: Request["fields"]): readonly string[] {
  return resource.fields
    .filter((_field, index) => fields[index] === true && (asked === null || asked.includes(index)))
    .map(({ name }) => name);
}

type Failure = Pick<ConsideredStatement, "failed" | "operands" | "wants">;

/** The first test that a statement fails which does not count. */
export function firstFailure(one: Concerning, party: Party, request: Request): Failure {
  const { member, assignment } = one;
  const { statement } = member;
  const { record, next } = request;
  if (fieldsCounted(member, request).length === 0) return fieldFailure(member, request);
  const fails = statement.verb === "allow" ? isNotTrue : isFalse;
  const failing = (test: "who" | "when" | "to", ask: (evaluate: Evaluate) => Kleene): Failure | null => {
    const condition = statement[test];
    if (condition === null || !fails(ask(condition.evaluate))) return null;
    return { failed: test, ...failingTerms(condition, ask, fails) };
  };
  const early =
    failing("who", (who) => who(party.principal, null, party)) ??
    failing("when", (when) => when(record, record, party));
  if (early !== null) return early;
  const outside = dimensionsOutside(one, request);
  if (outside.length > 0) {
    return { failed: "scope", operands: outside, wants: outside.map((name) => scopeWords(name, assignment)) };
  }
  if (statement.to !== null && next === null) return { failed: "changes", ...allTerms(statement.to) };
  return failing("to", (to) => to(next ?? record, record, party)) ?? { failed: null, operands: [], wants: [] };
}

function fieldFailure({ statement }: Member, request: Request): Failure {
  const named = namesOf(statement, request.fields);
  const operands = named.length === 0 ? namesOf(statement, null) : named;
  const wants = operands.map(code);
  if (named.length === 0) return { failed: "fields", operands, wants };
  return { failed: statement.masked === null ? "immutable" : "masked", operands, wants };
}

/** An allow needs *true*; what is unknown fails it. */
function isNotTrue(value: Kleene): boolean {
  return value !== TRUE;
}

/** A forbid or require holds unless something is *false*. */
function isFalse(value: Kleene): boolean {
  return value === FALSE;
}
