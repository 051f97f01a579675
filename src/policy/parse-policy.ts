import type { Model } from "../model/model.js";
import type { Resources } from "../model/resource.js";
import type { PolicyVocabulary, UnknownVocabulary } from "../model/vocabulary.js";
import { readPolicy, readPolicyJson } from "../schema/read-policy.js";
import { parsed } from "./checked-policy.js";
import type { ParsedPolicy } from "./policy.js";

/**
 * Reads a policy from a database or a file, typed by a model in code.
 *
 * @param model - what `defineModel()` gave
 * @param json - JSON text, or what it was parsed to; a model embedded in it must agree with `model`
 * @returns the policy, or every issue; nothing is thrown, however hostile the input
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const json = '{ "id": "notes", "version": 1, "roles": { "reader": { "title": "Reader" } } }';
 * parsePolicy(defineModel({ resources: { note } }), json).ok // => true
 */
export function parsePolicy<Types extends Resources, Attributes extends object, DimensionName extends string>(
  model: Model<Types, Attributes, DimensionName>,
  json: unknown,
): ParsedPolicy<PolicyVocabulary<Types, Attributes, DimensionName, string>>;
/**
 * Reads a policy that carries its own model, as `policy.toJSON()` does: for tools. Names are plain texts.
 *
 * @param json - JSON text, or what it was parsed to
 * @returns the policy, or every issue; nothing is thrown, however hostile the input
 * @example
 * parsePolicy("{}").ok // => false
 */
export function parsePolicy(json: unknown): ParsedPolicy<UnknownVocabulary>;
export function parsePolicy(
  ...parameters: readonly [Model, unknown] | readonly [unknown]
): ParsedPolicy<UnknownVocabulary> {
  if (parameters.length === 1) return parsed(readPolicyJson(parameters[0]));
  const [model, json] = parameters;
  return parsed(readPolicy(model.toJSON(), json));
}
