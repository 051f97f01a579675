/** How often something can be done in a second, and how long it takes. */
export interface Rate {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
}

/**
 * Does something over and over, in so many lanes, for a while.
 *
 * @param forMs - how long
 * @param lanes - how many at the same time
 * @param work - what to do; is given the number of its lane, and how often the lane did it before
 */
export async function rateOf(
  forMs: number,
  lanes: number,
  work: (lane: number, round: number) => Promise<unknown>,
): Promise<Rate> {
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + forMs;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let round = 0; performance.now() < end; round++) {
        const at = performance.now();
        await work(lane, round);
        times.push(performance.now() - at);
        // what never waits leaves timers and sockets no turn
        if (round % 500 === 499) await new Promise((resolve) => setImmediate(resolve));
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
  return { perSecond: times.length / seconds, median: at(0.5), p99: at(0.99) };
}

/** A number for a table: three digits count. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value >= 1 ? 3 : 2);
}

/** Prints a line of a table. */
export function printRow(first: string, ...cells: readonly (string | number)[]): void {
  const texts = cells.map((cell) => (typeof cell === "number" ? figure(cell) : cell).padStart(13));
  console.log(`${first.padEnd(34)}${texts.join("")}`);
}
