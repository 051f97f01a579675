import type { Finding, Plan } from "./plan.js";
import type { Situation } from "./situation.js";

/** Makes sure that what holds at every commit still holds after a plan. */
// biome-ignore lint/correctness/useYield: written next
export function* checkInvariants(_plan: Plan, _at: Situation): Finding<void> {}
