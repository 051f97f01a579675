import type { ModelData, ResourceData } from "../model/model-data.js";
import type { PortableField } from "../model/portable-field.js";
import type { Vocabulary } from "./condition/parse.js";
import { resolvePath } from "./condition/path.js";
import { type CompiledDimension, type Cover, compileDimension } from "./dimension.js";
import type { Readers } from "./readers.js";
import type { ScopePath } from "./scope.js";

/** One action of one resource type. */
export interface CompiledAction {
  /** Counts all actions of all types, so that a table of cells is an array. */
  readonly index: number;
  readonly name: string;
  readonly resource: CompiledResource;
  readonly isReadOnly: boolean;
  readonly isCreate: boolean;
  /** Takes `changes` to an existing record. */
  readonly isChanging: boolean;
}

/** A resource type, ready to be asked about. */
export interface CompiledResource {
  readonly type: string;
  readonly data: ResourceData;
  readonly fields: readonly PortableField[];
  readonly fieldIndex: ReadonlyMap<string, number>;
  readonly actions: ReadonlyMap<string, CompiledAction>;
  readonly scopePaths: readonly ScopePath[];
  readonly sensitive: ReadonlySet<string>;
  readonly immutable: ReadonlySet<string>;
  readonly vocabulary: Vocabulary;
}

/** The dimensions of a model, in their order. */
export function compileDimensions(model: ModelData): ReadonlyMap<string, CompiledDimension> {
  return new Map(
    Object.entries(model.dimensions).map(([name, dimension], index) => [
      name,
      compileDimension(name, index, dimension),
    ]),
  );
}

/** The resource types of a model. @param roots - the facts that conditions may refer to, besides the record */
export function compileResources(
  model: ModelData,
  dimensions: ReadonlyMap<string, CompiledDimension>,
  roots: Vocabulary["roots"],
  readers: Readers,
): ReadonlyMap<string, CompiledResource> {
  let actionCount = 0;
  return new Map(
    Object.entries(model.resources).map(([type, data]) => {
      const resource = compileResource(type, data, dimensions, roots, readers, actionCount);
      actionCount += resource.actions.size;
      return [type, resource];
    }),
  );
}

function compileResource(
  type: string,
  data: ResourceData,
  dimensions: ReadonlyMap<string, CompiledDimension>,
  roots: Vocabulary["roots"],
  readers: Readers,
  firstAction: number,
): CompiledResource {
  const scopePaths: ScopePath[] = [];
  const covers = new Map<string, (value: string) => Cover>();
  for (const [name, dimension] of dimensions) {
    const text = data.scopePaths[name];
    if (typeof text !== "string") continue;
    const { keys, leaf } = resolvePath(data.fields, text);
    const values = leaf.type === "enum" ? new Set(leaf.values) : null;
    scopePaths.push({ dimension, text, read: readers.of(type, keys), isArray: leaf.array === true, values });
    covers.set(text, dimension.coverOf);
  }
  const actions = new Map<string, CompiledAction>();
  const resource: CompiledResource = {
    type,
    data,
    fields: data.fields,
    fieldIndex: new Map(data.fields.map((field, index) => [field.name, index])),
    actions,
    scopePaths,
    sensitive: new Set(data.sensitive),
    immutable: new Set(data.immutable),
    vocabulary: { fields: data.fields, covers, roots: new Map([...roots, ["record", data.fields]]) },
  };
  data.actions.forEach((name, index) => {
    actions.set(name, {
      index: firstAction + index,
      name,
      resource,
      isReadOnly: data.readOnlyActions.includes(name),
      isCreate: name === "create",
      isChanging: name === "update" || data.changingActions.includes(name),
    });
  });
  return resource;
}
