import type { Steps } from "../project/snapshot/format.js";
import { SnapshotError } from "./snapshot-error.js";

// A snapshot comes from outside: whatever its type says, each piece is looked at before it is used.

/** Refuses a snapshot. */
export function damaged(): never {
  throw new SnapshotError("invalid_snapshot", "the snapshot is damaged; fetch a new one");
}

/** A list; what was left out, or written as 0, is an empty one. */
export function listOf<Item>(value: readonly Item[] | 0 | undefined): readonly Item[] {
  return Array.isArray(value) ? value : value === 0 || value === undefined ? [] : damaged();
}

/** The item at a place: a number, so that nothing is looked up by name. One that was left out is 0. */
export function itemAt<Item>(items: readonly Item[], place: number | undefined = 0): Item {
  return (typeof place === "number" ? items[place] : undefined) ?? damaged();
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : damaged();
}

/** A number; 0 where it was left out. */
export function numberOf(value: number | undefined): number {
  return value === undefined ? 0 : typeof value === "number" ? value : damaged();
}

/** Reads what changes as time goes by: its value at an instant. */
export function stepsOf(steps: Steps | undefined): (now: number) => number {
  const all = (Array.isArray(steps) ? steps : [steps]).map(numberOf);
  return (now) => {
    let index = 0;
    while (now >= (all[index + 1] ?? Number.POSITIVE_INFINITY)) index += 2;
    return itemAt(all, index);
  };
}
