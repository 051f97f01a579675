/** Longer names are not compared: nobody mistypes a name of that length by a letter or two and reads the hint. */
const LONGEST = 64;

/**
 * The candidate that was probably meant.
 *
 * @param name - what was written
 * @param candidates - what could have been written
 * @returns the nearest by edit distance (insert, delete, replace, swap neighbours; case counts little), the first among
 *   equals; `undefined` if none is within a third of the name's length
 * @example
 * nearest("regonal_manager", ["sales_rep", "regional_manager"]) // => "regional_manager"
 * nearest("export", ["read", "delete"]) // => undefined
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  const written = name.toLowerCase();
  let best: string | undefined;
  let bound = Math.max(1, Math.min(3, Math.floor(name.length / 3))) + 1;
  for (const candidate of candidates) {
    if (candidate.length > LONGEST || Math.abs(candidate.length - name.length) >= bound) continue;
    const distance = editDistance(written, candidate.toLowerCase());
    if (distance < bound) {
      best = candidate;
      bound = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance, over three rolling rows. */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
