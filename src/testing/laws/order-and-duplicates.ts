import fc from "fast-check";
import type { AccessFacts } from "../../model/access-facts.js";
import type { PolicyData, RoleData } from "../../model/policy-data.js";
import { decide, essence, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { mapLists, mapParties, mapStatements } from "./transform.js";
import { withUniqueIds } from "./unique-ids.js";

type Shuffle = <T>(list: readonly T[]) => T[];

/** Law 3. Ids by position move with their statements, so that every statement is given an id first. */
export const orderAndDuplicates: Law = defineLaw<number>({
  number: 3,
  sentence: "declaration and assignment order, and duplicates, never matter",
  extra: () => fc.nat(),
  check(scenario, seed) {
    const policy = withUniqueIds(scenario.policy);
    const shuffle = shuffler(seed);
    const [straight, shuffled, doubled] = [policy, shuffledPolicy(policy, shuffle), doubledPolicy(policy)].map(opener);
    return forEachCase(scenario, (facts, request) => {
      const expected = straight && decide(straight(facts), request);
      const others = shuffled && decide(shuffled(shuffledFacts(facts, shuffle)), request);
      const twice = doubled && decide(doubled(facts), request);
      if (expected === undefined || others === undefined || twice === undefined) return 0;
      if (essence(others) !== essence(expected)) breach(`in another order: ${told(others)}; before: ${told(expected)}`);
      // a require that is there twice may make another field the lightest; yes and no stay
      if (twice.outcome !== expected.outcome) breach(`said twice: ${told(twice)}; said once: ${told(expected)}`);
      return 1;
    });
  },
});

function shuffledPolicy(policy: PolicyData, shuffle: Shuffle): PolicyData {
  const { roles, rules } = mapStatements(policy, (statements) =>
    Object.fromEntries(shuffle(Object.entries(mapLists(statements, shuffle)))),
  );
  const mixed = shuffle(Object.entries(roles)).map(([name, role]): [string, RoleData] => [
    name,
    role.extends === undefined ? role : { ...role, extends: shuffle(role.extends) },
  ]);
  return { ...policy, roles: Object.fromEntries(mixed), rules };
}

function doubledPolicy(policy: PolicyData): PolicyData {
  const doubled = mapStatements(policy, (statements) =>
    mapLists(statements, (list) => list.flatMap((each) => [each, { ...each, id: `${each.id}/again` }])),
  );
  // what is left out is left out twice
  const twice = (ids: readonly string[]) => ids.flatMap((id) => [id, `${id}/again`]);
  const roles = Object.entries(doubled.roles).map(([name, role]): [string, RoleData] => {
    const bases = role.extends?.map((base) =>
      typeof base === "string" || base.without === undefined ? base : { ...base, without: twice(base.without) },
    );
    return [name, bases === undefined ? role : { ...role, extends: bases }];
  });
  return { ...doubled, roles: Object.fromEntries(roles) };
}

function shuffledFacts(facts: AccessFacts, shuffle: Shuffle): AccessFacts {
  return mapParties(facts, ({ assignments, approvals = [], ...party }) => ({
    ...party,
    assignments: shuffle([...assignments, ...assignments.slice(0, 1)]),
    approvals: shuffle([...approvals, ...approvals.slice(0, 1)]),
    session: party.session && { ...party.session, factors: shuffle(party.session.factors) },
  }));
}

function shuffler(seed: number): Shuffle {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return (list) => {
    const rest = [...list];
    return list.flatMap(() => rest.splice(next(rest.length), 1));
  };
}
