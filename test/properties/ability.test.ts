import { type Ability, subject } from "@casl/ability";
import { permittedFieldsOf } from "@casl/ability/extra";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequestData } from "../../src/model/access-facts.js";
import { isCastellanError } from "../../src/model/errors.js";
import { toAbility } from "../../src/project/ability/to-ability.js";
import { scenario } from "../../src/testing/arb/scenario.js";
import { forEachCase, type LawAccess, opener } from "../../src/testing/laws/ask.js";

type Anything = Ability<[string, string | object]>;

describe("the ability law holds on generated policies", () => {
  it("law 7 (S40): an ability answers about records, fields and types as the access does", () => {
    const said = { yes: 0, no: 0 };
    const property = fc.property(scenario({ maxFacts: 3, maxRequests: 6 }), (each) => {
      const open = opener(each.policy);
      forEachCase(each, (facts, request) => {
        const access = each.limits.reduce<LawAccess>((wider, limit) => wider.attenuate(limit), open(facts));
        const ability = toAbility(access as never) as unknown as Anything;
        for (const answer of questions(access, ability, request)) said[answer ? "yes" : "no"] += 1;
        return 1;
      });
    });
    fc.assert(property, { numRuns: 120 });
    expect(Math.min(said.yes, said.no), `${said.yes} yes, ${said.no} no`).toBeGreaterThan(500);
  });

  it("law 7 (S40): an ability with queries asks for the rows that the access filters", () => {
    const property = fc.property(scenario({ maxFacts: 3, maxRequests: 6 }), (each) => {
      const open = opener(each.policy);
      forEachCase(each, (facts, { action, type, record }) => {
        const access = open(facts);
        const ability = toAbility(access as never, { query: ({ ast }) => ({ ast }) }) as unknown as Anything;
        const filter = asked(() => access.filter(action, type));
        const rules = ability.rulesFor(action, type);
        // where nothing can be done at all there are no rules, whatever the filter would still ask of each row
        if (filter === undefined || filter.isNever || !access.canSome(action, type)) expect(rules).toEqual([]);
        else {
          // as texts: a check of an approval is a function, and each filter makes its own
          const expected = filter.isAlways ? undefined : text({ ast: filter.ast });
          expect(rules.map(({ conditions }) => text(conditions))).toEqual([expected]);
        }
        const tagged = taggedCopy(type, record);
        if (tagged !== undefined && filter !== undefined) {
          expect(rules.some((rule) => rule.matchesConditions(tagged))).toBe(
            asked(() => filter.matches(record)) ?? false,
          );
        }
        return 1;
      });
    });
    fc.assert(property, { numRuns: 100 });
  });
});

/** Asks both the same, and gives what they said. */
function questions(
  access: LawAccess,
  ability: Anything,
  { action, type, record, fields = [] }: RequestData,
): boolean[] {
  const resource = access.party.policy.resources.get(type);
  const names = [...(resource?.fieldIndex.keys() ?? [])];
  const tagged = taggedCopy(type, record);
  const answers = [undefined, ...new Set([...names, ...fields])].flatMap((field) => {
    const some = asked(() => access.canSome(action, type, undefined, field)) ?? false;
    expect(ability.can(action, type, field), `${action} some ${type} ${field}`).toBe(some);
    if (tagged === undefined) return [some];
    const one = asked(() => access.can(action, type, record, field)) ?? false;
    expect(ability.can(action, tagged, field), `${action} this ${type} ${field}`).toBe(one);
    expect(ability.relevantRuleFor(action, tagged, field)?.inverted ?? true).toBe(!one);
    return [some, one];
  });
  if (tagged !== undefined) {
    const permitted = permittedFieldsOf(ability, action, tagged, {
      fieldsFrom: (rule) => rule.fields ?? ["everything"],
    });
    expect(permitted.sort()).toEqual((asked(() => access.fields(action, type, record)) ?? []).sort());
  }
  return answers;
}

/** A question that makes no sense has no answer. */
function asked<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (isCastellanError(error)) return undefined;
    throw error;
  }
}

/** What CASL can be asked about: `subject()` writes into the record, and some records cannot even be copied. */
function taggedCopy(type: string, record: object): object | undefined {
  try {
    return subject(type, Object.defineProperties({}, Object.getOwnPropertyDescriptors(record)));
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? `${each}n` : each));
}
