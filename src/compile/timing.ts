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
  /** The conditions on principals, which may look at the clock. */
  readonly who: readonly Condition[];
  /** Whose statements have a condition on records that does; `null` is everybody. */
  readonly readers: readonly (Condition | null)[];
}

/** Gathers what can change as time goes by, each thing once. */
export function timingOf(statements: readonly CompiledStatement[]): Timing {
  const people = new Map<CompiledRequirement, Set<Condition | null>>();
  const conditions = new Set<Condition>();
  for (const { requirement, who } of statements) {
    if (who !== null) conditions.add(who);
    if (requirement !== null) people.set(requirement, (people.get(requirement) ?? new Set()).add(who));
  }
  return {
    requirements: [...people].flatMap(([requirement, whom]) => [...whom].map((who) => ({ requirement, who }))),
    who: [...conditions],
    readers: [...new Set(statements.filter(({ readsNow }) => readsNow).map(({ who }) => who))],
  };
}
