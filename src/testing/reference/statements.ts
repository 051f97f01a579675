import type { Assignment } from "../../model/assignment.js";
import type { StatementRef } from "../../model/decision.js";
import type { PolicyData, RoleData } from "../../model/policy-data.js";
import type { StatementData, StatementsData } from "../../model/statement-data.js";

/** A statement in somebody's hands: what it says, where it stands, and how it came there. */
export interface Held {
  readonly statement: StatementData;
  /** The type under which it is written, or `"*"`. */
  readonly key: string;
  readonly ref: StatementRef;
  /** The assignment that brought it; none for a rule. */
  readonly assignment: Assignment | undefined;
  /** The dimensions that scope its template; none for a rule. */
  readonly scopedBy: readonly string[];
}

/** The policy-wide rules. */
export function ruleStatements(policy: PolicyData): Held[] {
  return written(policy.rules, "rules").map((each) => ({ ...each, assignment: undefined, scopedBy: [] }));
}

/**
 * What an assignment brings: its role's statements and those of the bases, or its own. An unknown role brings nothing.
 * One with both is not valid, and brings both.
 */
export function assignedStatements(assignment: Assignment, policy: PolicyData): Held[] {
  const { role, statements } = holdingOf(assignment);
  const byRole = role === undefined ? [] : heldByRole(role, assignment, policy);
  return role !== undefined && statements === undefined ? byRole : [...byRole, ...granted(assignment, policy)];
}

/** What an assignment says that it binds, however little its type allows that. */
export function holdingOf(assignment: Assignment): { readonly role?: string; readonly statements?: StatementsData } {
  return assignment;
}

function heldByRole(role: string, assignment: Assignment, policy: PolicyData): Held[] {
  const scopedBy = roleDimensions(role, policy);
  const via = { role, assignment: assignment.id };
  // a limit is bounded by the template in which it is written, an allow by the one that is assigned
  return roleStatements(role, policy).map((each) =>
    hold(each, via, assignment, "allow" in each.statement ? scopedBy : roleDimensions(each.writer, policy)),
  );
}

function granted(assignment: Assignment, policy: PolicyData): Held[] {
  const { statements } = holdingOf(assignment);
  if (!isReadable(statements)) return [unreadableGrant(assignment)];
  const scopedBy = grantDimensions(statements, policy);
  return written(statements, "grant").map((each) => hold(each, { assignment: assignment.id }, assignment, scopedBy));
}

/** The dimensions for which an assignment of this must give values: a role's and its bases', or those its types have. */
export function dimensionsOf(assignment: Assignment, policy: PolicyData): string[] {
  const { role, statements } = holdingOf(assignment);
  return role === undefined ? grantDimensions(statements ?? {}, policy) : roleDimensions(role, policy);
}

/** The role template with this name. */
export function roleOf(name: string, policy: PolicyData): RoleData | undefined {
  return Object.hasOwn(policy.roles, name) ? policy.roles[name] : undefined;
}

/** Whether a direct grant's statements can be read at all. */
export function isReadable(statements: unknown): statements is StatementsData {
  if (typeof statements !== "object" || statements === null || Array.isArray(statements)) return false;
  return Object.values(statements).every((list) => Array.isArray(list) && list.every(isReadableStatement));
}

function isReadableStatement(statement: unknown): boolean {
  if (typeof statement !== "object" || statement === null) return false;
  return "allow" in statement || "forbid" in statement || ("require" in statement && "for" in statement);
}

// S7: what cannot be read might have been a forbid of anything
function unreadableGrant(assignment: Assignment): Held {
  const ref = { id: "grant.invalid", assignment: assignment.id };
  return { statement: { forbid: "*" }, key: "*", ref, assignment, scopedBy: [] };
}

interface Written {
  /** The role, or what else, under whose name it is written. */
  readonly writer: string;
  readonly statement: StatementData;
  readonly key: string;
  readonly ref: StatementRef;
}

function hold(each: Written, via: Omit<StatementRef, "id">, assignment: Assignment, scopedBy: readonly string[]): Held {
  return { ...each, ref: { ...each.ref, ...via }, assignment, scopedBy };
}

function written(statements: StatementsData, holder: string): Written[] {
  return Object.entries(statements).flatMap(([key, list]) =>
    list.map((statement, index) => {
      const id = statement.id ?? `${holder}.${key}#${index}`;
      return { writer: holder, statement, key, ref: statement.why === undefined ? { id } : { id, why: statement.why } };
    }),
  );
}

// S31: what is left out is left out of that bundle only
function roleStatements(name: string, policy: PolicyData): Written[] {
  const role = roleOf(name, policy);
  if (role === undefined) return [];
  const inherited = (role.extends ?? []).flatMap((base) => {
    const { role: baseName, without = [] } = typeof base === "string" ? { role: base } : base;
    return roleStatements(baseName, policy).filter((each) => !without.includes(each.statement.id ?? ""));
  });
  return [...written(role.statements ?? {}, name), ...inherited];
}

function roleDimensions(name: string, policy: PolicyData): string[] {
  const role = roleOf(name, policy);
  if (role === undefined) return [];
  const bases = (role.extends ?? []).map((base) => (typeof base === "string" ? base : base.role));
  return [...(role.scopedBy ?? []), ...bases.flatMap((base) => roleDimensions(base, policy))];
}

// S20: a direct grant is scoped by every dimension that its types have a path for
function grantDimensions(statements: StatementsData, policy: PolicyData): string[] {
  const { dimensions, resources } = policy.model;
  const types = Object.keys(statements).flatMap((key) => (key === "*" ? Object.keys(resources) : [key]));
  return Object.keys(dimensions).filter((name) =>
    types.some((type) => (resources[type]?.scopePaths[name] ?? null) !== null),
  );
}
