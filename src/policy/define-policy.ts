import { PolicyDefinitionError } from "../model/errors.js";
import type { Model } from "../model/model.js";
import type { PolicyDefinition } from "../model/policy-definition.js";
import type { Resources } from "../model/resource.js";
import type { PolicyVocabulary } from "../model/vocabulary.js";
import { readPolicy } from "../schema/read-policy.js";
import { CheckedPolicy } from "./checked-policy.js";
import type { Policy } from "./policy.js";

/**
 * Checks and compiles a policy: role templates and policy-wide rules over a model.
 *
 * @param model - what `defineModel()` gave
 * @param definition - plain data; every name in it is checked by the compiler, and again at run time
 * @throws PolicyDefinitionError with every mistake at once
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * Object.keys(policy.toJSON().roles) // => ["reader"]
 */
export function definePolicy<
  Types extends Resources,
  Attributes extends object,
  DimensionName extends string,
  const RoleName extends string,
>(
  model: Model<Types, Attributes, DimensionName>,
  definition: PolicyDefinition<
    PolicyVocabulary<Types, Attributes, NoInfer<DimensionName>, NoInfer<RoleName>>,
    RoleName
  >,
): Policy<PolicyVocabulary<Types, Attributes, DimensionName, RoleName>> {
  const read = readPolicy(model.toJSON(), definition);
  if (!read.ok) throw new PolicyDefinitionError(read.issues);
  return new CheckedPolicy<PolicyVocabulary<Types, Attributes, DimensionName, RoleName>>(read.value);
}
