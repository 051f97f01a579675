import type { Dimension, ModelData } from "./model-data.js";
import type { RecordFrom, RecordSource } from "./record-source.js";
import type { DimensionOf, Resource, Resources } from "./resource.js";

/** Resource types, dimensions and a principal's attributes, checked. `defineModel()` makes it. */
export interface Model<
  Types extends Resources = Resources,
  Attributes extends object = object,
  DimensionName extends string = string,
> {
  /** The model in portable form. */
  toJSON(): ModelData;
  /** For the compiler alone: nothing is there at run time. */
  readonly "~types"?: {
    readonly resources: Types;
    readonly attributes: Attributes;
    readonly dimension: DimensionName;
  };
}

/** What `defineModel()` takes. */
export interface ModelDefinition<
  Types extends Resources,
  DimensionName extends string,
  Attributes extends RecordSource,
> {
  /** The axes by which access is scoped. */
  readonly dimensions?: { readonly [Name in DimensionName]: Dimension };
  /** What conditions may know of a principal. */
  readonly principal?: { readonly attributes?: Attributes };
  readonly resources: {
    readonly [Name in keyof Types]: ScopedBy<Types[Name], NoInfer<DimensionName>, Name & string>;
  };
}

/** The resource type, if its `scopePaths` speak of every dimension and of no other; else a sentence that says what is wrong. */
type ScopedBy<R extends Resource, DimensionName extends string, Name extends string> = [DimensionName] extends [
  DimensionOf<R>,
]
  ? [DimensionOf<R>] extends [DimensionName]
    ? R
    : `scopePaths of ${Name} names an unknown dimension: ${Exclude<DimensionOf<R>, DimensionName>}`
  : `scopePaths of ${Name} must also give a path or null for ${Exclude<DimensionName, DimensionOf<R>>}`;

/** The attributes that a source describes; none, if there is no source. */
export type AttributesFrom<Source> = [Source] extends [never]
  ? NoAttributes
  : RecordFrom<Source> extends infer Attributes extends object
    ? Attributes
    : NoAttributes;

/** A principal of whom conditions know only the id, the kind and the status. */
export type NoAttributes = Record<never, never>;
