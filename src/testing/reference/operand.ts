import type { ReferenceData } from "../../model/condition-data.js";
import { toMilliseconds } from "../../model/duration.js";
import type { PortableField } from "../../model/portable-field.js";
import { principalFields, principalLayer, sessionFields } from "./fact-fields.js";
import { fieldAt, readPath } from "./path.js";
import type { Scene, Typed } from "./scene.js";
import { literalOf, type Scalar, scalarOf } from "./value.js";

/** The operand as a value of the type wanted: a literal, or what its reference resolves to. `undefined` is null. */
export function operandOf(operand: unknown, wanted: PortableField, scene: Scene): Scalar | undefined {
  if (!isReference(operand)) return literalOf(operand, wanted);
  const found = resolve(operand, scene);
  return found === undefined || found.field.array ? undefined : referredOf(found.value, found.field, wanted);
}

/** The operand as a list; an element that is null or of another type is `undefined`; no list at all gives `undefined`. */
export function listOf(operand: unknown, wanted: PortableField, scene: Scene): (Scalar | undefined)[] | undefined {
  if (!isReference(operand)) {
    return Array.isArray(operand) ? operand.map((element: unknown) => literalOf(element, wanted)) : undefined;
  }
  const found = resolve(operand, scene);
  if (found === undefined || !found.field.array || !Array.isArray(found.value)) return undefined;
  return Array.from(found.value, (element: unknown) => referredOf(element, found.field, wanted));
}

/** S16: a reference is an object with `$ref`. */
export function isReference(operand: unknown): operand is ReferenceData {
  return typeof operand === "object" && operand !== null && Object.hasOwn(operand, "$ref");
}

// S15: the value must be of the type that its own schema promises; what is compared with an enum need not be in that
function referredOf(value: unknown, own: PortableField, wanted: PortableField): Scalar | undefined {
  const referred = scalarOf(value, own);
  if (wanted.type === "enum")
    return typeof referred === "string" || typeof referred === "number" ? referred : undefined;
  return referred === undefined ? undefined : scalarOf(value, wanted);
}

function resolve(reference: ReferenceData, scene: Scene): { value: unknown; field: PortableField } | undefined {
  const [head = "", ...rest] = reference.$ref.split(".");
  const path = rest.join(".");
  if (head === "now") return shifted(scene.now, { name: "now", type: "date" }, reference);
  const root = rootOf(head, scene);
  const field = root && fieldAt(path, root.fields);
  if (root === undefined || field === undefined) return undefined;
  const found = readPath(root.layers, path, root.fields);
  return found.state === "value" ? shifted(found.value, field, reference) : undefined;
}

function rootOf(head: string, scene: Scene): Typed | undefined {
  if (head === "principal") return { layers: [principalLayer(scene.principal)], fields: principalFields(scene.model) };
  if (head === "session" && scene.session !== null) return { layers: [scene.session], fields: sessionFields() };
  return head === "record" ? scene.record : undefined;
}

function shifted(value: unknown, field: PortableField, reference: ReferenceData) {
  if (reference.plus === undefined) return { value, field };
  const instant = scalarOf(value, field);
  if (field.type !== "date" || typeof instant !== "number") return undefined;
  return { value: instant + toMilliseconds(reference.plus), field };
}
