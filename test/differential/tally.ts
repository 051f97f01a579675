import type { Decision } from "../../src/model/decision.js";

/** How often each class of answer was met. */
export class Tally {
  cases = 0;
  #counts = new Map<string, number>();

  add(decision: Decision | string): void {
    this.cases += 1;
    for (const name of classesOf(decision)) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  share(name: string): number {
    return (this.#counts.get(name) ?? 0) / this.cases;
  }

  toString(): string {
    const lines = [...this.#counts.keys()].sort().map((name) => `${name} ${(100 * this.share(name)).toFixed(1)} %`);
    return `${this.cases} cases: ${lines.join(", ")}`;
  }
}

function classesOf(decision: Decision | string): string[] {
  if (typeof decision === "string") return [decision];
  if (decision.outcome === "allow") return ["allow"];
  if (decision.outcome === "deny") return [decision.reason];
  return ["challenge", ...new Set(decision.requirements.map(({ kind }) => `needs ${kind}`))];
}
