import fc from "fast-check";
import type { PartyFacts, RequestData } from "../../model/access-facts.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { keepGranted, keepStatements, mapParties, usesOperator } from "./transform.js";

interface Removal {
  /** Which of the facts there are, counted round. */
  readonly pick: number;
  readonly isNulled: boolean;
}

/** Law 6. Windows, limits and revocations are no such facts. */
export const removingAFact: Law = defineLaw<readonly Removal[]>({
  number: 6,
  sentence:
    "removing a fact that conditions, scopes or requirements read never gives access, in policies without `$exists`",
  extra: () => fc.array(fc.record({ pick: fc.nat(100), isNulled: fc.boolean() }), { minLength: 4, maxLength: 8 }),
  check(scenario, removals) {
    const asksNoPresence = (statement: Parameters<typeof usesOperator>[0]) => !usesOperator(statement, "$exists");
    const rules = keepStatements(scenario.policy, asksNoPresence);
    const open = opener(rules);
    return forEachCase(scenario, (drawn, request) => {
      const isReadable = drawn.assignments.every(({ role, statements }) => role !== undefined || statements);
      const facts = isReadable ? keepGranted(drawn, asksNoPresence) : drawn;
      const access = open(facts);
      const before = decide(access, request);
      if (before === undefined) return 0;
      let cases = 0;
      const answers = removals.flatMap((removal) => [
        ["a field", decide(access, withoutField(request, removal))] as const,
        [
          "a personal fact",
          decide(open(mapParties(facts, (party) => withoutPersonalFact(party, removal))), request),
        ] as const,
      ]);
      for (const [what, after] of [...answers, ["the reason", decide(access, withoutReason(request))] as const]) {
        if (after === undefined) continue;
        if (rank(after) > rank(before)) breach(`without ${what}: ${told(after)}; with it: ${told(before)}`);
        if (rank(after) < rank(before)) cases += 1;
      }
      return cases;
    });
  },
});

// create is asked for the same fields
function withoutField(request: RequestData, removal: Removal): RequestData {
  const { record, action, fields = [] } = request;
  const asked = action === "create" ? [...new Set([...Object.keys(record), ...fields])] : fields;
  return { ...request, record: withoutKey(record, removal), fields: asked };
}

function withoutReason({ justification: _, ...request }: RequestData): RequestData {
  return request;
}

function withoutPersonalFact(party: PartyFacts, removal: Removal): PartyFacts {
  const { principal, session, approvals = [] } = party;
  const isLimited = session?.expiresAt !== undefined || principal.sessionsValidFrom !== undefined;
  const removals: (() => PartyFacts)[] = [
    () => ({ ...party, principal: { ...principal, attributes: withoutKey(principal.attributes ?? {}, removal) } }),
    () => ({ ...party, approvals: approvals.filter((_, index) => index !== removal.pick % approvals.length) }),
  ];
  if (session !== null) {
    removals.push(
      () => ({ ...party, session: { ...session, factors: session.factors.slice(1) } }),
      () => ({ ...party, session: without(session, "lastActiveAt") }),
      () => ({ ...party, session: without(session, "device") }),
      () => ({ ...party, session: without(session, "network") }),
      () => ({
        ...party,
        session: { ...session, ...(session.device && { device: withoutKey(session.device, removal) }) },
      }),
      () => ({
        ...party,
        session: { ...session, ...(session.network && { network: withoutKey(session.network, removal) }) },
      }),
    );
    if (!isLimited) removals.push(() => ({ ...party, session: null }));
  }
  return removals[removal.pick % removals.length]?.() ?? party;
}

function without<T extends object, K extends keyof T>(facts: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = facts;
  return rest;
}

/** A copy without one own key, or with null there; what would throw when read is copied unread. */
function withoutKey<T extends object>(facts: T, { pick, isNulled }: Removal): T {
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(facts);
  const keys = Object.keys(descriptors);
  const key = keys[pick % keys.length];
  if (key === undefined) return facts;
  const { [key]: _, ...rest } = descriptors;
  const nulled = { [key]: { value: null, enumerable: true, configurable: true, writable: true } };
  const copy: T = Object.create(Object.getPrototypeOf(facts), isNulled ? { ...rest, ...nulled } : rest);
  return copy;
}
