import { withNodes } from "./cluster.js";
import { seed } from "./firm.js";
import type { News } from "./protocol.js";
import { quantile, type Setting } from "./setting.js";

/** How long after it was acknowledged a revocation was still not heeded somewhere. */
export interface RevocationLatency {
  readonly news: News;
  readonly freshForMs: number;
  readonly samples: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
  /** What went against the promise, in words. */
  readonly faults: readonly string[];
}

/**
 * Takes a right away in one process, again and again, while all processes ask for it without pause. Each yes is held against
 * when it was asked for: none may have been asked for later than `freshFor` after the acknowledgement. And whoever asks with
 * the revision that was acknowledged is told no from the first moment.
 */
export async function revocationLatency(
  setting: Setting,
  news: News,
  freshForMs: number,
  rounds: number,
): Promise<RevocationLatency> {
  const tenant = `revocation ${news} ${freshForMs}`;
  await seed(setting.store, tenant, 10);
  const late: number[] = [];
  const faults: string[] = [];
  const setups = Array.from({ length: 4 }, () => setting.setup(news, { freshForMs }));
  await withNodes(setups, async (nodes) => {
    for (let round = 0; round < rounds; round++) {
      const person = `u${round % 10}`;
      const writer = nodes[round % nodes.length];
      if (writer === undefined) throw new Error("there is no process");
      const given = await writer.call("assign", tenant, person, `give ${round}`);
      const before = await Promise.all(nodes.map((node) => node.call("ask", tenant, person, given.revision ?? 0)));
      if (before.some((answer) => !answer.allowed)) faults.push(`round ${round}: a right that was given is not there`);
      const asking = nodes.map((node) => node.call("askUntilNo", tenant, person, freshForMs + 10_000));
      // at any moment of what is fresh for them
      await new Promise((resolve) => setTimeout(resolve, 5 + ((round * 37) % 60)));
      const taken = await writer.call("revoke", tenant, person, given.assignmentId ?? "", `take ${round}`);
      // a question with `atLeast` makes a process look: half of the rounds are left to themselves
      if (round % 2 === 1) {
        const strict = await Promise.all(nodes.map((node) => node.call("ask", tenant, person, taken.revision ?? 0)));
        if (strict.some((answer) => answer.allowed)) faults.push(`round ${round}: an answer is older than \`atLeast\``);
        if (strict.some((answer) => answer.reason !== "no_grant"))
          faults.push(`round ${round}: no answer to \`atLeast\``);
      }
      for (const { lastYes, no } of await Promise.all(asking)) {
        if (no.allowed) faults.push(`round ${round}: a revocation is not heeded`);
        const ms = Math.max(0, (lastYes?.asked ?? 0) - taken.done);
        if (ms > freshForMs)
          faults.push(`round ${round}: a yes was asked for ${ms.toFixed(1)} ms after the revocation`);
        if (round % 2 === 0) late.push(ms);
      }
    }
  });
  const worst = Math.max(...late);
  return {
    news,
    freshForMs,
    samples: late.length,
    median: quantile(late, 0.5),
    p99: quantile(late, 0.99),
    worst,
    faults,
  };
}
