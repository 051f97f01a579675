import type { Duration } from "./duration.js";
import type { Statements } from "./statements.js";
import type { Vocabulary } from "./vocabulary.js";

/** A base role, and the statements of it that are left out of this bundle. */
export interface Extension<Role extends string> {
  readonly role: Role;
  /** Explicit ids of statements. */
  readonly without?: readonly string[];
}

/** A role template: a named, versioned bundle of statements, assigned to many principals. */
export interface Role<V extends Vocabulary> {
  readonly title: string;
  readonly description?: string;
  /** The template's own version, a positive whole number. */
  readonly version?: number;
  /** The dimensions for which an assignment must give values or the explicit `"*"`; those of the bases count too. */
  readonly scopedBy?: readonly V["dimension"][];
  /** Who may hand this role out. */
  readonly assignableBy?: readonly V["role"][];
  readonly extends?: readonly (V["role"] | Extension<V["role"]>)[];
  /** The longest window of an assignment. */
  readonly maxDuration?: Duration;
  /** The longest activation of an eligible assignment. */
  readonly maxActivation?: Duration;
  readonly maxHolders?: number;
  readonly minHolders?: number;
  readonly statements?: Statements<V>;
}
