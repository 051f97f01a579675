import fc from "fast-check";
import type { AccessFacts } from "../../src/model/access-facts.js";
import type { Assignment } from "../../src/model/assignment.js";
import type { PolicyData, RoleData } from "../../src/model/policy-data.js";
import type { StatementData } from "../../src/model/statement-data.js";
import { facts } from "../../src/testing/arb/facts.js";
import { policy } from "../../src/testing/arb/policy.js";
import { condition } from "./conditions.js";
import { model, TYPE } from "./model.js";
import { BASE, literal } from "./values.js";

/** A policy, and who asks it. */
export interface Case {
  readonly policy: PolicyData;
  readonly facts: AccessFacts;
}

/** Mostly a policy made for one condition; at times any policy, with anybody who may ask. */
export function someCase(): fc.Arbitrary<Case> {
  const requests = [{ action: "read", type: TYPE, record: { id: "a" } }];
  const any = fc.record({ policy: policy(model), facts: facts(model, requests, BASE) });
  return fc.oneof(
    { weight: 9, arbitrary: conditionCase() },
    {
      weight: 1,
      arbitrary: any.map(({ policy: data, facts: known }) => told({ policy: data, facts: known }, data.roles)),
    },
  );
}

/** The breach says more about a case, and without the model. */
function told(each: Case, shown: unknown): Case {
  return Object.defineProperty(each, fc.toStringMethod, { value: () => JSON.stringify(shown) });
}

/** A policy of one role, mostly of one statement: what its condition says is then what decides. */
function conditionCase(): fc.Arbitrary<Case> {
  const when = condition();
  const allow = when.map((each): StatementData => ({ allow: "read", when: each }));
  const everything = fc.constant<StatementData>({ allow: "read" });
  const forbid = when.map((each): StatementData => ({ forbid: "read", when: each }));
  const demand = when.map((each): StatementData => ({ require: { justification: true }, for: "read", when: each }));
  const one = fc.oneof(
    { weight: 3, arbitrary: allow.map((each) => [each]) },
    { weight: 2, arbitrary: fc.tuple(everything, forbid) },
  );
  const several = fc.tuple(
    fc.oneof(allow, everything),
    fc.array(fc.oneof(allow, forbid, demand), { minLength: 1, maxLength: 2 }),
  );
  const statements = fc.oneof(
    { weight: 8, arbitrary: one },
    { weight: 1, arbitrary: several.map(([first, more]) => [first, ...more]) },
  );
  return fc
    .record({ statements, scope: scope(), attributes: attributes() })
    .map(({ statements: list, scope: held, attributes: brought }): Case => {
      const role: RoleData = { title: "reader", statements: { [TYPE]: list }, scopedBy: Object.keys(model.dimensions) };
      const data = { id: "p", version: 1, model, roles: { reader: role }, rules: {}, separationOfDuty: [] };
      const principal = { id: "u1", kind: "employee", status: "active", attributes: brought } as const;
      const assignment = { id: "a1", role: "reader", scope: held } as Assignment;
      const known: AccessFacts = { principal, assignments: [assignment], session: null, now: BASE };
      return told({ policy: data, facts: known }, list);
    });
}

function scope(): fc.Arbitrary<Record<string, unknown>> {
  const open = fc.constant<Record<string, unknown>>({ region: "*", team: "*", zone: "*" });
  const narrow = fc.constantFrom<Record<string, unknown>[]>(
    { region: ["EMEA"], team: "*", zone: "*" },
    { region: ["DE", "us"], team: "*", zone: "*" },
    { region: "*", team: ["a", "DE", "no%rth"], zone: "*" },
    { region: "*", team: "*", zone: ["north"] },
    { region: ["EMEA", "a ", "%"], team: ["a", "", "'"], zone: "*" },
  );
  return fc.oneof({ weight: 8, arbitrary: open }, { weight: 1, arbitrary: narrow });
}

/** What a principal brings along: of the types said, now and then of others, or missing. */
function attributes(): fc.Arbitrary<Record<string, unknown>> {
  const drawn = model.principal.attributes.map((field) => {
    const one = field.type === "bigint" ? literal(field).map((each) => BigInt(each as string)) : literal(field);
    const value =
      field.array === true
        ? fc.array(fc.oneof({ weight: 9, arbitrary: one }, { weight: 1, arbitrary: fc.constant(null) }), {
            maxLength: 3,
          })
        : one;
    return [field.name, value] as const;
  });
  return fc.record(Object.fromEntries(drawn), { requiredKeys: [] });
}
