import type { Model } from "./model.js";
import type { ActionOf, Resource, Resources } from "./resource.js";

/** The names that a policy may use: what its model and its roles add up to. */
export interface Vocabulary {
  readonly resources: Resources;
  /** The attributes of a principal. */
  readonly attributes: object;
  readonly dimension: string;
  readonly role: string;
}

/** A model's vocabulary, with a policy's role names. */
export interface PolicyVocabulary<
  Types extends Resources,
  Attributes extends object,
  DimensionName extends string,
  Role extends string,
> extends Vocabulary {
  readonly resources: Types;
  readonly attributes: Attributes;
  readonly dimension: DimensionName;
  readonly role: Role;
}

/** A vocabulary of which the compiler knows nothing: every name is a text. */
export interface UnknownVocabulary extends Vocabulary {
  readonly resources: Readonly<Record<string, Resource<Readonly<Record<string, unknown>>>>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The same vocabulary with more roles. */
export interface WithRoles<V extends Vocabulary, Role extends string> extends Vocabulary {
  readonly resources: V["resources"];
  readonly attributes: V["attributes"];
  readonly dimension: V["dimension"];
  readonly role: V["role"] | Role;
}

/** A role name of a policy that is not written yet: any text, of which literals stay literals. */
export type AnyRole = "" | (string & {});

/** The vocabulary of a model, or of a policy. */
export type VocabularyOf<Source> = Source extends { readonly "~vocabulary"?: infer V extends Vocabulary }
  ? V
  : Source extends Model<infer Types, infer Attributes, infer DimensionName>
    ? PolicyVocabulary<Types, Attributes, DimensionName, AnyRole>
    : never;

/** The names of the resource types. */
export type TypeName<V extends Vocabulary> = keyof V["resources"] & string;

/** The actions that exist in some resource type. */
export type AnyAction<V extends Vocabulary> = ActionOf<V["resources"][keyof V["resources"]]>;
