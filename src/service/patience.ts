import { isCastellanError } from "../model/errors.js";
import { StoreError } from "../storage/store-error.js";
import { backoffMs, pause as sleep } from "./audit/backoff.js";

/**
 * Waits for a store no longer than it may take.
 *
 * @throws StoreError what the store throws; `unavailable` for what is no error of castellan's, and when the time is over: what
 * was asked goes on, and nobody listens to it
 */
export async function withPatience<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new StoreError("unavailable", `the store has not answered within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (isCastellanError(error)) throw error;
    throw new StoreError("unavailable", "the store has failed", error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits before something is tried again: longer each time, and never as long as others do, so that those who got into each
 * other's way do not meet again.
 *
 * @param attempt - from 0
 * @param firstMs - about the first wait; each is about twice the one before
 * @param longestMs - no wait is longer
 * @param signal - ends the wait
 */
export function pause(attempt: number, firstMs: number, longestMs: number, signal?: AbortSignal): Promise<void> {
  return sleep(backoffMs({ firstMs, longestMs }, attempt + 1), signal);
}
