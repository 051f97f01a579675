import type { SharedListener } from "./shared-listener.js";

/**
 * Runs through an iterable while a connection is open.
 *
 * @param listener - the connection
 * @param signal - ends it, also while the connection is being opened
 * @param follow - what is iterated once the connection is there
 */
export async function* joined<T>(
  listener: SharedListener,
  signal: AbortSignal,
  follow: () => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  if (signal.aborted) return;
  const joining = listener.join();
  try {
    await beforeAbort(joining, signal);
    if (!signal.aborted) yield* follow();
  } finally {
    joining.then(
      (leave) => leave(),
      () => undefined,
    );
  }
}

async function beforeAbort(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const end = () => resolve();
    signal.addEventListener("abort", end);
    promise.then(end, reject).finally(() => signal.removeEventListener("abort", end));
  });
}
