import { PolicyDefinitionError } from "../model/errors.js";
import type { PolicyData } from "../model/policy-data.js";
import { quote } from "../model/quote.js";

/**
 * Makes sure that a tenant's policy is the service's, with roles added: `extend` and `parseRoles` keep the very objects that
 * they extend, and check what they add against them. A policy that was read from JSON may say the same and is still another
 * one: nobody checked that its roles leave no forbid or require of the base out.
 *
 * @throws PolicyDefinitionError `no_extension`
 */
export function assertExtension(base: PolicyData, policy: PolicyData): void {
  const isSame =
    policy.model === base.model &&
    policy.rules === base.rules &&
    policy.separationOfDuty === base.separationOfDuty &&
    policy.id === base.id &&
    Object.entries(base.roles).every(
      ([name, role]) => Object.hasOwn(policy.roles, name) && policy.roles[name] === role,
    );
  if (isSame) return;
  const message = `a tenant's policy is not made of the service's policy ${quote(base.id)}`;
  const hint = "make it with `policy.extend()` or `policy.parseRoles()` of the very policy that the service was given";
  throw new PolicyDefinitionError([{ code: "no_extension", path: [], message, hint }]);
}
