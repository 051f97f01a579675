/** How long to wait before another try. */
export interface Backoff {
  /** Before the second try, in ms. It doubles with every one. */
  readonly firstMs: number;
  /** At most, in ms. */
  readonly longestMs: number;
}

/**
 * How long to wait, between half and the whole of what doubles with every try: processes that failed together do not come back
 * together.
 *
 * @param failures - how many tries have failed: from 1
 */
export function backoffMs({ firstMs, longestMs }: Backoff, failures: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return whole / 2 + (Math.random() * whole) / 2;
}

/** Resolves after a while, or as soon as the signal aborts; never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
}
