import type { CompiledDimension } from "./dimension.js";
import { own } from "./own.js";
import type { CompiledRole } from "./role.js";
import { coverOfValues, type ScopeCover } from "./scope.js";

/** A role held in a scope: shared by all who hold the same role in the same scope. */
export interface Held {
  readonly role: CompiledRole;
  /** What the scope covers, by dimension index; `null` is everything. */
  readonly row: readonly ScopeCover[];
  /** {@link CompiledRole.grants}, at hand. */
  readonly grants: readonly number[];
}

/** So many scopes of a role are remembered; then all are forgotten and made anew, which costs time and nothing else. */
const MAX_SCOPES = 4_096;

/** A scope whose values are longer than this in all is made anew each time: few people share one of hundreds of values. */
const MAX_KEY_LENGTH = 1_024;

/** Reads the scopes of assignments, and expands equal ones once for each role. */
export class Scopes {
  readonly #dimensions: readonly CompiledDimension[];
  readonly #unbounded: readonly ScopeCover[];
  readonly #held = new WeakMap<CompiledRole, Map<string, Held>>();
  readonly #crippled = new WeakMap<CompiledRole, Held>();

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
    const key = this.#keyOf(scope, role.scopedBy);
    if (key === null) return null;
    let known = this.#held.get(role);
    if (known === undefined) {
      known = new Map();
      this.#held.set(role, known);
    }
    return known.get(key) ?? this.#remember(known, key, { role, row: this.#expand(scope), grants: role.grants });
  }

  #remember(known: Map<string, Held>, key: string, held: Held): Held {
    if (key.length > MAX_KEY_LENGTH) return held;
    if (known.size >= MAX_SCOPES) known.clear();
    known.set(key, held);
    return held;
  }

  /** A text that is equal for equal scopes alone. */
  #keyOf(scope: unknown, scopedBy: readonly string[]): string | null {
    if (scope === undefined) return scopedBy.length === 0 ? "" : null;
    if (typeof scope !== "object" || scope === null || Array.isArray(scope)) return null;
    let named = 0;
    let key = "";
    for (let index = 0; index < this.#dimensions.length; index += 1) {
      const name = this.#dimensions[index]?.name ?? "";
      const values = own(scope, name);
      if (values === undefined) {
        if (scopedBy.includes(name)) return null;
        continue;
      }
      const part = keyOfValues(values);
      if (part === null) return null;
      named += 1;
      key += `${index}${part}`;
    }
    return named === countGiven(scope) ? key : null;
  }

  #expand(scope: unknown): readonly ScopeCover[] {
    return this.#dimensions.map((dimension) => {
      const values = own(scope, dimension.name);
      return Array.isArray(values) ? coverOfValues(dimension, values) : null;
    });
  }
}

/** How many dimensions a scope speaks of, known or not. */
function countGiven(scope: object): number {
  let count = 0;
  for (const key of Object.keys(scope)) if (own(scope, key) !== undefined) count += 1;
  return count;
}

/** A text that is equal for equal lists alone, or `null` for what is neither `"*"` nor a list of texts with at least one. */
function keyOfValues(values: unknown): string | null {
  if (values === "*") return "*";
  if (!Array.isArray(values) || values.length === 0) return null;
  let key = "";
  for (let index = 0; index < values.length; index += 1) {
    const value: unknown = values[index];
    if (typeof value !== "string") return null;
    key += `:${value.length}:${value}`;
  }
  return `${values.length}${key};`;
}
