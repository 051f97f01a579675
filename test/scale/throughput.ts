import { withNodes } from "./cluster.js";
import { seed } from "./firm.js";
import type { Setting } from "./setting.js";

/** How much so many processes do together in a second. */
export interface Throughput {
  readonly processes: number;
  readonly decisions: number;
  readonly commands: number;
}

const PEOPLE = 200;
const LANES = 4;
let runs = 0;

/**
 * Measures how much processes do together: accesses opened and asked from memory, and commands, each process with four tenants
 * at a time.
 */
export async function throughput(setting: Setting, processes: number, forMs: number): Promise<Throughput> {
  const run = ++runs;
  const groups = Array.from({ length: processes }, (_, node) =>
    Array.from({ length: LANES }, (_, lane) => `throughput ${run} ${node} ${lane}`),
  );
  for (const tenant of groups.flat()) await seed(setting.store, tenant, PEOPLE);
  const setups = groups.map(() => setting.setup("polling"));
  return await withNodes(setups, async (nodes) => {
    const all = groups.flat().slice(0, LANES);
    // everybody is known first: what is measured is answering
    await Promise.all(nodes.map((node) => node.call("meet", all, PEOPLE)));
    // and the code is compiled
    await Promise.all(nodes.map((node) => node.call("decide", all, PEOPLE, 1_000, LANES)));
    const decided = await Promise.all(nodes.map((node) => node.call("decide", all, PEOPLE, forMs, LANES)));
    const commanded = await Promise.all(nodes.map((node, at) => node.call("command", groups[at] ?? [], PEOPLE, forMs)));
    return { processes, decisions: perSecond(decided, forMs), commands: perSecond(commanded, forMs) };
  });
}

function perSecond(counts: readonly number[], forMs: number): number {
  return Math.round((counts.reduce((sum, count) => sum + count, 0) * 1_000) / forMs);
}
