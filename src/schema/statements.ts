import type { StatementData, StatementsData } from "../model/statement-data.js";
import type { Site } from "./site.js";
import { readStatement } from "./statement.js";
import type { PolicyContext, StatementPlace } from "./statement-context.js";
import { quote } from "./text.js";

const EVERY_TYPE = "*";

/**
 * Reads statements, keyed by resource type.
 *
 * @param site - where they stand
 * @param policy - what they may name
 * @param place - in a role, in a direct grant, or among the policy-wide rules
 * @returns the statements; explicit ids are unique among all of them
 */
export function readStatements(site: Site, policy: PolicyContext, place: StatementPlace): StatementsData | undefined {
  const entries = site.entries("an object: types with lists of statements");
  if (entries === undefined) return undefined;
  const ids = new Set<string>();
  const statements: [string, readonly StatementData[]][] = [];
  for (const [key, value] of entries) {
    const list = site.child(key, value);
    const type = policy.types.get(key);
    if (type === undefined && key !== EVERY_TYPE) {
      const known = [...policy.types.keys(), EVERY_TYPE];
      list.unknown("unknown_type", `there is no resource type ${quote(key)}`, key, known);
      continue;
    }
    const read: StatementData[] = [];
    for (const element of list.list("a list of statements") ?? []) {
      if (element.issues.full) break;
      const statement = readStatement(element, { policy, place, type });
      if (statement !== undefined) read.push(statement);
      checkUnique(element.optional("id"), ids);
    }
    statements.push([key, read]);
  }
  return Object.fromEntries(statements);
}

function checkUnique(site: Site | undefined, ids: Set<string>): void {
  const id = site?.value;
  if (typeof id !== "string") return;
  if (ids.has(id)) site?.issue("duplicate_id", `the id ${quote(id)} is given twice`);
  ids.add(id);
}
