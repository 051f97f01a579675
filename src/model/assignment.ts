import type { Instant } from "./instant.js";
import type { StatementsData } from "./statement-data.js";

/** For each dimension a non-empty list of values, or the explicit `"*"` for all. */
export type Scope<DimensionName extends string = string> = {
  readonly [name in DimensionName]?: readonly string[] | "*";
};

interface AssignmentFacts<DimensionName extends string> {
  readonly id: string;
  readonly scope?: Scope<DimensionName>;
  /** Inclusive. */
  readonly validFrom?: Instant;
  /** Exclusive. */
  readonly validUntil?: Instant;
  /** `eligible` grants nothing until it is activated. Default `active`. */
  readonly state?: "active" | "eligible";
  readonly grantedBy?: string;
  readonly reason?: string;
}

/** Binds a role template to a principal. */
export interface RoleAssignment<Role extends string = string, DimensionName extends string = string>
  extends AssignmentFacts<DimensionName> {
  readonly role: Role;
  readonly statements?: never;
}

/** Statements given to one principal directly; its scope names every dimension that its types have a path for. */
export interface DirectGrant<DimensionName extends string = string, Statements = StatementsData>
  extends AssignmentFacts<DimensionName> {
  readonly statements: Statements;
  readonly role?: never;
}

/** What a principal holds: a role, or statements of its own. */
export type Assignment<
  Role extends string = string,
  DimensionName extends string = string,
  Statements = StatementsData,
> = RoleAssignment<Role, DimensionName> | DirectGrant<DimensionName, Statements>;
