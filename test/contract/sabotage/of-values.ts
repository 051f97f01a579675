import { type CommitOptions, memoryStore, type PrincipalState, type StoreChanges } from "castellan/storage";
import { altering, but, type Saboteur, type Store } from "./saboteur.js";

/** Stores that forget at a restart, share what they keep, or change it. */
export const ofValues: readonly Saboteur[] = [
  {
    what: "forgets the last commit at a restart",
    createStore: () => {
      const good = memoryStore();
      const kept: [string, StoreChanges, CommitOptions][] = [];
      const store: Store = {
        read: (...args) => good.read(...args),
        commit: async (...args) => {
          const made = await good.commit(...args);
          kept.push(args);
          return made;
        },
        scan: (...args) => good.scan(...args),
        events: (...args) => good.events(...args),
        watch: (...args) => good.watch(...args),
      };
      const reopen = async () => {
        const fresh = memoryStore();
        for (const commit of kept.slice(0, -1)) await fresh.commit(...commit);
        return fresh;
      };
      return { store, reopen };
    },
    caughtBy: "has the very last commit after a restart, each time",
  },
  {
    what: "forgets everything at a restart",
    createStore: () => ({ store: memoryStore(), reopen: () => memoryStore() }),
    caughtBy: "has everything after a restart",
  },
  {
    what: "keeps what it is given, and not a copy",
    createStore: but((good) => {
      const kept = new Map<string, PrincipalState>();
      return {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          for (const state of changes.put) kept.set(state.principal.id, state);
          return made;
        },
        read: async (tenant, id) => {
          const state = await good.read(tenant, id);
          return state && { ...(kept.get(id) ?? state), revision: state.revision };
        },
      };
    }),
    caughtBy: "is not changed by changing what it was given",
  },
  {
    what: "gives what it keeps, and not a copy",
    createStore: but((good) => {
      const kept = new Map<string, { revision: number; state: PrincipalState }>();
      return {
        read: async (tenant, id) => {
          const state = await good.read(tenant, id);
          if (state !== undefined && kept.get(id)?.revision !== state.revision) {
            kept.set(id, { revision: state.revision, state: JSON.parse(JSON.stringify(state)) });
          }
          return kept.get(id)?.state;
        },
      };
    }),
    caughtBy: "is not changed by changing what it gave",
  },
  {
    what: "keeps texts as three bytes of UTF-8 do",
    createStore: altering((text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "?")),
    caughtBy: "keeps text of every plane",
  },
  {
    what: "ends texts at \\u0000",
    createStore: altering((text) => text.replace(/\\u0000[^"]*/g, "")),
    caughtBy: "keeps \\u0000 in a text and in a key",
  },
  {
    what: "makes lone surrogates well",
    createStore: altering((text) => text.replace(/\\ud[89a-f]../g, "\ufffd")),
    caughtBy: "keeps lone surrogates",
  },
  {
    what: "keeps only what it knows",
    createStore: altering((text) => text.replace(/,"laterVersion":\{[^}]*\}/, "")),
    caughtBy: "keeps what it does not know, in states and in events",
  },
  {
    what: "keeps numbers in thirty-two bits",
    createStore: altering((text) => text.replace(/\b\d{10,}\b/g, (number) => String(Number(number) | 0))),
    caughtBy: "keeps whole numbers at the limits",
  },
];
