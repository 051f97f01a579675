import type { CompiledDimension } from "./dimension.js";
import { own } from "./own.js";
import { coverOfValues, type ScopeCover } from "./scope.js";

/** What an assignment covers, by dimension index; `null` is everything. */
export type ScopeRow = readonly ScopeCover[];

/** So many rows are remembered; then all are forgotten and made anew, which costs time and nothing else. */
const MAX_ROWS = 10_000;

/** Expands the scopes of assignments, equal ones once. */
export class ScopeRows {
  readonly #dimensions: readonly CompiledDimension[];
  readonly #rows = new Map<string, ScopeRow>();
  /** Of an assignment that no dimension bounds. */
  readonly unbounded: ScopeRow;

  constructor(dimensions: readonly CompiledDimension[]) {
    this.#dimensions = dimensions;
    this.unbounded = dimensions.map(() => null);
  }

  /**
   * Reads a scope.
   *
   * @param scope - as it stands in the assignment
   * @param scopedBy - the dimensions that it must name
   * @returns the row, or `null` for a scope that is invalid (S20)
   */
  read(scope: unknown, scopedBy: readonly string[]): ScopeRow | null {
    if (scope === undefined) return scopedBy.length === 0 ? this.unbounded : null;
    if (typeof scope !== "object" || scope === null || Array.isArray(scope)) return null;
    for (let index = 0; index < scopedBy.length; index += 1) {
      if (own(scope, scopedBy[index] ?? "") === undefined) return null;
    }
    let named = 0;
    let key = "";
    for (let index = 0; index < this.#dimensions.length; index += 1) {
      const values = own(scope, this.#dimensions[index]?.name ?? "");
      if (values === undefined) continue;
      const part = keyOf(values);
      if (part === null) return null;
      named += 1;
      key += `${index}${part}`;
    }
    if (named !== Object.values(scope).filter((values) => values !== undefined).length) return null;
    return this.#rows.get(key) ?? this.#expand(key, scope);
  }

  #expand(key: string, scope: object): ScopeRow {
    const row = this.#dimensions.map((dimension) => {
      const values = own(scope, dimension.name);
      return Array.isArray(values) ? coverOfValues(dimension, values) : null;
    });
    if (this.#rows.size >= MAX_ROWS) this.#rows.clear();
    this.#rows.set(key, row);
    return row;
  }
}

/** A text that is equal for equal lists alone, or `null` for what is neither `"*"` nor a list of texts with at least one. */
function keyOf(values: unknown): string | null {
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
