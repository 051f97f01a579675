import type { PortableField } from "../model/portable-field.js";
import type { RecordPath } from "../model/record-path.js";
import type { ObjectSchema } from "../model/record-source.js";
import type { Resource, ResourceKeys, ResourceShape, RowFrom } from "../model/resource.js";

/**
 * Describes a resource type: its record, its actions, and the paths by which it is scoped.
 *
 * The record is given as a zod object (`schema`), which is read once and never parses anything, or as a list of portable
 * fields (`fields`). Mistakes are reported by `defineModel`, all at once.
 *
 * @param definition - the resource type; `scopePaths` must speak of every dimension of the model
 * @returns what `defineModel` takes; nothing is checked yet
 * @example
 * const fields = [{ name: "id", type: "string" }, { name: "text", type: "string" }] as const;
 * const note = resource({ fields, actions: ["read", "update"], readOnlyActions: ["read"], immutable: ["id"] });
 * defineModel({ resources: { note } }).toJSON().resources.note?.changingActions // => ["update"]
 */
export function resource<
  Schema extends ObjectSchema = never,
  const Fields extends readonly PortableField[] = never,
  const Action extends string = string,
  const DimensionName extends string = never,
  const ScopePath extends RecordPath<RowFrom<Schema, Fields>> | null = never,
  const Group extends string = never,
>(
  definition: ResourceShape<Schema, Fields> &
    ResourceKeys<RowFrom<Schema, Fields>, Action, Group, DimensionName, ScopePath>,
): Resource<
  RowFrom<Schema, Fields>,
  Action,
  NoInfer<Group>,
  NoInfer<DimensionName>,
  keyof RowFrom<Schema, Fields> & string,
  Exclude<NoInfer<ScopePath>, null>
> {
  return { definition };
}
