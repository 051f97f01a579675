import type { Need, Plan, Planning } from "./plan.js";

/**
 * Carries out a planning: asks for what it needs to know, until it has a plan.
 *
 * @param lookUp - the answer to a need; asked twice, it must give the same
 */
export async function carryOut<Result>(
  planning: Planning<Result>,
  lookUp: (need: Need) => Promise<unknown>,
): Promise<Plan<Result>> {
  let step = planning.next();
  while (step.done !== true) {
    const found = await lookUp(step.value);
    step = planning.next(found);
  }
  return step.value;
}

/** Like {@link carryOut}, where everything is at hand. */
export function carryOutNow<Result>(planning: Planning<Result>, lookUp: (need: Need) => unknown): Plan<Result> {
  let step = planning.next();
  while (step.done !== true) step = planning.next(lookUp(step.value));
  return step.value;
}
