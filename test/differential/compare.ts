import { inspect, isDeepStrictEqual } from "node:util";
import { compilePolicy } from "../../src/compile/policy.js";
import type { AccessFacts, RequestData } from "../../src/model/access-facts.js";
import type { Decision, UnmetRequirement } from "../../src/model/decision.js";
import { isCastellanError } from "../../src/model/errors.js";
import { openAccess } from "../../src/project/access.js";
import type { Scenario } from "../../src/testing/arb/scenario.js";
import { referenceDecide } from "../../src/testing/reference/decide.js";
import { referenceMask, referenceView } from "../../src/testing/reference/mask.js";
import {
  type ReferenceAccess,
  referenceCan,
  referenceCheckWrite,
  referenceFields,
  referenceOutcome,
} from "../../src/testing/reference/questions.js";
import type { Tally } from "./tally.js";

type EngineAccess = ReturnType<typeof openAccess>;

/** Every how many cases the slower questions are compared too. */
const SELDOM = 12;

/** Asks the engine and the reference all that a scenario holds; throws where they differ. */
export function compareScenario(scenario: Scenario, tally: Tally): void {
  const { policy, limits } = scenario;
  const compiled = compilePolicy(policy);
  let count = 0;
  for (const facts of scenario.facts) {
    const reference: ReferenceAccess = { policy, facts, limits };
    let access = openAccess(compiled, facts);
    for (const limit of limits) access = access.attenuate(limit);
    for (const request of scenario.requests) {
      try {
        tally.add(compareRequest(access, reference, request, ++count % SELDOM === 0));
      } catch (error) {
        throw error instanceof Difference ? error.about(scenario, facts, request) : error;
      }
    }
  }
}

function compareRequest(access: EngineAccess, reference: ReferenceAccess, request: RequestData, isLong: boolean) {
  const expected = attempt(() => referenceDecide(reference.policy, reference.facts, request, reference.limits));
  const actual = attempt(() => access.decide(request));
  same("decide", essence(actual), essence(expected));
  sameErrors(actual, expected);
  if (typeof expected === "string") return expected;
  compareShort(access, request, expected);
  if (isLong) compareLong(access, reference, request, expected);
  return expected;
}

/** `can`, `outcome` and `checker` where they ask the very same. */
function compareShort(access: EngineAccess, request: RequestData, { outcome }: Decision): void {
  const { action, type, record, changes, fields = [], justification } = request;
  // for create, a named field is decided alone here, and with every field given in decide
  const isNamed = fields.length > 1 || (fields.length === 1 && action === "create");
  if (changes !== undefined || isNamed || justification !== undefined) return;
  same("outcome", access.outcome(action, type, record, fields[0]), outcome);
  same("can", access.can(action, type, record, fields[0]), outcome === "allow");
  same("checker", access.checker(action, type)(record, fields[0]), outcome === "allow");
}

function compareLong(access: EngineAccess, reference: ReferenceAccess, request: RequestData, decision: Decision): void {
  const { action, type, record, changes = {} } = request;
  const { policy, facts, limits } = reference;
  const data = "toJSON" in policy ? policy.toJSON() : policy;
  const resource = data.model.resources[type]!;
  same("fields", access.fields(action, type, record), referenceFields(reference, action, type, record));
  const { name } = resource.fields[Object.keys(facts.principal).length % resource.fields.length]!;
  const outcome = referenceOutcome(reference, action, type, record, name);
  same(`outcome of ${name}`, access.outcome(action, type, record, name), outcome);
  same(`view of ${name}`, access.view(type, record, name), referenceView(reference, type, record, name));
  const can = referenceCan(reference, action, type, record);
  same("filter", access.filter(action, type).matches(record), can);
  same("mask", access.mask(type, record), referenceMask(reference, type, record));
  const write = referenceCheckWrite(reference, type, record, changes);
  same("checkWrite", byField(access.checkWrite(type, record, changes)), byField(write));
  // the engine's own bound must be sound in the eyes of the reference
  const until = access.decide(request).validUntil;
  for (const instant of instantsBefore(until, decision.validUntil, Number(facts.now))) {
    const later = referenceDecide(policy, { ...facts, now: instant }, request, limits);
    same(`decide at ${instant}, before validUntil ${until}`, essence(later), essence(decision));
  }
  const elsewhen = Number(facts.now) + 3_600_000;
  const atThatTime = referenceDecide(policy, { ...facts, now: elsewhen }, request, limits);
  same("at", essence(access.at(elsewhen).decide(request)), essence(atThatTime));
}

/** Instants before the engine's bound: the last one, one on the way, and the first at which the reference sees a change. */
function instantsBefore(until: number | null, change: number | null, now: number): number[] {
  const last = until === null ? now + 40 * 86_400_000 : Math.ceil(until) - 1;
  const first = Math.ceil(change ?? now);
  const instants = new Set([now + Math.floor((last - now) / 2), last, first]);
  return [...instants].filter((instant) => instant > now && instant <= last);
}

function byField(write: ReturnType<typeof referenceCheckWrite>) {
  const sorted = <T extends { field: string }>(list: readonly T[]) =>
    [...list].sort((left, right) => (left.field < right.field ? -1 : 1));
  const needs = sorted(write.needs).map(({ field, requirements }) => ({ field, requirements: demands(requirements) }));
  return { allowed: [...write.allowed].sort(), refused: sorted(write.refused), needs };
}

/** A decision without its errors and its bound, which may differ; equal statements with unequal demands have no order. */
function essence(decision: Decision | string): unknown {
  if (typeof decision === "string") return decision;
  const { errors: _, validUntil: __, ...rest } = decision;
  if (rest.outcome !== "challenge") return rest;
  return { ...rest, requirements: demands(rest.requirements) };
}

function demands(requirements: readonly UnmetRequirement[]): string[] {
  return requirements.map((each) => inspect(each, { sorted: true, depth: 4 })).sort();
}

/** Which keys were not loaded depends on where an evaluator stops; nothing else does. */
function sameErrors(actual: Decision | string, expected: Decision | string): void {
  if (typeof actual === "string" || typeof expected === "string") return;
  const codes = ({ errors }: Decision) => {
    const settled = errors.filter(({ code }) => code !== "not_loaded");
    return settled.map(({ code, assignment }) => `${code} ${assignment}`).sort();
  };
  same("errors", codes(actual), codes(expected));
}

function attempt(ask: () => Decision): Decision | string {
  try {
    return ask();
  } catch (error) {
    if (isCastellanError(error)) return `throws ${(error as { code?: string }).code}`;
    throw error;
  }
}

function same(question: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Difference(`${question}: the engine says ${show(actual)}\nthe reference says ${show(expected)}`);
}

/** A disagreement, shown with everything that was asked. */
class Difference extends Error {
  override readonly name = "Difference";
  about(scenario: Scenario, facts: AccessFacts, request: RequestData): Difference {
    const { model, roles, rules } = scenario.policy;
    const type = model.resources[request.type];
    const asked = { roles, rules, facts, request, limits: scenario.limits, dimensions: model.dimensions, type };
    return new Difference(`${this.message}\n${show(asked)}`);
  }
}

function show(value: unknown): string {
  return inspect(value, { depth: 20, breakLength: 160, getters: false });
}
