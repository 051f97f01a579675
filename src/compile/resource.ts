import type { ModelData, ResourceData } from "../model/model-data.js";
import type { PortableField } from "../model/portable-field.js";
import type { Vocabulary } from "./condition/parse.js";
import { resolvePath } from "./condition/path.js";
import { type CompiledDimension, type Cover, compileDimension } from "./dimension.js";
import { allFieldBits, WORD_BITS } from "./field-bits.js";
import { type FieldCopier, FieldCopiers } from "./field-copier.js";
import type { Readers } from "./readers.js";
import type { ScopePath } from "./scope.js";

/** One action of one resource type. */
export interface CompiledAction {
  /** Counts all actions of all types, so that a table of cells is an array. */
  readonly index: number;
  /** The like for tables of summaries, which have a place for each word of field bits. */
  readonly place: number;
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
  /** How many words the field bits fill. */
  readonly words: number;
  /** The bits of all fields, word by word. */
  readonly allBits: readonly number[];
  /** One for each word. */
  readonly copiers: readonly FieldCopier[];
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
  let placeCount = 0;
  const copiers = new FieldCopiers();
  return new Map(
    Object.entries(model.resources).map(([type, data]) => {
      const resource = compileResource(type, data, dimensions, roots, readers, copiers, actionCount, placeCount);
      actionCount += resource.actions.size;
      placeCount += resource.actions.size * resource.words;
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
  copiers: FieldCopiers,
  firstAction: number,
  firstPlace: number,
): CompiledResource {
  const words = Math.ceil(data.fields.length / WORD_BITS);
  const scopePaths: ScopePath[] = [];
  const covers = new Map<string, (value: string) => Cover>();
  for (const [name, dimension] of dimensions) {
    const text = data.scopePaths[name];
    if (typeof text !== "string") continue;
    const path = resolvePath(data.fields, text);
    const { keys, leaf } = path;
    const values = leaf.type === "enum" ? new Set(leaf.values) : null;
    scopePaths.push({
      dimension,
      text,
      path,
      read: readers.of(type, keys),
      isArray: leaf.array === true,
      isText: leaf.array !== true && values === null,
      index: dimension.index,
      values,
    });
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
    words,
    allBits: allFieldBits(data.fields.length),
    copiers: Array.from({ length: words }, (_, word) =>
      copiers.of(data.fields.slice(word * WORD_BITS, (word + 1) * WORD_BITS).map(({ name }) => name)),
    ),
  };
  data.actions.forEach((name, index) => {
    actions.set(name, {
      index: firstAction + index,
      place: firstPlace + index * words,
      name,
      resource,
      isReadOnly: data.readOnlyActions.includes(name),
      isCreate: name === "create",
      isChanging: data.changingActions.includes(name),
    });
  });
  return resource;
}
