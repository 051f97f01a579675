import type { Vocabulary } from "../../model/vocabulary.js";
import { checkMapping, MAPPING_KEYS, type MappedPolicy, MappingIssues } from "./check-mapping.js";
import type { IdentityMapping, IdentityMappingDefinition } from "./identity-mapping.js";

/** What a SCIM client's users and groups mean here; groups by their `displayName`, places by the names of SCIM attributes. */
export type ScimMappingDefinition<V extends Vocabulary> = IdentityMappingDefinition<V>;

/** A mapping of SCIM users that was checked against a policy. */
export type ScimMapping = IdentityMapping;

/**
 * Declares what a SCIM client's users and groups mean: which group gives which role in which scope, and which SCIM attributes
 * become attributes of the principal. It is checked against the policy at once.
 *
 * @throws PolicyDefinitionError with every mistake at once
 * @example
 * const deal = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const model = defineModel({ principal: { attributes: [{ name: "department", type: "string" }] }, resources: { deal } });
 * const rep = { title: "Rep", statements: { deal: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(model, { id: "crm", version: 1, roles: { rep } });
 * const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
 * const mapping = defineScimMapping(policy, {
 *   provider: "okta",
 *   groups: [{ group: "Sales", role: "rep" }],
 *   attributes: { department: [enterprise, "department"] },
 * });
 * mapping.idPrefix // => "okta:"
 */
export function defineScimMapping<V extends Vocabulary>(
  policy: MappedPolicy<V>,
  definition: ScimMappingDefinition<V>,
): ScimMapping {
  const issues = new MappingIssues();
  issues.known(definition, [], MAPPING_KEYS);
  const mapping = checkMapping(policy, definition, issues, "userName");
  issues.conclude();
  return mapping;
}
