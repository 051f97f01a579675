import type { PrincipalState, StoreError } from "castellan/storage";
import { but, collect, conflict, overwrite, type Saboteur } from "./saboteur.js";

/** Stores that let writers overwrite each other, or take what none may take. */
export const ofConflicts: readonly Saboteur[] = [
  {
    what: "swallows conflicts",
    createStore: but((good) => ({
      commit: async (tenant, changes, options) => {
        try {
          return await good.commit(tenant, changes, options);
        } catch (error) {
          if ((error as StoreError).code !== "revision_conflict") throw error;
          return { revision: options.expectedRevision + 1 };
        }
      },
    })),
    caughtBy: "refuses a commit that rests on a revision gone by",
  },
  {
    what: "lets the last writer win",
    createStore: but((good) => ({ commit: (tenant, changes) => overwrite(good, tenant, changes) })),
    caughtBy: "takes exactly one of ten commits at once, round after round",
  },
  {
    what: "looks at the revision, and writes later",
    createStore: but((good) => ({
      commit: async (tenant, changes, options) => {
        const [last] = await collect(good.events(tenant, { last: 1 }));
        if ((last?.revision ?? 0) !== options.expectedRevision) throw conflict();
        await new Promise((resolve) => setTimeout(resolve, 2));
        return overwrite(good, tenant, changes);
      },
    })),
    caughtBy: "takes exactly one of ten first commits at once",
  },
  {
    what: "refuses only commits on the same principal",
    createStore: but((good) => ({
      commit: async (tenant, changes, options) => {
        const touched = await collect(good.events(tenant, { afterRevision: options.expectedRevision }));
        const ids = changes.put.map((state) => state.principal.id);
        if (touched.some((event) => event.data.principalIds.some((id) => ids.includes(id)))) throw conflict();
        return overwrite(good, tenant, changes);
      },
    })),
    caughtBy: "refuses a commit on other principals that rests on a revision gone by",
  },
  {
    what: "takes commits that rest on a revision to come",
    createStore: but((good) => ({
      commit: async (tenant, changes, options) => {
        const [last] = await collect(good.events(tenant, { last: 1 }));
        const isEarly = options.expectedRevision > (last?.revision ?? 0) && changes.events.length > 0;
        return isEarly ? overwrite(good, tenant, changes) : good.commit(tenant, changes, options);
      },
    })),
    caughtBy: "refuses a commit that rests on a revision to come",
  },
  {
    what: "writes before it checks",
    createStore: but((good) => {
      const early = new Map<string, PrincipalState>();
      return {
        commit: (tenant, changes, options) => {
          for (const state of changes.put) early.set(JSON.stringify([tenant, state.principal.id]), state);
          return good.commit(tenant, changes, options);
        },
        scan: async function* (tenant, options) {
          for await (const state of good.scan(tenant, options)) {
            const { revision } = state;
            yield { ...(early.get(JSON.stringify([tenant, state.principal.id])) ?? state), revision };
          }
        },
      };
    }),
    caughtBy: "leaves nothing behind of a commit that it refused",
  },
  {
    what: "checks nothing",
    createStore: but((good) => ({
      commit: (tenant, changes, options) =>
        good.commit(tenant, changes, options).catch((error) => {
          if (error.code !== "invalid_changes") throw error;
          return { revision: options.expectedRevision + 1 };
        }),
    })),
    caughtBy: "refuses a commit without an event",
  },
];
