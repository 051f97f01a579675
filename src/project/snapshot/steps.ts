import type { Steps } from "./format.js";

/** So many changes are looked for; a session has some ten facts. */
const MAX_CHANGES = 1_000;

/**
 * Follows something from now on: its value at each instant that may change it.
 *
 * @param now - epoch milliseconds, whole
 * @param instants - around which it may change (epoch ms); what is no instant is none
 * @param valueAt - its value at a whole instant
 * @param otherwise - its value after more changes than anybody looks for: the strictest one
 */
export function stepsOf(
  now: number,
  instants: Iterable<number>,
  valueAt: (now: number) => number,
  otherwise: number,
): Steps {
  const whole = new Set(
    [...instants].flatMap((at) => [Math.floor(at), Math.ceil(at)]).filter((at) => at > now && Number.isFinite(at)),
  );
  const ordered = [...whole].sort((left, right) => left - right);
  const first = valueAt(now);
  const steps = [first];
  let value = first;
  ordered.slice(0, MAX_CHANGES).forEach((at) => {
    const next = valueAt(at);
    if (next !== value) steps.push(at, next);
    value = next;
  });
  const late = ordered[MAX_CHANGES];
  if (late !== undefined && value !== otherwise) steps.push(late, otherwise);
  return steps.length === 1 ? first : steps;
}

/** Those that are instants and lie after another one, in order, each once. */
export function instantsAfter(now: number, instants: readonly number[]): readonly number[] {
  const later = instants.filter((at) => at > now && Number.isFinite(at));
  return [...new Set(later)].sort((left, right) => left - right);
}

/** Steps, as a snapshot holds them: counted from its own instant. */
export function since(now: number, steps: Steps): Steps {
  return typeof steps === "number" ? steps : steps.map((item, index) => (index % 2 === 0 ? item : item - now));
}
