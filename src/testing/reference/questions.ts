import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import type { DenyReason, Outcome, UnmetRequirement } from "../../model/decision.js";
import { decideFields, type PolicySource, policyDataOf, referenceDecide, type Verdict } from "./decide.js";
import { partiesOf, type ReferenceLimit } from "./party.js";
import { readRequest } from "./request.js";

/** A policy and the facts of an access: what every question is asked of. */
export interface ReferenceAccess {
  readonly policy: PolicySource;
  readonly facts: AccessFacts;
  /** To what the access was attenuated. */
  readonly limits?: readonly ReferenceLimit[];
}

/** Which changes may be written, which not and why, and which only once requirements are met. */
export interface ReferenceWrite {
  readonly allowed: readonly string[];
  readonly refused: readonly { readonly field: string; readonly reason: DenyReason }[];
  readonly needs: readonly { readonly field: string; readonly requirements: readonly UnmetRequirement[] }[];
}

/**
 * Tells whether the answer is yes, as {@link referenceDecide} finds it.
 *
 * @param access - the policy and the facts
 * @param action - an action of the type
 * @param type - a resource type
 * @param record - the record; for `create`, as proposed
 * @param field - the field asked for; without it, any field
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const facts = { principal, assignments: [], session: null, now: 0 };
 * referenceCan({ policy: crmPolicy, facts }, "read", "deal", {}) // => false
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
 * Tells yes, no, or yes after a step-up. A field that is named is decided alone: for `create`
 * too, where {@link referenceDecide} would ask for every field given.
 *
 * @param access - the policy and the facts
 * @param action - an action of the type
 * @param type - a resource type
 * @param record - the record; for `create`, as proposed
 * @param field - the field asked for; without it, any field
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const facts = { principal, assignments: [], session: null, now: 0 };
 * referenceOutcome({ policy: crmPolicy, facts }, "read", "deal", {}) // => "deny"
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
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const facts = { principal, assignments: [], session: null, now: 0 };
 * referenceFields({ policy: crmPolicy, facts }, "read", "deal", {}) // => []
 */
export function referenceFields(access: ReferenceAccess, action: string, type: string, record: object): string[] {
  const { resource } = readRequest({ action, type, record }, policyDataOf(access.policy).model);
  return resource.fields
    .map((field) => field.name)
    .filter((field) => verdictOn(field, access, { action, type, record, fields: [field] }).outcome === "allow");
}

/**
 * Decides each change of an update in the light of all of them (S8), and those that are left again without the others,
 * until all that are left may be written together. What is no field of the type is refused.
 *
 * @param access - the policy and the facts
 * @param type - a resource type with the action `update`
 * @param record - the record as it stands
 * @param changes - the fields to be written, with their new values
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const facts = { principal, assignments: [], session: null, now: 0 };
 * referenceCheckWrite({ policy: crmPolicy, facts }, "deal", {}, { stage: "won" }).allowed // => []
 */
export function referenceCheckWrite(
  access: ReferenceAccess,
  type: string,
  record: object,
  changes: object,
): ReferenceWrite {
  const { resource } = readRequest({ action: "update", type, record }, policyDataOf(access.policy).model);
  const isField = (key: string) => resource.fields.some(({ name }) => name === key);
  const refused = Object.keys(changes)
    .filter((key) => !isField(key))
    .map((field): ReferenceWrite["refused"][number] => ({ field, reason: "invalid_request" }));
  return settle(
    access,
    { action: "update", type, record, changes: only(Object.keys(changes).filter(isField), changes) },
    {
      refused,
      needs: [],
    },
  );
}

type Settled = Pick<ReferenceWrite, "refused" | "needs">;

function settle(
  access: ReferenceAccess,
  request: RequestData & { readonly changes: object },
  settled: Settled,
): ReferenceWrite {
  const keys = Object.keys(request.changes);
  const verdicts = keys.map((field) => ({ field, verdict: verdictOn(field, access, request) }));
  const allowed = verdicts.filter(({ verdict }) => verdict.outcome === "allow").map(({ field }) => field);
  const refused = verdicts.flatMap(({ field, verdict }) =>
    verdict.outcome === "deny" ? [{ field, reason: verdict.reason }] : [],
  );
  const needs = verdicts.flatMap(({ field, verdict }) =>
    verdict.outcome === "challenge" ? [{ field, requirements: verdict.requirements }] : [],
  );
  const sum = { refused: [...settled.refused, ...refused], needs: [...settled.needs, ...needs] };
  if (allowed.length === keys.length) return { allowed, ...sum };
  return settle(access, { ...request, changes: only(allowed, request.changes) }, sum);
}

function only(keys: readonly string[], changes: object): object {
  const descriptors = keys.map((key) => [key, Object.getOwnPropertyDescriptor(changes, key) ?? {}] as const);
  return Object.defineProperties({}, Object.fromEntries(descriptors));
}

function verdictOn(field: string, { policy, facts, limits = [] }: ReferenceAccess, request: RequestData): Verdict {
  const data = policyDataOf(policy);
  const verdicts = decideFields(partiesOf(facts, limits), readRequest(request, data.model), data, []);
  // every field asked for is among them
  return verdicts.get(field) ?? { outcome: "deny", reason: "no_grant", statements: [] };
}
