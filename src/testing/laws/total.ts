import fc from "fast-check";
import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import { isCastellanError } from "../../model/errors.js";
import { hostileInput } from "../arb/hostile.js";
import { type LawAccess, opener } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";

interface Attack {
  /** Where in the facts or the request something hostile is put: keys, counted round. */
  readonly path: readonly number[];
  readonly make: () => unknown;
  readonly target: "facts" | "request" | "argument";
}

/** Far more than any answer takes, on any machine. */
const MAX_MS = 5_000;

/** Law 19. What would never end is for the runner's time limit to see. */
export const total: Law = defineLaw<readonly Attack[]>({
  number: 19,
  sentence: "no input, however hostile, makes the evaluator hang or throw anything but its own errors",
  extra: () =>
    fc.array(
      fc.record({
        path: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
        make: hostileInput(),
        target: fc.constantFrom("facts", "request", "argument"),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  check(scenario, attacks) {
    const open = opener(scenario.policy);
    let cases = 0;
    for (const facts of scenario.facts.slice(0, 2)) {
      for (const request of scenario.requests.slice(0, 3)) {
        let [attackedFacts, attackedRequest]: [unknown, unknown] = [facts, request];
        for (const { target, path, make } of attacks) {
          if (target === "facts") attackedFacts = replaced(attackedFacts, path, make());
          if (target === "request") attackedRequest = replaced(attackedRequest, path, make());
        }
        const argument = attacks.find(({ target }) => target === "argument")?.make();
        cases += attack(open, attackedFacts, attackedRequest, argument);
      }
    }
    return cases;
  },
});

function attack(open: (facts: AccessFacts) => LawAccess, facts: unknown, request: unknown, argument: unknown): number {
  const access = guarded("access", () => open(facts as AccessFacts));
  if (access === undefined) return 1;
  const whole = request as RequestData;
  // a request may be anything by now, even something that throws when it is read
  const part = (key: keyof RequestData): unknown => guarded("", () => (whole as Partial<RequestData>)?.[key], true);
  const [action, type, record, changes] = [part("action"), part("type"), part("record"), part("changes")];
  const questions: Record<string, () => unknown> = {
    decide: () => access.decide(whole),
    assert: () => access.assert(whole),
    explain: () => String(access.explain(whole)),
    can: () => access.can(action as string, type as string, record as object, argument as string),
    outcome: () => access.outcome(action as string, type as string, record as object),
    canSome: () => access.canSome(action as string, type as string, record as object, argument as string),
    checker: () => access.checker(action as string, type as string)(record as object, argument as string),
    fields: () => access.fields(action as string, type as string, record as object),
    view: () => access.view(type as string, record as object, argument as string),
    mask: () => access.mask(type as string, record as object),
    checkWrite: () => access.checkWrite(type as string, record as object, (changes ?? argument) as object),
    needs: () => access.needs(action as string, argument as string),
    at: () => access.at(argument as number).decide(whole),
    attenuate: () => access.attenuate(argument as Parameters<LawAccess["attenuate"]>[0]).decide(whole),
    attenuateUntil: () => access.attenuate({ allow: {}, until: argument as number }).decide(whole),
    validUntil: () => access.validUntil,
  };
  for (const [name, question] of Object.entries(questions)) guarded(name, question);
  return Object.keys(questions).length;
}

function guarded<T>(name: string, ask: () => T, isOurs = false): T | undefined {
  const start = Date.now();
  try {
    return ask();
  } catch (error) {
    if (isOurs || isCastellanError(error)) return undefined;
    return breach(`\`${name}\` threw ${error instanceof Error ? error.stack : "something that is no error"}`);
  } finally {
    const spent = Date.now() - start;
    if (spent > MAX_MS) breach(`\`${name}\` took ${spent} ms`);
  }
}

/** A copy with something else at a path; plain objects and lists are copied on the way, other things replaced. */
function replaced(target: unknown, [step = 0, ...rest]: readonly number[], value: unknown): unknown {
  if (!isPlain(target)) return value;
  const keys = Object.keys(target);
  const key = keys[step % (keys.length + 1)];
  if (key === undefined) return value;
  const { length: _, [key]: old, ...others }: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(target);
  const changed = rest.length === 0 ? value : replaced(old?.value, rest, value);
  const copy: object = Object.defineProperties(Array.isArray(target) ? [] : {}, others);
  return Object.defineProperty(copy, key, { value: changed, enumerable: true, configurable: true, writable: true });
}

function isPlain(value: unknown): value is object {
  try {
    return (
      typeof value === "object" &&
      value !== null &&
      [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))
    );
  } catch {
    return false;
  }
}
