import type { AccessFacts, PartyFacts } from "../../model/access-facts.js";
import type { Assignment } from "../../model/assignment.js";
import type { ConditionData } from "../../model/condition-data.js";
import type { PolicyData, RoleData } from "../../model/policy-data.js";
import type { StatementData, StatementsData } from "../../model/statement-data.js";

/** Statements with each list changed. */
export function mapLists(
  statements: StatementsData,
  change: (list: readonly StatementData[], key: string) => readonly StatementData[],
): StatementsData {
  return Object.fromEntries(Object.entries(statements).map(([key, list]) => [key, change(list, key)]));
}

/** A policy with the statements of each role, and of the rules, changed. */
export function mapStatements(
  policy: PolicyData,
  change: (statements: StatementsData, holder: string) => StatementsData,
): PolicyData {
  const roles = Object.entries(policy.roles).map(([name, role]): [string, RoleData] => [
    name,
    role.statements === undefined ? role : { ...role, statements: change(role.statements, name) },
  ]);
  return { ...policy, roles: Object.fromEntries(roles), rules: change(policy.rules, "rules") };
}

/** The statements of a policy and of people's direct grants that suit; ids by position move, so they are of no use. */
export function keepStatements(policy: PolicyData, suits: (statement: StatementData) => boolean): PolicyData {
  const kept = mapStatements(policy, (statements) => mapLists(statements, (list) => list.filter(suits)));
  // what is no longer there cannot be left out
  const roles = Object.entries(kept.roles).map(([name, role]): [string, RoleData] => {
    const bases = role.extends?.map((base) => (typeof base === "string" ? base : base.role));
    return [name, bases === undefined ? role : { ...role, extends: [...new Set(bases)] }];
  });
  return { ...kept, roles: Object.fromEntries(roles) };
}

/** Facts with each party's changed. */
export function mapParties(facts: AccessFacts, change: (party: PartyFacts) => PartyFacts): AccessFacts {
  const { onBehalfOf, now, ...self } = facts;
  const changed = { ...change(self), now };
  return onBehalfOf === undefined ? changed : { ...changed, onBehalfOf: change(onBehalfOf) };
}

/** Facts with every assignment changed. */
export function mapAssignments(facts: AccessFacts, change: (assignment: Assignment) => Assignment): AccessFacts {
  return mapParties(facts, (party) => ({ ...party, assignments: party.assignments.map(change) }));
}

/** Facts whose direct grants hold only statements that suit. */
export function keepGranted(facts: AccessFacts, suits: (statement: StatementData) => boolean): AccessFacts {
  return mapAssignments(facts, (assignment) =>
    assignment.role === undefined
      ? { ...assignment, statements: mapLists(assignment.statements, (list) => list.filter(suits)) }
      : assignment,
  );
}

/** Whether a statement's conditions, written out, satisfy something. */
export function conditionsOf(statement: StatementData): ConditionData[] {
  const who = "who" in statement ? statement.who : undefined;
  return [statement.when, statement.to, who].filter((condition) => condition !== undefined);
}

/** Whether some condition of the statement uses an operator. */
export function usesOperator(statement: StatementData, operator: string): boolean {
  return JSON.stringify(conditionsOf(statement)).includes(`"${operator}":`);
}

/** Whether some condition of the statement refers to a fact whose path starts so. */
export function refersTo(statement: StatementData, start: string): boolean {
  return JSON.stringify(conditionsOf(statement)).includes(`"$ref":"${start}`);
}
