import type { PolicyData } from "../../model/policy-data.js";

/** How bad a finding is: an `error` locks people out or makes a statement void; an `info` may well be meant. */
export type LintSeverity = "error" | "warning" | "info";

/** Every kind of finding. The codes are stable across versions. */
export type LintCode =
  // statements that do nothing
  /** An allow that unconditional forbids cover wholly. */
  | "always_forbidden"
  /** A condition that no record meets. */
  | "never_true"
  /** A statement that is written twice in one bundle. */
  | "identical_statement"
  /** A field shown in part to those who may read it whole anyway. */
  | "shadowed_mask"
  // statements that reach further than it seems
  /** An allow of `"*"`: new actions are granted by themselves. */
  | "wildcard_actions"
  /** An allow for every type: new types are granted by themselves. */
  | "wildcard_types"
  /** An allow of a changing action that covers, unnamed, the fields that say who owns a record or where it belongs. */
  | "covers_owner_or_scope"
  // scope
  /** A statement under `"*"` in a scoped role: types that the dimension does not scope are not reached. */
  | "wildcard_skips_types"
  /** An allow in a scoped role on a type that the dimension does not scope: it reaches every record. */
  | "beyond_scope"
  /** A role that no dimension scopes, with allows on scoped types. */
  | "unscoped_role"
  /** `$under` a value that the dimension's tree does not have. */
  | "unknown_tree_value"
  // transitions
  /** `to` is asked when records change, but not when they are created. */
  | "unguarded_create"
  /** `to` is asked when records are created, but not when they change. */
  | "unguarded_change"
  /** A forbid to change records that are so, which does not stop others from becoming so. */
  | "open_transition"
  // missing values
  /** A forbid or require that holds wherever a value is missing. */
  | "guard_over_missing"
  // time
  /** A condition on `now`: answers hold for a moment only. */
  | "now_condition"
  // roles
  /** A role that nobody may hand out. */
  | "unassignable_role"
  /** A role whose holders may hand it out themselves. */
  | "self_assignable_role"
  /** A role that allows nothing. */
  | "empty_role"
  /** A forbid in a role: whoever loses the role may do more. */
  | "forbid_in_role"
  /** `without` leaves out a forbid or require. */
  | "left_out_guard"
  /** `without` leaves out statements of several roles that share the id. */
  | "ambiguous_without"
  /** Several roles have statements with the same id. */
  | "shared_id"
  /** A role extends another both directly and through a third. */
  | "redundant_extension"
  /** `minHolders` without `maxHolders`. */
  | "min_without_max"
  // requirements
  /** A requirement that nobody can ever meet. */
  | "unmeetable_requirement"
  /** A session may be idle for longer than it may last. */
  | "idle_beyond_age"
  // coverage
  /** A sensitive field that no role may read. */
  | "unreadable_field"
  /** An action that no role may do. */
  | "unheld_action";

/** Something that the policy says, but hardly means. */
export interface LintFinding {
  readonly code: LintCode;
  readonly severity: LintSeverity;
  /** Keys and indexes from the top of the policy. */
  readonly path: readonly (string | number)[];
  /** One sentence. */
  readonly message: string;
  /** The idiom that helps. */
  readonly hint?: string;
}

/** Looks for findings of one family. */
export type LintRule = (policy: PolicyData) => readonly LintFinding[];
