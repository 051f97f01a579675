import type { PolicyStore, StoreNews } from "../policy-store.js";
import type { RevisionFeed } from "./revision-feed.js";

/**
 * Watches a tenant by reading its events, whenever a feed says that there may be new ones: what is told is always what is
 * kept, whatever was heard, lost or made up on the way.
 *
 * @param store - whose events are read
 * @param feed - what wakes
 * @param tenant - the tenant's id
 * @param fromRevision - the last revision that is known
 * @param signal - ends it
 */
export async function* followCommits(
  store: Pick<PolicyStore, "events">,
  feed: RevisionFeed,
  tenant: string,
  fromRevision: number,
  signal: AbortSignal,
): AsyncGenerator<StoreNews, void, undefined> {
  const watcher = feed.open(tenant);
  try {
    let known = fromRevision;
    while (!signal.aborted) {
      watcher.attend();
      for await (const news of commitsAfter(store, tenant, known)) {
        if (signal.aborted) return;
        known = news.revision;
        yield news;
      }
      await watcher.after(known, signal);
    }
  } finally {
    watcher.close();
  }
}

async function* commitsAfter(
  store: Pick<PolicyStore, "events">,
  tenant: string,
  revision: number,
): AsyncGenerator<StoreNews, void, undefined> {
  let current = revision;
  let ids = new Set<string>();
  for await (const event of store.events(tenant, { afterRevision: revision })) {
    if (event.revision !== current) {
      if (current !== revision) yield { revision: current, principalIds: [...ids] };
      current = event.revision;
      ids = new Set();
    }
    for (const id of event.data.principalIds) ids.add(id);
  }
  if (current !== revision) yield { revision: current, principalIds: [...ids] };
}
