import type { AccessInput, AssignmentUnder } from "../model/access-input.js";
import type { DefinitionIssue } from "../model/errors.js";
import type { Model } from "../model/model.js";
import type { PolicyData } from "../model/policy-data.js";
import type { Role } from "../model/role.js";
import type { UnknownVocabulary, Vocabulary, WithRoles } from "../model/vocabulary.js";
import type { Access } from "./access.js";

/**
 * A checked, compiled policy: immutable, shared by all requests.
 *
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const extended = policy.extend({ roles: { guest: { title: "Guest", extends: ["reader"] } } });
 * Object.keys(extended.toJSON().roles) // => ["reader", "guest"]
 * policy.parseRoles({ roles: { guest: { title: "Guest", extends: ["raeder"] } } }).ok // => false
 */
export interface Policy<V extends Vocabulary = UnknownVocabulary> {
  readonly id: string;
  readonly version: number;
  readonly model: Model<V["resources"], V["attributes"], V["dimension"]>;

  /**
   * The policy as one principal sees it, in one session, at one instant.
   *
   * @param input - all facts; nothing is looked up, and no clock is read
   * @throws InvalidRequestError `invalid_facts`, `invalid_now`
   */
  access(input: AccessInput<V>): Access<V>;

  /** The policy as plain data, with its model in portable form: what `parsePolicy` reads. */
  toJSON(): PolicyData;

  /**
   * Adds a tenant's own role templates. They cannot loosen the rules of this policy, nor leave out one of its *forbids* or
   * *requires*.
   *
   * @throws PolicyDefinitionError with every mistake at once
   */
  extend<const RoleName extends string>(definition: ExtensionDefinition<V, RoleName>): Policy<WithRoles<V, RoleName>>;

  /** Like {@link Policy.extend}, for role templates from a database: JSON as text or already parsed. */
  parseRoles(json: unknown): ParsedPolicy<WithRoles<V, string>>;

  /**
   * Reads an assignment before it is stored: JSON as text or already parsed. What this refuses would grant nothing, and
   * its *forbids* and *requires* would hold everywhere.
   */
  parseAssignment(json: unknown): ParsedAssignment<V>;

  /** For the compiler alone: nothing is there at run time. */
  readonly "~vocabulary"?: V;
}

/** What `policy.extend()` takes: role templates that may build on those of the policy. */
export interface ExtensionDefinition<V extends Vocabulary, RoleName extends string> {
  readonly roles: { readonly [Name in RoleName]: Role<WithRoles<V, NoInfer<RoleName>>> };
}

/** An assignment, or everything that is wrong with what should have become one. */
export type ParsedAssignment<V extends Vocabulary> =
  | { readonly ok: true; readonly assignment: AssignmentUnder<V> }
  | { readonly ok: false; readonly issues: readonly DefinitionIssue[] };

/** A policy, or everything that is wrong with what should have become one. */
export type ParsedPolicy<V extends Vocabulary> =
  | { readonly ok: true; readonly policy: Policy<V> }
  | { readonly ok: false; readonly issues: readonly DefinitionIssue[] };
