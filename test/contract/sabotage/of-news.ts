import { type PrincipalState, StoreError, type StoreNews } from "castellan/storage";
import { but, collect, filtered, type Saboteur } from "./saboteur.js";

/** Stores that tell other news than there are. */
export function ofNews(): Saboteur[] {
  const telling = (tell: (news: AsyncIterable<StoreNews>, from: number) => AsyncIterable<StoreNews>) =>
    but((good) => ({ watch: (tenant, from, signal) => tell(good.watch(tenant, from, signal), from) }));
  return [
    {
      what: "tells news twice",
      createStore: telling(async function* (news) {
        for await (const each of news) {
          yield each;
          if (each.revision === 3) yield each;
        }
      }),
      caughtBy: "watch tells of all commits that were made before, from the first",
    },
    {
      what: "loses news",
      createStore: telling((news) => filtered(news, ({ revision }) => revision !== 3)),
      caughtBy: "watch tells of all commits that were made before, from the first",
    },
    {
      what: "tells only of commits after it began",
      createStore: but((good) => ({
        watch: async function* (tenant, _, signal) {
          const [last] = await collect(good.events(tenant, { last: 1 }));
          yield* good.watch(tenant, last?.revision ?? 0, signal);
        },
      })),
      caughtBy: "watch tells of commits before and after it began, each once",
    },
    {
      what: "names nobody in its news",
      createStore: telling(async function* (news) {
        for await (const { revision } of news) yield { revision, principalIds: [] };
      }),
      caughtBy: "watch names everybody who was written or removed, once each",
    },
    {
      what: "tells only those who come first",
      createStore: but((good) => {
        const told = new Set<string>();
        return {
          watch: (tenant, from, signal) =>
            filtered(good.watch(tenant, from, signal), ({ revision }) => {
              const isNew = !told.has(`${tenant} ${revision}`);
              told.add(`${tenant} ${revision}`);
              return isNew || revision % 4 !== 0;
            }),
        };
      }),
      caughtBy: "watch tells two who watch everything, each at their own pace",
    },
    {
      what: "throws when a watch is aborted",
      createStore: but((good) => ({
        watch: async function* (tenant, from, signal) {
          yield* good.watch(tenant, from, signal);
          throw new StoreError("unavailable", "the watch was aborted");
        },
      })),
      caughtBy: "watch ends quietly when it is aborted while nothing happens",
    },
    {
      what: "tells of commits of all tenants",
      createStore: but((good) => ({ watch: (_, from, signal) => good.watch("acme", from, signal) })),
      caughtBy: "watch keeps the news of tenants apart",
    },
    {
      what: "tells news before they can be read",
      createStore: but((good) => {
        const late = new Map<string, PrincipalState | undefined>();
        return {
          commit: async (tenant, changes, options) => {
            for (const { principal } of changes.put) late.set(principal.id, await good.read(tenant, principal.id));
            const made = await good.commit(tenant, changes, options);
            await new Promise((resolve) => setTimeout(resolve, 5));
            late.clear();
            return made;
          },
          read: async (tenant, id) => (late.has(id) ? late.get(id) : good.read(tenant, id)),
        };
      }),
      caughtBy: "watch gives news only of what can be read already",
    },
  ];
}
