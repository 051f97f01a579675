import type { ConditionData } from "../../model/condition-data.js";
import { toMilliseconds } from "../../model/duration.js";
import { toEpochMs } from "../../model/instant.js";
import type { PolicyData } from "../../model/policy-data.js";
import type { RequireData, StatementData } from "../../model/statement-data.js";
import { testsOf } from "./condition.js";
import { principalFields, principalLayer } from "./fact-fields.js";
import { isReference } from "./operand.js";
import type { Party } from "./party.js";
import { fieldAt, readPath } from "./path.js";
import { isConcerned } from "./reach.js";
import type { Question } from "./request.js";
import type { Typed } from "./scene.js";
import { scheduleBound } from "./schedule.js";
import { assignedStatements, ruleStatements } from "./statements.js";
import { scalarOf } from "./value.js";

/** S26: the least boundary after now of all that could change the answer. Too early at times, never too late. */
export function referenceValidUntil(parties: readonly Party[], policy: PolicyData, question: Question): number | null {
  const later = parties.flatMap((party) => boundaries(party, policy, question).filter((each) => each > party.now));
  return later.length === 0 ? null : Math.min(...later);
}

function boundaries(party: Party, policy: PolicyData, question: Question): number[] {
  const { principal, session, approvals, limits, now } = party;
  const assignments = party.assignments.filter(({ state }) => state !== "eligible");
  const held = assignments.flatMap((assignment) => assignedStatements(assignment, policy));
  const concerning = [...ruleStatements(policy), ...held].filter((each) => isConcerned(each, question));
  const statements = [...new Set(concerning.map(({ statement }) => statement))];
  const factors = Array.isArray(session?.factors) ? session.factors : [];
  const spans = statements.filter((each) => "require" in each).map((each) => spansOf(each));
  const within = (facts: readonly unknown[], span: "factor" | "age" | "idle" | "approval") =>
    facts.flatMap((fact) => spans.map((each) => toEpochMs(fact) + each[span]));
  const factorTimes = factors.map((factor) => factor?.at);
  const approvalTimes = approvals.map((approval) => approval?.at);
  return [
    ...[principal, ...assignments].flatMap(({ validFrom, validUntil }) => [validFrom, validUntil].map(wholeMs)),
    ...[session?.authenticatedAt, session?.lastActiveAt, session?.expiresAt],
    ...[...factorTimes, ...approvalTimes],
    ...approvals.map((approval) => approval?.validUntil),
    ...limits.map(({ until }) => until),
  ]
    .map((instant) => toEpochMs(instant))
    .concat(within(factorTimes, "factor"), within([session?.authenticatedAt], "age"))
    .concat(within([session?.lastActiveAt], "idle"), within(approvalTimes, "approval"))
    .concat(statements.flatMap((each) => scheduleBounds(each, now)))
    .concat(statements.flatMap((each) => nowBounds(each, party, policy, question)));
}

/** A window begins and ends on whole milliseconds. */
function wholeMs(instant: unknown): number {
  return Math.floor(toEpochMs(instant));
}

function spansOf({ require }: RequireData) {
  return {
    factor: toMilliseconds(require.mfa?.within),
    age: toMilliseconds(require.session?.maxAge),
    idle: toMilliseconds(require.session?.maxIdle),
    approval: toMilliseconds(require.approval?.within),
  };
}

function scheduleBounds(statement: StatementData, now: number): number[] {
  const schedule = "require" in statement ? statement.require.schedule : undefined;
  return schedule === undefined ? [] : [scheduleBound(schedule, now)];
}

function nowBounds(statement: StatementData, { principal }: Party, policy: PolicyData, question: Question): number[] {
  const { before, after = before, resource } = question;
  const person: Typed = { layers: [principalLayer(principal)], fields: principalFields(policy.model) };
  return [
    ...comparedWithNow(statement.when, { layers: before, fields: resource.fields }),
    ...comparedWithNow(statement.to, { layers: after, fields: resource.fields }),
    ...("who" in statement ? comparedWithNow(statement.who, person) : []),
  ];
}

/** A comparison of a value v with now changes at v and at v + 1 ms. */
function comparedWithNow(condition: ConditionData | undefined, subject: Typed): number[] {
  return Object.entries(condition ?? {}).flatMap(([key, part]) => {
    if (key === "$and" || key === "$or")
      return (part as ConditionData[]).flatMap((each) => comparedWithNow(each, subject));
    if (key === "$not") return comparedWithNow(part as ConditionData, subject);
    return testsOf(part).flatMap(([, operand]) => {
      if (!isReference(operand) || operand.$ref !== "now") return [];
      const field = fieldAt(key, subject.fields);
      const found = readPath(subject.layers, key, subject.fields);
      if (field === undefined || found.state !== "value") return [];
      const values: unknown[] = Array.isArray(found.value) ? Array.from(found.value) : [found.value];
      return values.flatMap((value) => {
        const at = Number(scalarOf(value, field) ?? Number.NaN) - toMilliseconds(operand.plus ?? 0);
        return [at, at + 1];
      });
    });
  });
}
