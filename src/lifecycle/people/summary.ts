import { type CompiledPolicy, compilePolicy } from "../../compile/policy.js";
import type { CompiledRole } from "../../compile/role.js";
import { instantText, titleOf } from "../../decide/explain/words.js";
import type { Assignment } from "../../model/assignment.js";
import { toEpochMs } from "../../model/instant.js";
import type { PolicyData } from "../../model/policy-data.js";
import { statementSentences } from "./statement-sentences.js";

/** What one assignment lets somebody do, in words. */
export interface AssignmentSummary {
  readonly assignmentId: string;
  /** What people call the role; `direct grant` for a grant. */
  readonly title: string;
  readonly description?: string;
  /** `eligible`: only once it is activated. */
  readonly state: "active" | "eligible";
  /** From when and until when, where that is bounded: `until 2026-03-31 22:00 UTC`. */
  readonly window?: string;
  /** What it allows: sentences, by type. */
  readonly allows: readonly string[];
  /** What it rules out, whatever else allows it. */
  readonly forbids: readonly string[];
  /** What it asks for before some of it. */
  readonly requires: readonly string[];
}

/**
 * Says what somebody can do with what they hold, for an invitation or a first day: each role's statements as plain sentences,
 * with the fields they reach, where, and under which conditions. It says what the assignments say: rules of the policy for
 * everybody may ask for more, or rule something out.
 *
 * Names of types, actions and fields stand in backticks. Roles that the policy does not know, and grants that cannot be read,
 * allow nothing.
 *
 * @param policy - trusted: what `policy.toJSON()` gives
 * @param assignments - in their order; whether they count at some instant is not asked
 * @example
 * const note = { fields: [{ name: "id", type: "string" }], actions: ["read"], readOnlyActions: ["read"], changingActions: [],
 *   scopePaths: {}, immutable: [], sensitive: [], fieldGroups: {} } as const;
 * const model = { dimensions: {}, principal: { attributes: [] }, resources: { note } };
 * const roles = { reader: { title: "Reader", statements: { note: [{ allow: "read" }] } } };
 * const policy = { id: "notes", version: 1, model, roles, rules: {}, separationOfDuty: [] };
 * const [reader] = summariseRoles(policy, [{ id: "a1", role: "reader" }]);
 * reader?.allows // => ["Can read `note`."]
 */
export function summariseRoles(policy: PolicyData, assignments: readonly Assignment[]): readonly AssignmentSummary[] {
  const compiled = compilePolicy(policy);
  return assignments.map((assignment) => summarise(compiled, assignment));
}

function summarise(policy: CompiledPolicy, assignment: Assignment): AssignmentSummary {
  const { id, role, state = "active" } = assignment;
  const held = bundleOf(policy, assignment);
  const sentences = (verb: "allow" | "forbid" | "require") => statementSentences(policy, held, assignment, verb);
  const description = held?.data?.description;
  const window = windowText(assignment);
  return {
    assignmentId: id,
    title: role === undefined ? "direct grant" : titleOf(policy, role),
    ...(description === undefined ? {} : { description }),
    state,
    ...(window === "" ? {} : { window }),
    allows: sentences("allow"),
    forbids: sentences("forbid"),
    requires: sentences("require"),
  };
}

function bundleOf(policy: CompiledPolicy, { role, statements }: Assignment): CompiledRole | undefined {
  if (role !== undefined) return policy.roles.get(role);
  const grant = policy.compileGrant(statements);
  return grant.isValid ? grant.role : undefined;
}

function windowText({ validFrom, validUntil }: Assignment): string {
  const from = validFrom === undefined ? [] : [`from ${instantText(toEpochMs(validFrom))}`];
  const until = validUntil === undefined ? [] : [`until ${instantText(toEpochMs(validUntil))}`];
  return [...from, ...until].join(" ");
}
