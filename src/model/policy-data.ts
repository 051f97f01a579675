import type { Duration } from "./duration.js";
import type { ModelData } from "./model-data.js";
import type { StatementsData } from "./statement-data.js";

/** A base role, and the explicit ids of its statements that are left out of this bundle. */
export interface ExtensionData {
  readonly role: string;
  readonly without?: readonly string[];
}

/** A role template: a named, versioned bundle of statements, assigned to many principals. */
export interface RoleData {
  readonly title: string;
  readonly description?: string;
  /** The template's own version, a positive whole number. */
  readonly version?: number;
  /** The dimensions for which an assignment must give values or the explicit `"*"`; those of the bases count too. */
  readonly scopedBy?: readonly string[];
  /** Who may hand this role out. */
  readonly assignableBy?: readonly string[];
  readonly extends?: readonly (string | ExtensionData)[];
  /** The longest window of an assignment. */
  readonly maxDuration?: Duration;
  /** The longest activation of an eligible assignment. */
  readonly maxActivation?: Duration;
  readonly maxHolders?: number;
  readonly minHolders?: number;
  readonly statements?: StatementsData;
}

/** A set of roles of which one principal may hold at most so many (NIST RBAC SSD; DSD when `dynamic`). */
export interface SeparationOfDutyData {
  readonly id: string;
  readonly roles: readonly string[];
  readonly atMost: number;
  /** Count active roles only. */
  readonly dynamic?: boolean;
}

/** A whole policy as plain, trusted data: what `policy.toJSON()` gives and `compile/` reads. */
export interface PolicyData {
  readonly id: string;
  readonly version: number;
  readonly model: ModelData;
  readonly roles: Readonly<Record<string, RoleData>>;
  readonly rules: StatementsData;
  readonly separationOfDuty: readonly SeparationOfDutyData[];
}
