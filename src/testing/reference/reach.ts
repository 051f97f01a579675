import type { Assignment } from "../../model/assignment.js";
import type { EvaluationError } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import type { PolicyData } from "../../model/policy-data.js";
import type { ActionsData, StatementData } from "../../model/statement-data.js";
import { evaluate } from "./condition.js";
import { principalFields, principalLayer } from "./fact-fields.js";
import { fieldsOf, isChanging } from "./fields.js";
import { isInside } from "./gates.js";
import type { Party } from "./party.js";
import type { Layers } from "./path.js";
import type { Question } from "./request.js";
import { type Unmet, unmetOf } from "./requirement.js";
import type { Scene, Typed } from "./scene.js";
import { inScope, isValidScope } from "./scope.js";
import {
  assignedStatements,
  dimensionsOf,
  type Held,
  holdingOf,
  isReadable,
  roleOf,
  ruleStatements,
} from "./statements.js";
import { allOf, anyOf, type Truth } from "./truth.js";

/** A statement that holds for this request, on the fields that it concerns. */
export interface Reaching extends Held {
  readonly fields: readonly string[];
  /** What is unmet of it, if it is a require. */
  readonly unmet: Unmet | undefined;
}

/** All statements that hold for a request in the hands of one party; errors are added to `errors`. */
export function statementsThatHold(
  party: Party,
  question: Question,
  policy: PolicyData,
  errors: EvaluationError[],
): Reaching[] {
  const assigned = party.assignments.flatMap((assignment) => standingStatements(assignment, party, policy, errors));
  return [...ruleStatements(policy).map((held) => ({ held, isValid: true })), ...assigned].flatMap(
    ({ held, isValid }) => {
      const fields = fieldsOf(held.statement, question.action, question.resource);
      const isAsked = question.fields.length === 0 || question.fields.some((field) => fields.includes(field));
      if (!isConcerned(held, question) || !isAsked) return [];
      const truth = truthOf(held, isValid, party, question, policy, errors);
      // S7, S13: an allow needs true; a forbid or require holds on true or unknown
      const holds =
        "allow" in held.statement ? isValid && truth === true && isWithinLimits(party, question) : truth !== false;
      if (!holds) return [];
      const { statement, ref } = held;
      return [
        { ...held, fields, unmet: "require" in statement ? unmetOf(statement, ref, party, question) : undefined },
      ];
    },
  );
}

/** S20, S24: what an assignment brings now, and whether it is a valid one. */
function standingStatements(assignment: Assignment, party: Party, policy: PolicyData, errors: EvaluationError[]) {
  const { id, state, validFrom, validUntil, scope } = assignment;
  const { role, statements } = holdingOf(assignment);
  const isWindowUsable = [validFrom, validUntil].every((end) => end === undefined || !Number.isNaN(toEpochMs(end)));
  if (state === "eligible" || (isWindowUsable && !isInside(validFrom, validUntil, party.now))) return [];
  const isKnown = role === undefined || roleOf(role, policy) !== undefined;
  const isGrant = role === undefined || statements !== undefined;
  const isUnreadable = isGrant && !isReadable(statements);
  if (!isKnown) errors.push({ code: "unknown_role", message: "the role is not defined in the policy", assignment: id });
  if (isUnreadable) {
    errors.push({ code: "invalid_grant", message: "the statements of the grant cannot be read", assignment: id });
  }
  const isValid =
    isWindowUsable &&
    (state === undefined || state === "active") &&
    (role === undefined || statements === undefined) &&
    isKnown &&
    !isUnreadable &&
    isValidScope(scope, dimensionsOf(assignment, policy), policy.model);
  if (!isValid && isKnown && !isUnreadable) {
    errors.push({ code: "invalid_assignment", message: "the assignment is not valid", assignment: id });
  }
  return assignedStatements(assignment, policy).map((held) => ({ held, isValid }));
}

/** Whether a statement is about this type and action at all. */
export function isConcerned({ statement, key, scopedBy }: Held, { type, action, resource }: Question): boolean {
  if (key !== type && key !== "*") return false;
  // S19: through "*" a template never reaches a type that is not scoped by one of its dimensions
  if (key === "*" && scopedBy.some((dimension) => resource.scopePaths[dimension] === null)) return false;
  const writes = action === "create" || isChanging(action, resource);
  return names(actionsOf(statement), action) && (statement.to === undefined || writes);
}

function actionsOf(statement: StatementData): ActionsData {
  if ("allow" in statement) return statement.allow;
  return "forbid" in statement ? statement.forbid : statement.for;
}

function names(actions: ActionsData, action: string): boolean {
  const list = typeof actions === "string" ? [actions] : actions;
  return list.includes("*") || list.includes(action);
}

function isWithinLimits({ limits, now }: Party, { type, action }: Question): boolean {
  return limits.every(({ allow, until }) => {
    const actions = Object.hasOwn(allow, type) ? (allow[type] ?? []) : [];
    return actions.includes(action) && isInside(undefined, until, now);
  });
}

function truthOf(
  held: Held,
  isValid: boolean,
  party: Party,
  question: Question,
  policy: PolicyData,
  errors: EvaluationError[],
): Truth {
  const { statement, assignment, ref } = held;
  const { before, after, resource } = question;
  const record: Typed = { layers: before, fields: resource.fields };
  const scene = (layers: Layers): Scene => ({
    model: policy.model,
    principal: party.principal,
    session: party.session,
    now: party.now,
    subject: { layers, fields: resource.fields },
    record,
    scopePaths: resource.scopePaths,
    onNotLoaded: (path) =>
      errors.push({ code: "not_loaded", message: "a required key is missing", statement: ref, path }),
  });
  const person: Typed = { layers: [principalLayer(party.principal)], fields: principalFields(policy.model) };
  const who = "who" in statement ? statement.who : undefined;
  return allOf([
    who === undefined ? true : evaluate(who, { ...scene(before), subject: person, record: undefined, scopePaths: {} }),
    assignment === undefined ? true : scopeTruth(held, assignment, isValid, question, policy),
    statement.when === undefined ? true : evaluate(statement.when, scene(before)),
    statement.to === undefined ? true : after === undefined ? "unknown" : evaluate(statement.to, scene(after)),
  ]);
}

// S22: an allow must have the old and the new record in scope; a forbid or require reaches if either may be
function scopeTruth(
  { statement }: Held,
  { scope = {} }: Assignment,
  isValid: boolean,
  { before, after = before, resource }: Question,
  policy: PolicyData,
): Truth {
  if (!isValid) return "unknown";
  const truths = [before, after].map((record) => inScope(scope, record, resource, policy.model));
  return "allow" in statement ? allOf(truths) : anyOf(truths);
}
