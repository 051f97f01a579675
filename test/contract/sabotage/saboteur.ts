import {
  type AuditEvent,
  memoryStore,
  type PolicyStore,
  type PrincipalState,
  type StoreChanges,
  StoreError,
} from "castellan/storage";
import type { StoreUnderTest } from "castellan/testing";

/** A store that does one thing wrong. */
export interface Saboteur {
  readonly what: string;
  readonly createStore: () => StoreUnderTest;
  /** The case that must catch it; others may, too. */
  readonly caughtBy: string;
}

/** A store with every method. */
export type Store = Required<PolicyStore>;

/** A good store, but for what is said. */
export function but(change: (good: Store) => Partial<PolicyStore>): () => StoreUnderTest {
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
export function rewriting(rewrite: (changes: StoreChanges, count: number) => StoreChanges): () => StoreUnderTest {
  let count = 0;
  return but((good) => ({
    commit: (tenant, changes, options) => {
      count += 1;
      return good.commit(tenant, rewrite(changes, count), options);
    },
  }));
}

/** A store that takes ids for others. */
export function folding(fold: (id: string) => string): () => StoreUnderTest {
  return but((good) => ({
    read: (tenant, id) => good.read(fold(tenant), id),
    commit: (tenant, changes, options) => good.commit(fold(tenant), changes, options),
    scan: (tenant, options) => good.scan(fold(tenant), options),
    events: (tenant, query) => good.events(fold(tenant), query),
    watch: (tenant, from, signal) => good.watch(fold(tenant), from, signal),
  }));
}

export async function* filtered<Value>(
  values: AsyncIterable<Value>,
  keep: (value: Value) => boolean,
): AsyncIterable<Value> {
  for await (const value of values) if (keep(value)) yield value;
}

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

export async function* given<Value>(values: Promise<readonly Value[]>): AsyncIterable<Value> {
  yield* await values;
}

export function foldingPrincipals(fold: (id: string) => string): () => StoreUnderTest {
  return but((good) => ({
    read: async (tenant, id) => {
      for await (const state of good.scan(tenant)) if (fold(state.principal.id) === fold(id)) return state;
      return undefined;
    },
  }));
}

/** A store that does not keep values as they were. */
export function altering(alter: (text: string) => string): () => StoreUnderTest {
  const altered = <Value>(value: Value): Value => value && JSON.parse(alter(JSON.stringify(value)));
  return but((good) => ({ read: async (tenant, id) => altered(await good.read(tenant, id)) }));
}

/** Writes, whatever the revision is. */
export async function overwrite(good: Store, tenant: string, changes: StoreChanges): Promise<{ revision: number }> {
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

export async function reordered(states: AsyncIterable<PrincipalState>, rank: (id: string) => number) {
  return (await collect(states)).sort((a, b) => rank(a.principal.id) - rank(b.principal.id));
}

export function conflict(): StoreError {
  return new StoreError("revision_conflict", "another commit came first");
}
