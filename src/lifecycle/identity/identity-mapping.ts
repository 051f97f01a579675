import type { JsonObject } from "../../model/json.js";
import type { PrincipalKind } from "../../model/principal.js";
import type { Vocabulary } from "../../model/vocabulary.js";
import type { ClaimPath } from "./claim-path.js";

/** What the groups and attributes of an identity provider mean here. */
export interface IdentityMappingDefinition<V extends Vocabulary> {
  /** Castellan's name of the provider: what it says is kept, audited and replaced under this name. */
  readonly provider: string;
  /**
   * What the ids of principals begin with, before the provider's own id. Default `<provider>:`. With an empty one the provider
   * speaks of whoever has that id here, unless another provider does.
   */
  readonly idPrefix?: string;
  /** What each group gives; a group that is not listed gives nothing. Several entries may name one group. */
  readonly groups: readonly GroupMapping<V>[];
  /** The principal's attributes, and where they stand. What is not there is taken away. */
  readonly attributes?: { readonly [Name in keyof V["attributes"] & string]?: ClaimPath };
  /** What somebody is. Default: an employee. */
  readonly kind?: KindMapping;
  /** Where the end of guests and contractors stands: ISO 8601 with an offset, or seconds since 1970. */
  readonly validUntil?: ClaimPath;
  /** Who answers for guests and contractors: where their principal's id stands, or always the same one. */
  readonly sponsorId?: ClaimPath | { readonly id: string };
  /** Where the name stands by which people know them. Default `preferred_username` in claims, `userName` in SCIM. */
  readonly userName?: ClaimPath;
}

/** What one group gives. */
export interface GroupMapping<V extends Vocabulary> {
  /** As the provider writes it, to the letter: a name, an address or an id. */
  readonly group: string;
  readonly role: V["role"];
  readonly scope?: { readonly [Name in V["dimension"]]?: ScopeMapping };
  /** Default `active`. */
  readonly state?: "active" | "eligible";
}

/** The values of a dimension: always the same, or as a claim says. A claim never gives `"*"`. */
export type ScopeMapping = readonly string[] | "*" | { readonly claim: ClaimPath };

/** What somebody is, by a claim. */
export interface KindMapping {
  readonly claim: ClaimPath;
  /** By the claim's value, of whatever type, as text. */
  readonly values: Readonly<Record<string, PrincipalKind>>;
  /** For every other value, and where there is none. */
  readonly otherwise: PrincipalKind;
}

/** A mapping that was checked against a policy. */
export interface IdentityMapping {
  readonly provider: string;
  readonly idPrefix: string;
  readonly groups: readonly GroupMapping<Vocabulary>[];
  readonly attributes: readonly (readonly [name: string, path: ClaimPath])[];
  readonly kind: KindMapping | null;
  readonly validUntil: ClaimPath | null;
  readonly sponsorId: ClaimPath | { readonly id: string } | null;
  readonly userName: ClaimPath;
}

/** What a mapping made of what a provider says, as the command takes it. */
export interface MappedIdentity {
  readonly kind: PrincipalKind;
  readonly attributes: JsonObject;
  readonly groups: readonly string[];
  readonly assignments: readonly MappedAssignment[];
  readonly validUntil?: number;
  readonly sponsorId?: string;
  readonly userName?: string;
}

/** An assignment that a group gives. */
export interface MappedAssignment {
  readonly role: string;
  readonly scope?: Readonly<Record<string, readonly string[] | "*">>;
  readonly state?: "active" | "eligible";
}
