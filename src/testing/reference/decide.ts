import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import type { Decision, DenyReason, EvaluationError, StatementRef, UnmetRequirement } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import type { PolicyData } from "../../model/policy-data.js";
import { isPrincipalLive, isSessionStanding } from "./gates.js";
import { distinct, sortedErrors, sortedRefs, sortedRequirements } from "./order.js";
import { type Party, partiesOf, type ReferenceLimit } from "./party.js";
import { type Reaching, statementsThatHold } from "./reach.js";
import { type Question, readRequest } from "./request.js";
import { referenceValidUntil } from "./valid-until.js";

/** A policy as plain data, or anything that gives it, such as a `Policy`. */
export type PolicySource = PolicyData | PolicyHolder;

/** Something that gives its policy as plain data. */
export interface PolicyHolder {
  /** The policy as plain data. */
  toJSON(): PolicyData;
}

/**
 * Decides one request as the semantics say it, word for word: short, slow, without any preparation.
 * It shares no code with the engine that answers in production, and is there to check it.
 *
 * @param source - the policy, or its data
 * @param facts - who asks, in which session, and when
 * @param request - what is asked
 * @param limits - to what the access was attenuated
 * @returns the decision; `validUntil` is a sound bound, at times earlier than the engine's
 * @throws InvalidRequestError for a question that makes no sense
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const facts = { principal, assignments: [], session: null, now: 0 };
 * referenceDecide(crmPolicy, facts, { action: "read", type: "deal", record: {} }).outcome // => "deny"
 */
export function referenceDecide(
  source: PolicySource,
  facts: AccessFacts,
  request: RequestData,
  limits: readonly ReferenceLimit[] = [],
): Decision {
  const policy = policyDataOf(source);
  const parties = partiesOf(facts, limits);
  const question = readRequest(request, policy.model);
  const errors: EvaluationError[] = [];
  const verdict = answer(parties, question, policy, errors);
  const validUntil = referenceValidUntil(parties, policy, question);
  const common = { statements: verdict.statements, errors: sortedErrors(errors), validUntil };
  if (verdict.outcome === "allow") return { outcome: "allow", ...common };
  if (verdict.outcome === "challenge") return { outcome: "challenge", requirements: verdict.requirements, ...common };
  return { outcome: "deny", reason: verdict.reason, ...common };
}

/** The data of a policy, however it is given. */
export function policyDataOf(source: PolicySource): PolicyData {
  return "toJSON" in source ? source.toJSON() : source;
}

interface Found {
  readonly statements: readonly StatementRef[];
}

/** What is answered for one field, by one side or by both. */
export type Verdict =
  | (Found & { readonly outcome: "allow" })
  | (Found & { readonly outcome: "challenge"; readonly requirements: readonly UnmetRequirement[] })
  | (Found & { readonly outcome: "deny"; readonly reason: DenyReason });

/** In the order of the steps of section 3. */
const REASONS: readonly DenyReason[] = [
  "invalid_request",
  "indeterminate",
  "principal_inactive",
  "session_revoked",
  "forbidden",
  "no_grant",
  "requirement_unmet",
];

// S8, S9
function answer(parties: readonly Party[], question: Question, policy: PolicyData, errors: EvaluationError[]): Verdict {
  const verdicts = [...decideFields(parties, question, policy, errors).values()];
  return question.fields.length === 0 ? best(verdicts) : all(verdicts);
}

/** Each field asked for, or without one each field of the type, decided alone; on behalf of somebody by both sides. */
export function decideFields(
  parties: readonly Party[],
  question: Question,
  policy: PolicyData,
  errors: EvaluationError[],
): Map<string, Verdict> {
  const sides = parties.map((party) => ({ party, statements: statementsThatHold(party, question, policy, errors) }));
  const isWithoutField = question.fields.length === 0;
  const names = isWithoutField ? question.resource.fields.map((field) => field.name) : question.fields;
  return new Map(
    names.map((field) => [
      field,
      all(sides.map(({ party, statements }) => decideField(field, isWithoutField, statements, party, question))),
    ]),
  );
}

/** Steps 2 to 7, for one field and one side. */
export function decideField(
  field: string,
  isMaskedEnough: boolean,
  statements: readonly Reaching[],
  party: Party,
  question: Question,
): Verdict {
  const { principal, session, now } = party;
  const isReadOnlyAction = question.resource.readOnlyActions.includes(question.action);
  if (!isPrincipalLive(principal, isReadOnlyAction, now)) return deny("principal_inactive", []);
  if (!isSessionStanding(principal, session, now)) return deny("session_revoked", []);
  const concerning = statements.filter((each) => each.fields.includes(field));
  const forbids = concerning.filter(({ statement }) => "forbid" in statement);
  if (forbids.length > 0) return deny("forbidden", refsOf(forbids));
  const allows = concerning.filter(
    ({ statement }) => "allow" in statement && (isMaskedEnough || statement.masked === undefined),
  );
  if (allows.length === 0) return deny("no_grant", []);
  const unmet = [...concerning.map((each) => each.unmet).filter((each) => each !== undefined), ...expired(party)];
  const refs = sortedRefs(unmet.map(({ ref }) => ref));
  if (unmet.some(({ isIncurable }) => isIncurable)) return deny("requirement_unmet", refs);
  const requirements = sortedRequirements(unmet.flatMap(({ cures }) => cures));
  if (requirements.length > 0) return { outcome: "challenge", requirements, statements: refs };
  return { outcome: "allow", statements: refsOf(allows) };
}

// step 6: a session past its end is one more unmet requirement
function expired({ session, now }: Party) {
  if (session?.expiresAt === undefined || now < toEpochMs(session.expiresAt)) return [];
  const ref: StatementRef = { id: "session.expiresAt", why: "the session has ended" };
  return [{ ref, isIncurable: false, cures: [{ kind: "reauthenticate", statement: ref } as const] }];
}

function deny(reason: DenyReason, statements: readonly StatementRef[]): Verdict {
  return { outcome: "deny", reason, statements };
}

function refsOf(statements: readonly Reaching[]): StatementRef[] {
  return sortedRefs(statements.map(({ ref }) => ref));
}

/** S8: one deny denies, with the reason of the earliest step; otherwise one challenge challenges. */
export function all(verdicts: readonly Verdict[]): Verdict {
  const reasons = verdicts.map((verdict) => (verdict.outcome === "deny" ? verdict.reason : undefined));
  const reason = REASONS.find((each) => reasons.includes(each));
  if (reason !== undefined)
    return deny(reason, union(verdicts.filter((each) => each.outcome === "deny" && each.reason === reason)));
  const challenges = verdicts.filter((verdict) => verdict.outcome === "challenge");
  if (challenges.length === 0) return { outcome: "allow", statements: union(verdicts) };
  const requirements = sortedRequirements(challenges.flatMap((challenge) => challenge.requirements));
  return { outcome: "challenge", requirements, statements: union(challenges) };
}

/** S9: without a field, the best over all fields. */
function best(verdicts: readonly Verdict[]): Verdict {
  const allows = verdicts.filter((verdict) => verdict.outcome === "allow");
  if (allows.length > 0) return { outcome: "allow", statements: union(allows) };
  const challenges = verdicts.filter((verdict) => verdict.outcome === "challenge");
  const fewest = Math.min(...challenges.map(({ requirements }) => requirements.length));
  const lightest = challenges.find(({ requirements }) => requirements.length === fewest);
  if (lightest !== undefined) return lightest;
  const reasons = verdicts.map((verdict) => (verdict.outcome === "deny" ? verdict.reason : undefined));
  const reason = [...REASONS].reverse().find((each) => reasons.includes(each)) ?? "no_grant";
  return deny(reason, union(verdicts.filter((each) => each.outcome === "deny" && each.reason === reason)));
}

function union(verdicts: readonly Verdict[]): StatementRef[] {
  return sortedRefs(distinct(verdicts.flatMap(({ statements }) => statements)));
}
