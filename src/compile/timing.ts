import type { Condition } from "./condition/evaluate.js";
import type { CompiledRequirement } from "./requirement.js";
import type { CompiledStatement } from "./statement.js";

/** A requirement, and whom it concerns; `null` is everybody. */
export interface TimedRequirement {
  readonly requirement: CompiledRequirement;
  readonly who: Condition | null;
}

/** What of some statements can change its answer as time goes by. */
export interface Timing {
  readonly requirements: readonly TimedRequirement[];
  /** The conditions on principals that look at the clock. */
  readonly who: readonly Condition[];
  /** Whose statements have a condition on records that does; `null` is everybody. */
  readonly readers: readonly (Condition | null)[];
}

/** Gathers what can change as time goes by, each thing once. */
export function timingOf(statements: readonly CompiledStatement[]): Timing {
  const requirements = new Map<string, TimedRequirement>();
  const people = new Map<Condition, number>();
  const who = new Set<Condition>();
  for (const statement of statements) {
    const { requirement } = statement;
    if (statement.who !== null && statement.who.clockTests.length > 0) who.add(statement.who);
    if (requirement === null || !passes(requirement)) continue;
    if (statement.who !== null && !people.has(statement.who)) people.set(statement.who, people.size);
    const whom = statement.who === null ? "*" : people.get(statement.who);
    requirements.set(`${requirement.index} ${whom}`, { requirement, who: statement.who });
  }
  return {
    requirements: [...requirements.values()],
    who: [...who],
    readers: [...new Set(statements.filter(({ readsNow }) => readsNow).map((statement) => statement.who))],
  };
}

/** Whether a requirement can be met, or unmet, by the mere passing of time. */
function passes({ mfa, session, schedule, approval }: CompiledRequirement): boolean {
  return mfa !== undefined || session !== undefined || schedule !== undefined || approval !== undefined;
}
