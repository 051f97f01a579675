/** Reproducible randomness: every lane, in its own process, makes the same workload from the same seed. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** `true` in so many percent of the cases. */
  percent(percent: number): boolean;
  /** So many different items. */
  some<Item>(items: readonly Item[], count: number): Item[];
}

/** Makes a generator (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return {
    below,
    pick,
    percent: (percent) => below(100) < percent,
    some: (items, count) => {
      const rest = [...items];
      return Array.from({ length: count }).flatMap(() => rest.splice(below(rest.length), 1));
    },
  };
}
