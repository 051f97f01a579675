import { memoryStore, type PolicyStore, type PrincipalState } from "castellan/storage";
import { but, filtered, rewriting, type Saboteur } from "./saboteur.js";

/** Stores that lose, tear or hide commits. */
export const ofCommits: readonly Saboteur[] = [
  {
    what: "acknowledges every seventh commit and keeps nothing of its states",
    createStore: rewriting((changes, count) => (count % 7 === 0 ? { ...changes, put: [], remove: [] } : changes)),
    caughtBy: "shows a commit to whoever reads after it was acknowledged",
  },
  {
    what: "keeps states without events",
    createStore: but((good) => ({ events: (tenant, query) => filtered(good.events(tenant, query), () => false) })),
    caughtBy: "writes every state and every event of a commit",
  },
  {
    what: "keeps events without states",
    createStore: rewriting((changes) => ({ ...changes, put: [] })),
    caughtBy: "writes every state and every event of a commit",
  },
  {
    what: "keeps half of the states of a commit",
    createStore: rewriting((changes) => ({ ...changes, put: changes.put.slice(0, Math.ceil(changes.put.length / 2)) })),
    caughtBy: "writes every state and every event of a commit",
  },
  {
    what: "keeps only the first event of a commit",
    createStore: but((good) => ({
      events: (tenant, query) => filtered(good.events(tenant, query), (event) => event.id.endsWith(".1")),
    })),
    caughtBy: "gives events in the order of their sequence, from 1, without gaps",
  },
  {
    what: "removes nobody",
    createStore: rewriting(({ put, events }) => ({ put, events })),
    caughtBy: "removes a principal, and keeps the events",
  },
  {
    what: "merges a state into the former",
    createStore: but((good) => ({
      commit: async (tenant, changes, options) => {
        const merged = changes.put.map(async (state) => ({
          ...(await good.read(tenant, state.principal.id)),
          ...state,
        }));
        return good.commit(tenant, { ...changes, put: await Promise.all(merged) }, options);
      },
    })),
    caughtBy: "puts a state in place of the former, whole",
  },
  {
    what: "shows the states of a commit one after the other",
    createStore: but((good) => {
      const late = new Map<string, PrincipalState>();
      return {
        commit: async (tenant, changes, options) => {
          for (const { principal } of changes.put) {
            const before = await good.read(tenant, principal.id);
            if (before !== undefined) late.set(principal.id, before);
          }
          const made = await good.commit(tenant, changes, options);
          for (const id of [...late.keys()]) {
            await new Promise((resolve) => setTimeout(resolve, 1));
            late.delete(id);
          }
          return made;
        },
        scan: async function* (tenant, options) {
          for await (const state of good.scan(tenant, options)) {
            const before = late.get(state.principal.id);
            yield before === undefined ? state : { ...before, revision: state.revision };
          }
        },
      };
    }),
    caughtBy: "shows no commit in part to whoever reads meanwhile",
  },
  {
    what: "reads what it read before, for a while",
    createStore: but((good) => {
      const cache = new Map<string, { state: PrincipalState | undefined; uses: number }>();
      return {
        read: async (tenant, id) => {
          const key = JSON.stringify([tenant, id]);
          const known = cache.get(key);
          if (known !== undefined && known.uses++ < 2) return known.state;
          const state = await good.read(tenant, id);
          cache.set(key, { state, uses: 0 });
          return state;
        },
      };
    }),
    caughtBy: "shows a commit to whoever reads after it was acknowledged",
  },
  {
    what: "reads through another handle what was there before",
    createStore: () => {
      const good = memoryStore();
      const late = new Map<string, PrincipalState | undefined>();
      const stale: PolicyStore = {
        commit: (...args) => good.commit(...args),
        scan: (...args) => good.scan(...args),
        events: (...args) => good.events(...args),
        read: async (tenant, id) => {
          const key = JSON.stringify([tenant, id]);
          const known = late.get(key);
          const state = await good.read(tenant, id);
          late.set(key, state);
          return known ?? state;
        },
      };
      return { store: good, another: () => stale };
    },
    caughtBy: "shows a commit to another handle once it was acknowledged",
  },
  {
    what: "says the revision that a state was written at",
    createStore: but((good) => {
      const written = new Map<string, number>();
      return {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          for (const { principal } of changes.put) written.set(principal.id, made.revision);
          return made;
        },
        read: async (tenant, id) => {
          const state = await good.read(tenant, id);
          return state && { ...state, revision: written.get(id) ?? state.revision };
        },
      };
    }),
    caughtBy: "sets `revision` when it reads, whatever was given",
  },
];
