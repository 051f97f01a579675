import type { PolicyStore, StoreNews } from "../storage/policy-store.js";
import { pause } from "./patience.js";

/** Where news go, and from where on they are wanted. */
export interface Listener {
  /** Up to which commit all is known already. */
  readonly from: () => number;
  readonly hear: (news: StoreNews) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Hears of commits as soon as the store tells of them, until the signal ends it; where the connection is lost, it begins
 * again, each time after a longer while. It makes news arrive sooner. Nothing rests on it.
 */
export async function watchNews(
  store: PolicyStore,
  tenant: string,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  if (store.watch === undefined) return;
  let heard = listener.from();
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      for await (const news of store.watch(tenant, Math.max(heard, listener.from()), signal)) {
        if (signal.aborted) return;
        heard = Math.max(heard, news.revision);
        failures = 0;
        listener.hear(news);
      }
    } catch (error) {
      if (!signal.aborted) listener.onError(error);
    }
    if (!signal.aborted) await pause(failures, 100, 30_000, signal);
  }
}
