import type { Planned } from "./plan.js";
import type { Timing } from "./protocol.js";

/** The timings of one measure in one lane, one per round. */
export interface Series {
  readonly count: number;
  /** Nanoseconds for the whole measure. */
  readonly ns: readonly number[];
}

/**
 * Times everything once per round, round after round, so that whatever disturbs the machine disturbs the lanes alike.
 * Each round starts at another place: what comes after what must not matter.
 */
export async function measureRounds(planned: readonly Planned[], rounds: number): Promise<Record<string, Series>> {
  const counts = new Map<string, number>();
  const times = new Map<string, number[]>();
  for (const { id, process, measure } of planned) {
    counts.set(id, (await process.run<Timing>({ kind: "warm-up", measure })).count);
    times.set(id, []);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < planned.length; place += 1) {
      const { id, process, measure } = planned[(place + round * 5) % planned.length] as Planned;
      const { ns, count } = await process.run<Timing>({ kind: "round", measure });
      if (count !== counts.get(id)) throw new Error(`${id} counted ${count}, and before that ${counts.get(id)}`);
      times.get(id)?.push(ns);
    }
  }
  return Object.fromEntries([...times].map(([id, ns]) => [id, { count: counts.get(id) ?? Number.NaN, ns }]));
}
