import type { PolicyVocabulary } from "../model/vocabulary.js";
import { definePolicy } from "../policy/define-policy.js";
import type { Policy } from "../policy/policy.js";
import { type CrmAttributes, type CrmDimension, type CrmResources, crmModel } from "./model.js";
import { type CrmRoles, crmRoles } from "./roles.js";
import { crmRules } from "./rules.js";
import { crmSeparationOfDuty } from "./separation-of-duty.js";

/** The ids of the preset's role templates. */
export type CrmRole = keyof CrmRoles;

/** Everything that the preset's policy has names for: `Access<CrmVocabulary>` is what its accesses are. */
export type CrmVocabulary = PolicyVocabulary<CrmResources, CrmAttributes, CrmDimension, CrmRole>;

/**
 * A CRM's policy, ready to run: thirteen role templates, rules for everybody, three separations of duty. Use it as it
 * stands, extend it by a tenant's own templates, or build one of your own from its parts.
 *
 * @example
 * crmPolicy.id // => "crm"
 */
export const crmPolicy: Policy<CrmVocabulary> = definePolicy(crmModel, {
  id: "crm",
  version: 1,
  roles: crmRoles,
  rules: crmRules,
  separationOfDuty: crmSeparationOfDuty,
});
