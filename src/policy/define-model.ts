import { PolicyDefinitionError } from "../model/errors.js";
import type { AttributesFrom, Model, ModelDefinition } from "../model/model.js";
import type { ModelData } from "../model/model-data.js";
import type { RecordSource } from "../model/record-source.js";
import type { Resources } from "../model/resource.js";
import { readModel } from "../schema/read-model.js";

/**
 * Puts resource types, dimensions and a principal's attributes together, and checks them.
 *
 * @param definition - what `resource()` gave, by name; the dimensions; a zod object, or portable fields, for the attributes
 * @throws PolicyDefinitionError with every mistake at once
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"], scopePaths: { team: null } });
 * defineModel({ dimensions: { team: { flat: true } }, resources: { note } }).toJSON().dimensions // => { team: { flat: true } }
 * defineModel({ resources: {} }) // => throws no_resources
 */
export function defineModel<
  Types extends Resources,
  const DimensionName extends string = never,
  const Attributes extends RecordSource = never,
>(
  definition: ModelDefinition<Types, DimensionName, Attributes>,
): Model<Types, AttributesFrom<Attributes>, DimensionName> {
  const read = readModel(definition);
  if (!read.ok) throw new PolicyDefinitionError(read.issues);
  return modelFrom(read.value);
}

/**
 * Checked data as the model that authors hold.
 *
 * @internal
 */
export function modelFrom<Types extends Resources, Attributes extends object, DimensionName extends string>(
  data: ModelData,
): Model<Types, Attributes, DimensionName> {
  return { toJSON: () => data };
}
