import { toMilliseconds } from "../../model/duration.js";
import type { PortableField } from "../../model/portable-field.js";
import { CompileError } from "../compile-error.js";
import { own } from "../own.js";
import type { Readers } from "../readers.js";
import { decoderOf } from "./comparable.js";
import type { Reference, ReferenceRoot } from "./expression.js";
import { resolvePath } from "./path.js";

/** What references read besides the records: one party's facts at one instant. */
export interface Env {
  readonly principal: object;
  readonly session: object | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Reads `{ $ref, plus? }`.
 *
 * @param roots - the facts that may be referred to, by root
 * @throws CompileError for an unknown root or path, or an unusable shift
 */
export function parseReference(roots: ReadonlyMap<string, readonly PortableField[]>, value: object): Reference {
  const text = own(value, "$ref");
  if (typeof text !== "string") throw new CompileError("a reference is not a text");
  const shift = own(value, "plus");
  const plus = shift === undefined ? 0 : toMilliseconds(shift);
  if (Number.isNaN(plus)) throw new CompileError(`the shift of reference \`${text}\` is no duration`);
  if (text === "now") return { root: "now", text, keys: [], leaf: null, plus };
  const dot = text.indexOf(".");
  const root = text.slice(0, Math.max(dot, 0));
  const fields = roots.get(root);
  if (fields === undefined) throw new CompileError(`reference \`${text}\` is unknown`);
  const { keys, leaf } = resolvePath(fields, text.slice(dot + 1));
  return { root: root as ReferenceRoot, text, keys, leaf, plus };
}

/** Reads the facts that a condition is about. */
export interface Reading {
  readonly readers: Readers;
  /** What the subject, and the record of a reference, is: a resource type or `"principal "`. */
  readonly space: string;
}

/** Reads a reference's value at decision time, unshifted; what resolves to nothing, or to another type, is `undefined`. */
export function referenceReader(
  reference: Reference,
  { readers, space }: Reading,
): (old: object | null, env: Env) => unknown {
  const { leaf, root, keys } = reference;
  if (leaf === null || root === "now") return (_old, env) => env.now;
  const fitting = fitterOf(leaf);
  if (root === "record") {
    const read = readers.of(space, keys);
    return (old) => (old === null ? undefined : fitting(read(old)));
  }
  const read = readers.of(`${root} `, keys);
  if (root === "principal") return (_old, env) => fitting(read(env.principal));
  return (_old, env) => (env.session === null ? undefined : fitting(read(env.session)));
}

/** Makes values fit their field: what does not fit its own schema is unusable: an array where none is declared, a number where a text is. */
export function fitterOf(leaf: PortableField): (value: unknown) => unknown {
  const decode = decoderOf(leaf);
  if (leaf.array === true) return (value) => (Array.isArray(value) ? value.map(decode) : undefined);
  return (value) => decode(value);
}
