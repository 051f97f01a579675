import type { Steps } from "./format.js";

/** From when until when something counts (epoch ms, the end exclusive). */
export interface Window {
  readonly from: number;
  readonly until: number;
}

export const ALWAYS: Window = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** The parts of a window in which steps have a value. */
export function windowsWhere(steps: Steps, value: number, within: Window): readonly Window[] {
  const all = typeof steps === "number" ? [steps] : steps;
  const windows: Window[] = [];
  for (let index = 0; index < all.length; index += 2) {
    const from = Math.max(within.from, index === 0 ? Number.NEGATIVE_INFINITY : (all[index - 1] as number));
    const until = Math.min(within.until, all[index + 1] ?? Number.POSITIVE_INFINITY);
    if (all[index] === value && from < until) windows.push({ from, until });
  }
  return windows;
}
