import type { PortableField } from "./portable-field.js";
import type { RecordPath } from "./record-path.js";
import type { ObjectSchema, RecordFrom } from "./record-source.js";

/**
 * A resource type as its author wrote it, with what the compiler knows of it. `resource()` makes it.
 *
 * @typeParam Row - a whole record
 * @typeParam Action - its actions
 * @typeParam Group - its field groups, without the `#`
 * @typeParam DimensionName - the dimensions that its `scopePaths` speak of
 * @typeParam Field - its field names
 * @typeParam ScopePath - the paths that hold scope values
 */
export interface Resource<
  Row = unknown,
  Action extends string = string,
  Group extends string = string,
  DimensionName extends string = string,
  Field extends string = string,
  ScopePath extends string = string,
> {
  /** Checked by `defineModel`, together with all the others. */
  readonly definition: unknown;
  /** For the compiler alone: nothing is there at run time. */
  readonly "~types"?: {
    readonly row: Row;
    readonly action: Action;
    readonly group: Group;
    readonly dimension: DimensionName;
    readonly field: Field;
    readonly scopePath: ScopePath;
  };
}

/** The resource types of a model, by name. */
export type Resources = Readonly<Record<string, Resource>>;

type TypesOf<R extends Resource> = NonNullable<R["~types"]>;

/** A whole record of a resource type. */
export type RowOf<R extends Resource> = TypesOf<R>["row"];

/** The actions of a resource type. */
export type ActionOf<R extends Resource> = TypesOf<R>["action"];

/** The field names of a resource type. */
export type FieldOf<R extends Resource> = TypesOf<R>["field"];

/** The field groups of a resource type, as statements name them: `"#financial"`. */
export type GroupOf<R extends Resource> = `#${TypesOf<R>["group"]}`;

/** The dimensions that a resource type's `scopePaths` speak of. */
export type DimensionOf<R extends Resource> = TypesOf<R>["dimension"];

/** The paths of a resource type that hold scope values. */
export type ScopePathOf<R extends Resource> = TypesOf<R>["scopePath"];

/** Where the record type comes from: exactly one of the two. */
export type ResourceShape<Schema extends ObjectSchema, Fields extends readonly PortableField[]> =
  | { readonly schema: Schema; readonly fields?: never }
  | { readonly fields: Fields; readonly schema?: never };

/** The record that a resource's `schema` or `fields` describe. */
export type RowFrom<Schema, Fields> = [Schema] extends [never] ? RecordFrom<Fields> : RecordFrom<Schema>;

/** What an author says of a resource type besides its record. */
export interface ResourceKeys<
  Row,
  Action extends string,
  Group extends string,
  DimensionName extends string,
  ScopePath extends RecordPath<Row> | null,
> {
  /** Everything that can be done with a record of this type. */
  readonly actions: readonly Action[];
  /** What a `read_only` principal keeps. */
  readonly readOnlyActions?: readonly NoInfer<Action>[];
  /** The actions that take `changes`; `["update"]`, if not given. */
  readonly changingActions?: readonly NoInfer<Action>[];
  /** For every dimension of the model, the path that holds the value, or `null` for "not scoped by this". */
  readonly scopePaths?: { readonly [Name in DimensionName]: ScopePath };
  /** Fields that no update ever writes. */
  readonly immutable?: readonly (keyof Row & string)[];
  /** Fields that an *allow* covers only by naming them, or a group that lists them. */
  readonly sensitive?: readonly (keyof Row & string)[];
  /** Sets of fields that statements call `"#name"`. */
  readonly fieldGroups?: { readonly [Name in Group]: readonly (keyof Row & string)[] };
}
