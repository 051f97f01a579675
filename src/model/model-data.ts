import type { PortableField } from "./portable-field.js";

/** A tree of scope values: each key covers itself and everything below it. */
export type DimensionTree = { readonly [value: string]: DimensionTree };

/** An axis by which access is scoped: flat values, or a tree in which a value covers its descendants. */
export type Dimension = { readonly tree: DimensionTree } | { readonly flat: true };

/** A resource type in portable form: plain JSON, as it stands in a policy file. Every key is filled in. */
export interface ResourceData {
  readonly fields: readonly PortableField[];
  readonly actions: readonly string[];
  /** Actions that a `read_only` principal keeps. */
  readonly readOnlyActions: readonly string[];
  /** Actions that take `changes` to an existing record. Contains `update` where the type has it, never `create`. */
  readonly changingActions: readonly string[];
  /** For every dimension of the model, the path that holds the value, or `null` for "not scoped by this". */
  readonly scopePaths: Readonly<Record<string, string | null>>;
  readonly immutable: readonly string[];
  readonly sensitive: readonly string[];
  readonly fieldGroups: Readonly<Record<string, readonly string[]>>;
}

/** A model in portable form: plain JSON. */
export interface ModelData {
  readonly dimensions: Readonly<Record<string, Dimension>>;
  /** The attributes of a principal that conditions may read. */
  readonly principal: { readonly attributes: readonly PortableField[] };
  readonly resources: Readonly<Record<string, ResourceData>>;
}
