import type { PolicyData } from "../../model/policy-data.js";
import type { ActionsData, StatementData } from "../../model/statement-data.js";

/** A statement, and where it is written. */
export interface Placed {
  readonly statement: StatementData;
  /** Keys and indexes from the top of the policy. */
  readonly path: readonly (string | number)[];
  /** The role in which it is written; none for a rule. */
  readonly role: string | undefined;
  /** The type under which it is written, or `"*"`. */
  readonly type: string;
}

/** The statements that are written in a role. */
export function statementsOfRole(policy: PolicyData, role: string): readonly Placed[] {
  const statements = policy.roles[role]?.statements ?? {};
  return Object.entries(statements).flatMap(([type, list]) =>
    list.map((statement, index) => ({ statement, path: ["roles", role, "statements", type, index], role, type })),
  );
}

/** The policy-wide rules. */
export function statementsOfRules(policy: PolicyData): readonly Placed[] {
  return Object.entries(policy.rules).flatMap(([type, list]) =>
    list.map((statement, index) => ({ statement, path: ["rules", type, index], role: undefined, type })),
  );
}

/** Every statement as it is written: role by role, then the rules. */
export function allStatements(policy: PolicyData): readonly Placed[] {
  const roles = Object.keys(policy.roles).flatMap((role) => statementsOfRole(policy, role));
  return [...roles, ...statementsOfRules(policy)];
}

/** What a role consists of: its own statements, and those that it extends and does not leave out. */
export function bundleOf(policy: PolicyData, role: string): readonly Placed[] {
  const bundles = new Map<string, readonly Placed[]>();
  return collect(role);

  function collect(name: string): readonly Placed[] {
    const known = bundles.get(name);
    if (known !== undefined) return known;
    const inherited = (policy.roles[name]?.extends ?? []).flatMap((extension) => {
      if (typeof extension === "string") return collect(extension);
      const without = new Set(extension.without);
      return collect(extension.role).filter(
        ({ statement }) => !(statement.id !== undefined && without.has(statement.id)),
      );
    });
    // a statement that comes by two ways is one
    const bundle = [...new Set([...statementsOfRole(policy, name), ...inherited])];
    bundles.set(name, bundle);
    return bundle;
  }
}

/** The actions that a statement names. */
export function actionsNamed(statement: StatementData): ActionsData {
  if ("allow" in statement) return statement.allow;
  return "forbid" in statement ? statement.forbid : statement.for;
}

/** Whether a statement allows, or guards (forbids or requires). */
export function isAllow(statement: StatementData): statement is Extract<StatementData, { allow: ActionsData }> {
  return "allow" in statement;
}
