import type { Answer } from "./protocol.js";

/** A right that was given or taken, and acknowledged. */
export interface Toggle {
  readonly key: string;
  readonly gives: boolean;
  /** When it was first asked for: it cannot have counted before. */
  readonly begun: number;
  /** When it was acknowledged: it counted from then on at the latest. */
  readonly done: number;
  readonly revision: number;
}

/**
 * Finds the answers that were older than promised: that rest on nothing that was true, by any reading of the clocks, within
 * `freshFor` before they were asked for, or on something from before the revision that was asked for.
 *
 * @param toggles - one after the other; before the first, the right was not there
 * @param answers - in any order
 */
export function staleAnswers(
  toggles: readonly Toggle[],
  answers: readonly Answer[],
  freshForMs: number,
): readonly string[] {
  return answers.flatMap((answer) => {
    if (answer.reason === "indeterminate") return [];
    return mayBe(toggles, answer, freshForMs)
      ? []
      : [`a stale ${answer.allowed ? "yes" : "no"}: ${JSON.stringify(answer)}`];
  });
}

function mayBe(toggles: readonly Toggle[], { asked, told, atLeast, allowed }: Answer, freshForMs: number): boolean {
  const before = { gives: false, begun: Number.NEGATIVE_INFINITY };
  return [before, ...toggles].some(({ gives, begun }, index) => {
    if (gives !== allowed || begun > told) return false;
    const next = toggles[index];
    return next === undefined || (next.done >= asked - freshForMs && next.revision > atLeast);
  });
}
