import {
  type AuditEvent,
  type CommitOptions,
  type EventQuery,
  memoryStore,
  type PolicyStore,
  type PrincipalState,
  type ScanOptions,
  type StoreChanges,
  StoreError,
  type StoreNews,
} from "castellan/storage";
import type { StoreUnderTest } from "castellan/testing";

/** A store that does one thing wrong. */
export interface Saboteur {
  readonly what: string;
  readonly createStore: () => StoreUnderTest;
  /** The case that must catch it; others may, too. */
  readonly caughtBy: string;
}

type Store = Required<PolicyStore>;

/** A good store, but for what is said. */
function but(change: (good: Store) => Partial<PolicyStore>): () => StoreUnderTest {
  return () => {
    const good = memoryStore();
    const store: Store = {
      read: (...args) => good.read(...args),
      commit: (...args) => good.commit(...args),
      scan: (...args) => good.scan(...args),
      events: (...args) => good.events(...args),
      watch: (...args) => good.watch(...args),
      ...change(good),
    };
    return { store, reopen: () => store, another: () => store };
  };
}

/** A store that makes something else of commits before it keeps them. */
function rewriting(rewrite: (changes: StoreChanges, count: number) => StoreChanges): () => StoreUnderTest {
  let count = 0;
  return but((good) => ({
    commit: (tenant, changes, options) => {
      count += 1;
      return good.commit(tenant, rewrite(changes, count), options);
    },
  }));
}

/** A store that takes ids for others. */
function folding(fold: (id: string) => string): () => StoreUnderTest {
  return but((good) => ({
    read: (tenant, id) => good.read(fold(tenant), id),
    commit: (tenant, changes, options) => good.commit(fold(tenant), changes, options),
    scan: (tenant, options) => good.scan(fold(tenant), options),
    events: (tenant, query) => good.events(fold(tenant), query),
    watch: (tenant, from, signal) => good.watch(fold(tenant), from, signal),
  }));
}

async function* filtered<Value>(values: AsyncIterable<Value>, keep: (value: Value) => boolean): AsyncIterable<Value> {
  for await (const value of values) if (keep(value)) yield value;
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

async function* given<Value>(values: Promise<readonly Value[]>): AsyncIterable<Value> {
  yield* await values;
}

const APART = "keeps tenants apart whose ids differ";
const PEOPLE_APART = "keeps principals apart whose ids differ";

/** Every kind of harm that a store may do, each with the case that must see it. */
export const saboteurs: readonly Saboteur[] = [
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
  { what: "has one tenant", createStore: folding(() => "all"), caughtBy: `${APART} by case` },
  { what: "folds the case of tenants", createStore: folding((id) => id.toLowerCase()), caughtBy: `${APART} by case` },
  {
    what: "normalises the ids of tenants",
    createStore: folding((id) => id.normalize("NFC")),
    caughtBy: `${APART} by how an accent is written`,
  },
  {
    what: "pads the ids of tenants",
    createStore: folding((id) => id.trimEnd() || id),
    caughtBy: `${APART} by a trailing space`,
  },
  {
    what: "compares tenants as a collation without accents does",
    createStore: folding((id) => id.normalize("NFD").replace(/\p{Mn}/gu, "") || id),
    caughtBy: `${APART} by an accent`,
  },
  {
    what: "takes an underscore for any character",
    createStore: folding((id) => id.replace("a_me", "acme")),
    caughtBy: `${APART} by an underscore, the wildcard of SQL`,
  },
  {
    what: "folds the case of principals",
    createStore: foldingPrincipals((id) => id.toLowerCase()),
    caughtBy: `${PEOPLE_APART} by case`,
  },
  {
    what: "pads the ids of principals",
    createStore: foldingPrincipals((id) => id.trimEnd() || id),
    caughtBy: `${PEOPLE_APART} by a trailing space`,
  },
  {
    what: "joins the ids of tenants and principals by a colon",
    createStore: () => {
      const [good, joined] = [memoryStore(), new Map<string, PrincipalState>()];
      const store: PolicyStore = {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          for (const state of changes.put) joined.set(`${tenant}:${state.principal.id}`, state);
          for (const id of changes.remove ?? []) joined.delete(`${tenant}:${id}`);
          return made;
        },
        read: async (tenant, id) => joined.get(`${tenant}:${id}`),
        scan: (...args) => good.scan(...args),
        events: (...args) => good.events(...args),
      };
      return { store };
    },
    caughtBy: 'does not mix up ids that are alike when joined by ":"',
  },
  {
    what: "keeps states in an object",
    createStore: but((good) => {
      const held: Record<string, Record<string, PrincipalState>> = {};
      return {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          for (const state of changes.put) {
            held[tenant] ??= {};
            held[tenant][state.principal.id] = state;
          }
          return made;
        },
        read: async (tenant, id) => held[tenant]?.[id],
      };
    }),
    caughtBy: "finds nobody under the name of a property that every object has",
  },
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
  {
    what: "scans in the order of writing",
    createStore: but((good) => {
      const order: string[] = [];
      return {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          order.push(...changes.put.map((state) => state.principal.id).filter((id) => !order.includes(id)));
          return made;
        },
        scan: (tenant, options) => given(reordered(good.scan(tenant, options), (id) => order.indexOf(id))),
      };
    }),
    caughtBy: "scans by id, in the order of UTF-16 code units",
  },
  {
    what: "scans in the order of code points, as UTF-8 has it",
    createStore: but((good) => ({
      scan: (tenant, options) =>
        given(
          collect(good.scan(tenant, options)).then((all) =>
            all.sort((a, b) => Buffer.compare(Buffer.from(a.principal.id), Buffer.from(b.principal.id))),
          ),
        ),
    })),
    caughtBy: "scans by id, in the order of UTF-16 code units",
  },
  {
    what: "scans in the order of a language",
    createStore: but((good) => ({
      scan: (tenant, options) =>
        given(
          collect(good.scan(tenant, options)).then((all) =>
            all.sort((a, b) => a.principal.id.localeCompare(b.principal.id)),
          ),
        ),
    })),
    caughtBy: "scans by id, in the order of UTF-16 code units",
  },
  {
    what: "scans from an id on, inclusive",
    createStore: but((good) => ({
      scan: async function* (tenant, { after, ...rest }: ScanOptions = {}) {
        const state = after === undefined ? undefined : await good.read(tenant, after);
        if (state !== undefined) yield state;
        yield* good.scan(tenant, after === undefined ? rest : { ...rest, after });
      },
    })),
    caughtBy: "scans only those after an id, whether or not somebody has it",
  },
  {
    what: "pages by number, and so loses somebody when others go",
    createStore: but((good) => {
      const seen = new Map<string, number>();
      return {
        scan: (tenant, { after, limit, role }: ScanOptions = {}) =>
          given(
            (async () => {
              const all = await collect(good.scan(tenant, role === undefined ? {} : { role }));
              const skip =
                after === undefined ? 0 : (seen.get(after) ?? all.filter((it) => it.principal.id <= after).length);
              const page = all.slice(skip, limit === undefined ? undefined : skip + limit);
              for (const [index, state] of page.entries()) seen.set(state.principal.id, skip + index + 1);
              return page;
            })(),
          ),
      };
    }),
    caughtBy: "loses and repeats nobody between pages while others commit",
  },
  {
    what: "finds only active holders of a role",
    createStore: but((good) => ({
      scan: (tenant, options: ScanOptions = {}) =>
        filtered(
          good.scan(tenant, options),
          (state) =>
            options.role === undefined ||
            state.assignments.some((it) => it.role === options.role && it.state !== "eligible"),
        ),
    })),
    caughtBy: "scans the holders of a role, in whatever state they hold it",
  },
  {
    what: "limits before it looks for a role",
    createStore: but((good) => ({
      scan: (tenant, { role, ...rest }: ScanOptions = {}) =>
        filtered(
          good.scan(tenant, rest),
          (state) => role === undefined || state.assignments.some((it) => it.role === role),
        ),
    })),
    caughtBy: "scans the holders of a role, in whatever state they hold it",
  },
  {
    what: "takes a limit of 0 for none",
    createStore: but((good) => ({
      scan: (tenant, { limit, ...rest }: ScanOptions = {}) => good.scan(tenant, limit ? { ...rest, limit } : rest),
    })),
    caughtBy: "refuses 0 as a limit, rather than give all",
  },
  ...eventSaboteurs(),
  ...watchSaboteurs(),
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

function eventSaboteurs(): Saboteur[] {
  const asking = (
    ask: (query: EventQuery) => EventQuery,
    keep: (event: AuditEvent, query: EventQuery) => boolean = () => true,
  ) =>
    but((good) => ({
      events: (tenant, query: EventQuery = {}) =>
        filtered(good.events(tenant, ask(query)), (event) => keep(event, query)),
    }));
  return [
    {
      what: "gives events from the newest to the oldest",
      createStore: but((good) => ({
        events: (tenant, query) => given(collect(good.events(tenant, query)).then((all) => all.reverse())),
      })),
      caughtBy: "gives events in the order of their sequence, from 1, without gaps",
    },
    {
      what: "gives the events of a revision on, inclusive",
      createStore: asking(({ afterRevision, ...rest }) =>
        afterRevision === undefined ? rest : { ...rest, afterRevision: afterRevision - 1 },
      ),
      caughtBy: "gives the events of commits after a revision",
    },
    {
      what: "gives events until an instant, inclusive",
      createStore: asking(({ until, ...rest }) => (until === undefined ? rest : { ...rest, until: until + 1 })),
      caughtBy: "gives the events from an instant until another, exclusive",
    },
    {
      what: "gives the first events as the last",
      createStore: but((good) => ({
        events: (tenant, { last, ...rest }: EventQuery = {}) =>
          given(collect(good.events(tenant, rest)).then((all) => all.slice(0, last))),
      })),
      caughtBy: "gives the last events, in the order of their sequence",
    },
    {
      what: "takes the last events first, and then looks at the rest of the question",
      createStore: but((good) => ({
        events: (tenant, query: EventQuery = {}) =>
          given(
            (async () => {
              const matching = await collect(good.events(tenant, { ...query, last: 1_000_000 }));
              const { last } = query;
              if (last === undefined) return matching;
              const lastOnes = await collect(good.events(tenant, { last }));
              return matching.filter((event) => lastOnes.some((it) => it.sequence === event.sequence));
            })(),
          ),
      })),
      caughtBy: "finds the last event that has a key among many",
    },
    {
      what: "does not find events by their actor",
      createStore: asking(
        (query) => query,
        (event, { principalId }) => principalId === undefined || event.data.principalIds.includes(principalId),
      ),
      caughtBy: "gives the events that concern a principal, as actor or among those named",
    },
    {
      what: "compares keys without case",
      createStore: but((good) => ({
        events: (tenant, { key, ...rest }: EventQuery = {}) =>
          filtered(
            good.events(tenant, rest),
            (event) => key === undefined || event.data.key?.toLowerCase() === key.toLowerCase(),
          ),
      })),
      caughtBy: "finds events by action and by key, to the letter",
    },
    {
      what: "joins the parts of a question by OR",
      createStore: asking(
        ({ action: _, ...rest }) => rest,
        (event, { action, key }) => action === undefined || key !== undefined || event.data.action === action,
      ),
      caughtBy: "lets every combination of what is asked hold at once",
    },
  ];
}

function watchSaboteurs(): Saboteur[] {
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

function foldingPrincipals(fold: (id: string) => string): () => StoreUnderTest {
  return but((good) => ({
    read: async (tenant, id) => {
      for await (const state of good.scan(tenant)) if (fold(state.principal.id) === fold(id)) return state;
      return undefined;
    },
  }));
}

/** A store that does not keep values as they were. */
function altering(alter: (text: string) => string): () => StoreUnderTest {
  const altered = <Value>(value: Value): Value => value && JSON.parse(alter(JSON.stringify(value)));
  return but((good) => ({ read: async (tenant, id) => altered(await good.read(tenant, id)) }));
}

/** Writes, whatever the revision is. */
async function overwrite(good: Store, tenant: string, changes: StoreChanges): Promise<{ revision: number }> {
  for (;;) {
    const [last] = await collect(good.events(tenant, { last: 1 }));
    const [revision, sequence] = [last?.revision ?? 0, last?.sequence ?? 0];
    const moved = (event: AuditEvent, index: number) => ({
      ...event,
      revision: revision + 1,
      sequence: sequence + index + 1,
    });
    try {
      return await good.commit(
        tenant,
        { ...changes, events: changes.events.map(moved) },
        { expectedRevision: revision },
      );
    } catch (error) {
      if ((error as StoreError).code !== "revision_conflict") throw error;
    }
  }
}

async function reordered(states: AsyncIterable<PrincipalState>, rank: (id: string) => number) {
  return (await collect(states)).sort((a, b) => rank(a.principal.id) - rank(b.principal.id));
}

function conflict(): StoreError {
  return new StoreError("revision_conflict", "another commit came first");
}
