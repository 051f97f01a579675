import type { RoleAssignment } from "../../src/model/assignment.js";
import type { Principal } from "../../src/model/principal.js";
import type { Session } from "../../src/model/session.js";
import { REGIONS, TEAMS } from "./model.js";
import { FAMILIES, type Family, roleName, SCOPED_BY, variantsAt } from "./policy.js";
import { createRandom, type Random } from "./random.js";

/** The instant of every question. */
export const NOW = Date.UTC(2026, 10, 22, 9);

/** Somebody who asks: the facts that every lane starts from. */
export interface Person {
  readonly principal: Principal;
  readonly assignments: readonly RoleAssignment[];
  readonly session: Session;
}

/** So many people, each with three assignments of different families. */
export function peopleAt(statements: number, count: number): readonly Person[] {
  const random = createRandom(statements + 7);
  const variants = variantsAt(statements);
  return Array.from({ length: count }, (_, n) => ({
    principal: {
      id: `u${n}`,
      kind: random.percent(10) ? "guest" : "employee",
      status: "active",
      attributes: { department: "sales" },
    },
    assignments: random.some(FAMILIES, 3).map((family, a) => assignment(random, `a${n}-${a}`, family, variants)),
    session: session(`s${n}`, random.percent(80), random.percent(95)),
  }));
}

/** Who reads 100,000 contacts: most of them in full, some as a support agent, some not at all. */
export function contactReader(): Person {
  return {
    principal: { id: "u1", kind: "employee", status: "active", attributes: { department: "sales" } },
    assignments: [
      { id: "a1", role: roleName("sales_rep", 0), scope: { region: ["AMER", "EMEA"] } },
      { id: "a2", role: roleName("support_agent", 0), scope: { team: ["team-1", "team-2"] } },
      { id: "a3", role: roleName("finance", 0), scope: { region: ["EMEA-1"] } },
    ],
    session: session("s1", true, true),
  };
}

/** Who lists 100,000 deals: through three roles, one of them with a condition. */
export function dealReader(): Person {
  return {
    principal: { id: "u1", kind: "employee", status: "active", attributes: { department: "sales" } },
    assignments: [
      { id: "a1", role: roleName("sales_rep", 0), scope: { region: ["EMEA"] } },
      { id: "a2", role: roleName("team_lead", 0), scope: { team: ["team-1", "team-2"] } },
      { id: "a3", role: roleName("finance", 0), scope: { region: ["AMER-1", "APAC-2"] } },
    ],
    session: session("s1", true, true),
  };
}

/** Most people have one region, some two or three; they may be in one team more. */
const HOW_MANY: readonly number[] = [1, 1, 1, 2, 2, 3];

function assignment(random: Random, id: string, family: Family, variants: number): RoleAssignment {
  const scopes = SCOPED_BY[family].map((dimension) => [
    dimension,
    dimension === "region"
      ? random.some(REGIONS, random.pick(HOW_MANY)).sort()
      : random.some(TEAMS, 1 + random.pick(HOW_MANY)).sort(),
  ]);
  const role = roleName(family, random.below(variants));
  return scopes.length === 0 ? { id, role } : { id, role, scope: Object.fromEntries(scopes) };
}

function session(id: string, freshFactors: boolean, awake: boolean): Session {
  const at = NOW - (freshFactors ? 5 : 120) * 60_000;
  return {
    id,
    authenticatedAt: NOW - 3 * 3_600_000,
    lastActiveAt: NOW - (awake ? 1 : 45) * 60_000,
    factors: [
      { method: "pwd", at },
      { method: "hwk", at },
    ],
  };
}
