import { InvalidRequestError } from "../model/errors.js";
import type { Steps } from "../project/snapshot/format.js";

// A snapshot comes from outside: whatever its types say, what others rest on is looked at before it is used.

/** Refuses a snapshot. */
export function damaged(): never {
  throw new InvalidRequestError("invalid_snapshot", "the snapshot is damaged");
}

/** The item at a place: a number, so that nothing is looked up by name. A place that was left out is 0. */
export function itemAt<Item>(items: readonly Item[], place: unknown = 0): Item {
  return (typeof place === "number" ? items[place] : undefined) ?? damaged();
}

/** The value of steps at an instant, counted as they are. */
export function stepAt(steps: Steps, elapsed: number): number {
  if (typeof steps === "number") return steps;
  let index = 0;
  while (elapsed >= (steps[index + 1] as number)) index += 2;
  return steps[index] as number;
}
