import { compilePolicy } from "../../../src/compile/policy.js";
import type { Explanation, WayToYes } from "../../../src/decide/explanation.js";
import type { AccessFacts, PartyFacts, RequestData } from "../../../src/model/access-facts.js";
import type { Assignment, Scope } from "../../../src/model/assignment.js";
import type { Decision, UnmetRequirement } from "../../../src/model/decision.js";
import { isCastellanError } from "../../../src/model/errors.js";
import type { Instant } from "../../../src/model/instant.js";
import type { Session } from "../../../src/model/session.js";
import { openAccess } from "../../../src/project/access.js";
import type { Scenario } from "../../../src/testing/arb/scenario.js";

/** One question of a scenario, and how to ask it again under other facts. */
export interface Case {
  readonly facts: AccessFacts;
  readonly request: RequestData;
  /** The whole of every dimension. */
  readonly everywhere: Scope;
  readonly explanation: Explanation;
  readonly decide: (facts?: AccessFacts, now?: Instant, request?: RequestData) => Decision;
}

/** Every question of a scenario that makes sense. */
export function casesOf({ policy, facts, requests, limits }: Scenario): readonly Case[] {
  const compiled = compilePolicy(policy);
  const everywhere = Object.fromEntries(Object.keys(policy.model.dimensions).map((name) => [name, "*" as const]));
  const open = (given: AccessFacts) =>
    limits.reduce((access, limit) => access.attenuate(limit), openAccess(compiled, given));
  return facts.flatMap((given) =>
    requests.flatMap((request) => {
      const decide: Case["decide"] = (others = given, now = others.now, asked = request) =>
        open(others).at(now).decide(asked);
      try {
        return [{ facts: given, request, everywhere, explanation: open(given).explain(request), decide }];
      } catch (error) {
        if (isCastellanError(error)) return [];
        throw error;
      }
    }),
  );
}

/** Facts under which a request is asked again. */
interface Trial {
  readonly facts: AccessFacts;
  readonly now: Instant;
}

/** The facts under which a way was gone: several where one id names several assignments, or both sides. */
export function trials({ facts, everywhere }: Case, way: WayToYes): readonly Trial[] {
  const { now } = facts;
  if (way.kind === "meet") return [];
  if (way.kind === "wait") return [{ facts, now: way.until }];
  return sidesOf(facts, way.principalId).flatMap(({ party, given }): readonly Trial[] => {
    if (way.kind === "log_in") return [{ facts: given({ ...party, session: loggedIn(party, now) }), now }];
    if (way.kind === "be_assigned") {
      const assignment = { id: "new", role: way.role, scope: everywhere };
      return [{ facts: given({ ...party, assignments: [...party.assignments, assignment] }), now }];
    }
    const at = way.kind === "activate" ? (way.from ?? now) : now;
    return party.assignments
      .filter(({ id }) => id === way.assignment)
      .map((named) => {
        const assignments = party.assignments.map((one) => (one === named ? helped(one, way) : one));
        return { facts: given({ ...party, assignments }), now: at };
      });
  });
}

interface Side {
  readonly party: PartyFacts;
  readonly given: (party: PartyFacts) => AccessFacts;
}

/** The sides of that name; without a name the one that acts. */
function sidesOf(facts: AccessFacts, principalId: string | undefined): readonly Side[] {
  const { onBehalfOf } = facts;
  const self = { party: facts, given: (party: PartyFacts) => ({ ...facts, ...party }) };
  if (onBehalfOf === undefined) return [self];
  const human = { party: onBehalfOf, given: (party: PartyFacts) => ({ ...facts, onBehalfOf: party }) };
  return [self, human].filter(({ party }) => party.principal.id === principalId);
}

function loggedIn({ session }: PartyFacts, now: Instant): Session {
  const { expiresAt: _ended, ...rest } = session ?? { id: "new", factors: [] };
  return { ...rest, authenticatedAt: now, lastActiveAt: now };
}

type HeldWay = Extract<WayToYes, { kind: "activate" | "renew" | "widen" }>;

function helped(assignment: Assignment, way: HeldWay): Assignment {
  const { state: _state, ...active } = assignment;
  const { validFrom: _from, validUntil: _until, ...lasting } = active;
  switch (way.kind) {
    case "activate":
      return active as Assignment;
    case "renew":
      return lasting as Assignment;
    case "widen": {
      const wide = Object.fromEntries(way.dimensions.map((name) => [name, "*" as const]));
      return { ...assignment, scope: { ...assignment.scope, ...wide } };
    }
  }
}

/** The same facts, once both sides have taken each step that is asked for. */
export function cured(facts: AccessFacts, requirements: readonly UnmetRequirement[]): AccessFacts {
  const methods = requirements.flatMap((unmet) =>
    unmet.kind === "mfa" ? (unmet.methods ?? ["pwd", "hwk", "fpt"]) : [],
  );
  const factors = methods.map((method) => ({ method, at: facts.now }));
  const isStale = requirements.some(({ kind }) => kind === "reauthenticate");
  const sessionOf = (party: PartyFacts): Session | null => {
    if (party.session === null) return null;
    const session = isStale ? loggedIn(party, facts.now) : party.session;
    const known = Array.isArray(session.factors) ? session.factors : [];
    return { ...session, factors: [...known, ...factors] };
  };
  const { onBehalfOf } = facts;
  return {
    ...facts,
    session: sessionOf(facts),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: { ...onBehalfOf, session: sessionOf(onBehalfOf) } }),
  };
}

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  know: ["pwd", "pin", "mfa"],
  have: ["otp", "hwk", "sc", "mfa"],
  are: ["face", "fpt"],
};

/** Whether the methods that a generated requirement accepts suffice for it at all. */
export function canBeMet(unmet: UnmetRequirement): boolean {
  if (unmet.kind !== "mfa" || unmet.methods === undefined) return true;
  const { methods, factors, phishingResistant } = unmet;
  const classes = Object.values(CLASSES).filter((names) => names.some((name) => methods.includes(name)));
  return classes.length >= factors && (!phishingResistant || methods.includes("hwk") || methods.includes("sc"));
}
