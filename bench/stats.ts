/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear between neighbours. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** A ratio of two series that were taken in the same rounds: the median of the pairs, and half of them around it. */
export interface Ratio {
  readonly median: number;
  readonly from: number;
  readonly to: number;
}

export function pairedRatio(of: readonly number[], to: readonly number[]): Ratio {
  const ratios = of.map((value, round) => value / (to[round] ?? Number.NaN));
  return { median: median(ratios), from: quantile(ratios, 0.25), to: quantile(ratios, 0.75) };
}
