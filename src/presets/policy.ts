import { definePolicy } from "../policy/define-policy.js";
import { crmModel } from "./model.js";
import { crmRoles } from "./roles.js";
import { crmRules } from "./rules.js";
import { crmSeparationOfDuty } from "./separation-of-duty.js";

/**
 * A CRM's policy, ready to run: thirteen role templates, rules for everybody, three separations of duty. Use it as it
 * stands, extend it by a tenant's own templates, or build one of your own from its parts.
 *
 * @example
 * crmPolicy.id // => "crm"
 */
export const crmPolicy = definePolicy(crmModel, {
  id: "crm",
  version: 1,
  roles: crmRoles,
  rules: crmRules,
  separationOfDuty: crmSeparationOfDuty,
});
