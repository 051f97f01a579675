/**
 * The keys that have a value, taken for what the caller names: many arbitraries draw facts that their types forbid, as
 * an attacker or a careless caller would give them.
 */
export function typed<T>(parts: object): T {
  const given: unknown = Object.fromEntries(Object.entries(parts).filter(([, each]) => each !== undefined));
  return given as T;
}
