import { type CompiledPolicy, compilePolicy } from "../compile/policy.js";
import type { AccessFacts } from "../model/access-facts.js";
import type { AccessInput, AssignmentUnder } from "../model/access-input.js";
import { PolicyDefinitionError } from "../model/errors.js";
import type { Model } from "../model/model.js";
import type { PolicyData } from "../model/policy-data.js";
import type { Vocabulary, WithRoles } from "../model/vocabulary.js";
import { openAccess } from "../project/access.js";
import type { Read } from "../schema/read.js";
import { readAssignment } from "../schema/read-assignment.js";
import { grantReader } from "../schema/read-grant.js";
import { readRoles } from "../schema/read-roles.js";
import type { Access } from "./access.js";
import { modelFrom } from "./define-model.js";
import type { ExtensionDefinition, ParsedAssignment, ParsedPolicy, Policy } from "./policy.js";

/**
 * The one implementation of {@link Policy}. At run time names are texts; whoever makes one says which vocabulary the data
 * was checked against.
 *
 * @internal
 */
export class CheckedPolicy<V extends Vocabulary> implements Policy<V> {
  readonly id: string;
  readonly version: number;
  readonly model: Model<V["resources"], V["attributes"], V["dimension"]>;
  readonly #data: PolicyData;
  readonly #compiled: CompiledPolicy;

  /** @param data - trusted: what the schema layer gave */
  constructor(data: PolicyData) {
    this.id = data.id;
    this.version = data.version;
    this.model = modelFrom(data.model);
    this.#data = data;
    this.#compiled = compilePolicy(data, grantReader(data));
  }

  access(input: AccessInput<V>): Access<V> {
    return openAccess(this.#compiled, input as AccessFacts) as Access<V>;
  }

  toJSON(): PolicyData {
    return this.#data;
  }

  extend<const RoleName extends string>(definition: ExtensionDefinition<V, RoleName>): Policy<WithRoles<V, RoleName>> {
    const read = readRoles(this.#data, definition);
    if (!read.ok) throw new PolicyDefinitionError(read.issues);
    return new CheckedPolicy<WithRoles<V, RoleName>>(read.value);
  }

  parseAssignment(json: unknown): ParsedAssignment<V> {
    const read = readAssignment(this.#data, json);
    return read.ok ? { ok: true, assignment: read.value as AssignmentUnder<V> } : read;
  }

  parseRoles(json: unknown): ParsedPolicy<WithRoles<V, string>> {
    return parsed(readRoles(this.#data, json));
  }
}

/** What was read as a policy, or its issues. */
export function parsed<V extends Vocabulary>(read: Read<PolicyData>): ParsedPolicy<V> {
  return read.ok ? { ok: true, policy: new CheckedPolicy<V>(read.value) } : read;
}
