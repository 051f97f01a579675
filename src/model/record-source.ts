import type { PortableField } from "./portable-field.js";

/** A zod object, as far as types go: what it puts out is the record. */
export interface ObjectSchema<Output = unknown> {
  readonly _zod: { readonly output: Output; readonly def: { readonly type: "object" } };
}

/** The declared keys of a zod object's output, without the index signature of a loose one. */
type Declared<Output> = { [Key in keyof Output as string extends Key ? never : Key]: Output[Key] };

/** What a portable field's value is. */
type PortableValue<Field extends PortableField> =
  | (Field extends { readonly array: true } ? PortableElement<Field>[] : PortableElement<Field>)
  | (Field extends { readonly nullable: true } ? null : never);

interface PortableScalars {
  string: string;
  number: number;
  bigint: bigint;
  boolean: boolean;
  date: Date;
}

type PortableElement<Field extends PortableField> = Field["type"] extends keyof PortableScalars
  ? PortableScalars[Field["type"]]
  : Field extends { readonly type: "enum"; readonly values: readonly (infer Value)[] }
    ? Value
    : Field extends { readonly type: "object"; readonly fields: infer Fields extends readonly PortableField[] }
      ? PortableRecord<Fields>
      : unknown;

type OptionalField = { readonly optional: true };

/** The record that a list of portable fields describes. */
export type PortableRecord<Fields extends readonly PortableField[]> = Flat<
  {
    [Field in Exclude<Fields[number], OptionalField> as Field["name"]]: PortableValue<Field>;
  } & {
    [Field in Extract<Fields[number], OptionalField> as Field["name"]]?: PortableValue<Field>;
  }
>;

type Flat<Type> = { [Key in keyof Type]: Type[Key] };

/** What a record can be described by: a zod object, or a list of portable fields. */
export type RecordSource = ObjectSchema | readonly PortableField[];

/** The record that a source describes. */
export type RecordFrom<Source> = Source extends readonly PortableField[]
  ? PortableRecord<Source>
  : Source extends ObjectSchema<infer Output>
    ? string extends keyof Output
      ? Declared<Output>
      : Output
    : never;
