import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import type { Outcome, UnmetRequirement } from "../../model/decision.js";
import { decideFields, type PolicySource, policyDataOf, referenceDecide, type Verdict } from "./decide.js";
import { sortedRequirements } from "./order.js";
import { partiesOf, type ReferenceLimit } from "./party.js";
import { readRequest } from "./request.js";

/** A policy and the facts of an access: what every question is asked of. */
export interface ReferenceAccess {
  readonly policy: PolicySource;
  readonly facts: AccessFacts;
  /** To what the access was attenuated. */
  readonly limits?: readonly ReferenceLimit[];
}

/** Which changes may be written, which only after a step-up, and which not. */
export interface ReferenceWrite {
  readonly allowed: readonly string[];
  readonly challenged: readonly string[];
  readonly refused: readonly string[];
  readonly requirements: readonly UnmetRequirement[];
}

/**
 * Tells whether the answer is yes, as {@link referenceDecide} finds it.
 *
 * @param access - the policy and the facts
 * @param action - an action of the type
 * @param type - a resource type
 * @param record - the record; for `create`, as proposed
 * @param field - the field asked for; without it, any field
 */
export function referenceCan(
  access: ReferenceAccess,
  action: string,
  type: string,
  record: object,
  field?: string,
): boolean {
  return referenceOutcome(access, action, type, record, field) === "allow";
}

/**
 * Tells yes, no, or yes after a step-up. A field that is named is decided alone.
 *
 * @param access - the policy and the facts
 * @param action - an action of the type
 * @param type - a resource type
 * @param record - the record; for `create`, as proposed
 * @param field - the field asked for; without it, any field
 */
export function referenceOutcome(
  access: ReferenceAccess,
  action: string,
  type: string,
  record: object,
  field?: string,
): Outcome {
  const { policy, facts, limits } = access;
  if (field === undefined) return referenceDecide(policy, facts, { action, type, record }, limits).outcome;
  return verdictOn(field, access, { action, type, record, fields: [field] }).outcome;
}

/**
 * The fields for which the answer is yes, each decided alone, in schema order.
 *
 * @param access - the policy and the facts
 * @param action - an action of the type
 * @param type - a resource type
 * @param record - the record; for `create`, as proposed
 */
export function referenceFields(access: ReferenceAccess, action: string, type: string, record: object): string[] {
  const { resource } = readRequest({ action, type, record }, policyDataOf(access.policy).model);
  return resource.fields
    .map((field) => field.name)
    .filter((field) => referenceCan(access, action, type, record, field));
}

/**
 * Decides each change of an update alone, in the light of all of them (S8).
 *
 * @param access - the policy and the facts
 * @param type - a resource type with the action `update`
 * @param record - the record as it stands
 * @param changes - the fields to be written, with their new values
 */
export function referenceCheckWrite(
  access: ReferenceAccess,
  type: string,
  record: object,
  changes: object,
): ReferenceWrite {
  const request: RequestData = { action: "update", type, record, changes };
  const verdicts = Object.keys(changes).map((field) => ({ field, verdict: verdictOn(field, access, request) }));
  const named = (outcome: Outcome) =>
    verdicts.filter(({ verdict }) => verdict.outcome === outcome).map(({ field }) => field);
  const requirements = verdicts.flatMap(({ verdict }) => (verdict.outcome === "challenge" ? verdict.requirements : []));
  return {
    allowed: named("allow"),
    challenged: named("challenge"),
    refused: named("deny"),
    requirements: sortedRequirements(requirements),
  };
}

function verdictOn(field: string, { policy, facts, limits = [] }: ReferenceAccess, request: RequestData): Verdict {
  const data = policyDataOf(policy);
  const verdicts = decideFields(partiesOf(facts, limits), readRequest(request, data.model), data, []);
  // every field asked for is among them
  return verdicts.get(field) ?? { outcome: "deny", reason: "no_grant", statements: [] };
}
