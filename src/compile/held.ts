import type { CompiledDimension } from "./dimension.js";
import { own } from "./own.js";
import type { CompiledRole } from "./role.js";
import type { ScopeCover } from "./scope.js";

/** A role held in a scope. */
export interface Held {
  readonly role: CompiledRole;
  /** What the scope covers, by dimension index; `null` is everything. */
  readonly row: ScopeRow;
  /** {@link CompiledRole.grants}, at hand. */
  readonly grants: readonly number[];
}

/** What a scope covers, by dimension index. */
export type ScopeRow = readonly ScopeCover[];

/** So many scopes are remembered; then all are forgotten and made anew, which costs time and nothing else. */
const MAX_SCOPES = 16_384;

/** Longer lists are expanded whenever they are met. */
const MAX_VALUES = 64;

/** Reads the scopes of assignments, and works out equal ones once. */
export class Scopes {
  readonly #dimensions: readonly CompiledDimension[];
  readonly #unbounded: ScopeRow;
  readonly #crippled = new WeakMap<CompiledRole, Held>();
  readonly #rows = new Map<string, ScopeRow>();

  constructor(dimensions: readonly CompiledDimension[]) {
    this.#dimensions = dimensions;
    this.#unbounded = dimensions.map(() => null);
  }

  /** A role that no dimension bounds. */
  everywhere(role: CompiledRole): Held {
    return { role, row: this.#unbounded, grants: role.grants };
  }

  /** What an invalid assignment of a role leaves: its forbids and requires, on every record (S20). */
  invalid(role: CompiledRole): Held {
    const known = this.#crippled.get(role);
    if (known !== undefined) return known;
    const held = this.everywhere(role.withoutAllows());
    this.#crippled.set(role, held);
    return held;
  }

  /**
   * A role in a scope.
   *
   * @param scope - as it stands in the assignment
   * @returns `null` for a scope that is invalid: of a wrong shape, or silent about a dimension that the role is scoped by
   */
  held(role: CompiledRole, scope: unknown): Held | null {
    const { scopedBy, grants } = role;
    if (scope === undefined) return scopedBy.length === 0 ? { role, row: this.#unbounded, grants } : null;
    if (typeof scope !== "object" || scope === null || Array.isArray(scope)) return null;
    for (let index = 0; index < scopedBy.length; index += 1) {
      if (own(scope, scopedBy[index] as string) === undefined) return null;
    }
    const row = this.#rowOf(scope);
    return row === null ? null : { role, row, grants };
  }

  #rowOf(scope: object): ScopeRow | null {
    const key = this.#keyOf(scope);
    if (key === null) return null;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.#expand(scope);
    if (this.#rows.size >= MAX_SCOPES) this.#rows.clear();
    if (key !== TOO_LONG) this.#rows.set(key, row);
    return row;
  }

  /** A text that is equal for equal scopes alone, {@link TOO_LONG}, or `null` for a scope that is invalid. */
  #keyOf(scope: object): string | null {
    let named = 0;
    let key = "";
    let isLong = false;
    for (let index = 0; index < this.#dimensions.length; index += 1) {
      const values = own(scope, (this.#dimensions[index] as CompiledDimension).name);
      if (values === undefined) continue;
      const part = keyOfValues(values);
      if (part === null) return null;
      if (part === TOO_LONG) isLong = true;
      named += 1;
      key += `${index}${part}`;
    }
    if (named !== countGiven(scope)) return null;
    return isLong ? TOO_LONG : key;
  }

  #expand(scope: object): ScopeRow {
    return this.#dimensions.map((dimension) => {
      const values = own(scope, dimension.name);
      return Array.isArray(values) ? dimension.coverOfAll(values) : null;
    });
  }
}

/** How many dimensions a scope speaks of, known or not. */
function countGiven(scope: object): number {
  let count = 0;
  for (const key in scope) if (own(scope, key) !== undefined) count += 1;
  return count;
}

/** Stands for a list of too many values to be remembered. The keys of others start with a digit, or are empty. */
const TOO_LONG = "long";

/** A text that is equal for equal lists alone, or `null` for what is neither `"*"` nor a list of texts with at least one. */
function keyOfValues(values: unknown): string | null {
  if (values === "*") return "*";
  if (!Array.isArray(values) || values.length === 0) return null;
  const isLong = values.length > MAX_VALUES;
  let key = "";
  for (let index = 0; index < values.length; index += 1) {
    const value: unknown = values[index];
    if (typeof value !== "string") return null;
    if (!isLong) key += `:${value.length}:${value}`;
  }
  return isLong ? TOO_LONG : `${values.length}${key};`;
}
