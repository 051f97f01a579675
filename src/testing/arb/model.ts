import fc from "fast-check";
import type { ModelData, ResourceData } from "../../model/model-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { plainModel, richModel } from "./models.js";
import { oneTimeIn } from "./optional.js";
import { isTextual, pathsOf } from "./pools.js";
import { typed } from "./typed.js";

const DIMENSIONS = {
  region: { tree: { EMEA: { DACH: { DE: {} }, FR: {} }, US: {} } },
  team: { flat: true },
} as const;

/** A model: one of two fixed ones, or one with generated fields, kinds of actions and scope paths. */
export function model(): fc.Arbitrary<ModelData> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(richModel) },
    { weight: 1, arbitrary: fc.constant(plainModel) },
    { weight: 2, arbitrary: generatedModel() },
  );
}

/** A model with generated fields, kinds of actions and scope paths. */
export function generatedModel(): fc.Arbitrary<ModelData> {
  return fc
    .record({
      dimensions: fc.subarray(["region", "team"] as const),
      attributes: fields(["level", "group"]),
      thing: resource(),
      other: resource(),
    })
    .map(({ dimensions, attributes, thing, other }) => ({
      dimensions: Object.fromEntries(dimensions.map((name) => [name, DIMENSIONS[name]])),
      principal: { attributes },
      resources: { thing: thing(dimensions), other: other(dimensions) },
    }));
}

/** A resource type, once the dimensions are known. */
function resource(): fc.Arbitrary<(dimensions: readonly string[]) => ResourceData> {
  return fc
    .record({
      fields: fields(["id", "a", "b", "c", "d"]),
      actions: fc.subarray(["create", "delete", "export", "move"]),
      readOnly: fc.subarray(["read", "export"]),
      changing: fc.subarray(["move", "delete"]),
      paths: fc.array(fc.nat(20), { minLength: 2, maxLength: 2 }),
      immutable: fc.subarray(["id", "a"]),
      sensitive: fc.subarray(["b", "c"]),
      group: fc.subarray(["a", "b", "d"], { minLength: 1 }),
    })
    .map((parts) => (dimensions) => {
      const actions = ["read", "update", ...parts.actions];
      const texts = pathsOf(parts.fields).filter(({ field }) => isTextual(field));
      const path = (pick = 0) => texts[pick % (texts.length + 1)]?.path ?? null;
      return {
        fields: parts.fields,
        actions,
        readOnlyActions: parts.readOnly.filter((action) => actions.includes(action)),
        changingActions: ["update", ...parts.changing.filter((action) => actions.includes(action))],
        scopePaths: Object.fromEntries(dimensions.map((name, index) => [name, path(parts.paths[index])])),
        immutable: parts.immutable,
        sensitive: parts.sensitive,
        fieldGroups: { group: parts.group },
      };
    });
}

function fields(names: readonly string[]): fc.Arbitrary<PortableField[]> {
  return fc.tuple(...names.map((name) => field(name)));
}

/** A field of any type. */
function field(name: string, isInner = false): fc.Arbitrary<PortableField> {
  const flag = oneTimeIn(3, fc.constant(true));
  const types = ["string", "string", "enum", "number", "date", "boolean", "bigint"] as const;
  const simple = fc
    .record({ type: fc.constantFrom(...types), array: flag, nullable: flag, optional: flag })
    .map(({ type, array, nullable, optional }) =>
      typed<PortableField>({
        name,
        type,
        array,
        nullable,
        optional,
        values: type === "enum" ? ["DE", "FR", "won"] : undefined,
      }),
    );
  if (isInner) return simple;
  const object = fc
    .record({ fields: fc.tuple(field("x", true), field("y", true)), nullable: flag, optional: flag })
    .map(({ fields: inner, nullable, optional }) =>
      typed<PortableField>({ name, type: "object", nullable, optional, fields: inner }),
    );
  const opaque = flag.map((optional) => typed<PortableField>({ name, type: "opaque", optional }));
  return fc.oneof({ weight: 8, arbitrary: simple }, { weight: 2, arbitrary: object }, { weight: 1, arbitrary: opaque });
}
