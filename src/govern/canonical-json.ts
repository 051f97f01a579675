import { CastellanError } from "../model/errors.js";
import { quote } from "../model/quote.js";

/** How many arrays and objects may stand inside each other. */
const MAX_DEPTH = 256;
/** Half of a surrogate pair: no text that JSON could carry from one system to another. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Why a value has no canonical JSON. */
export type CanonicalJsonErrorCode =
  /** A value that JSON cannot say: `NaN`, a bigint, `undefined` in a list, a `Date`, half of a surrogate pair … */
  | "not_json"
  /** Deeper than 256 levels, or going round in a circle. */
  | "too_deep";

/** A value that has no canonical JSON. Match it by `code`; the value itself is never named. */
export class CanonicalJsonError extends CastellanError<CanonicalJsonErrorCode> {
  override readonly name = "CanonicalJsonError";
  /** Keys and indexes from the top of the value. */
  readonly path: readonly (string | number)[];

  constructor(code: CanonicalJsonErrorCode, path: readonly (string | number)[], what: string) {
    const where = path.length === 0 ? "" : ` at ${quote(path.slice(0, 8).join("."))}`;
    super(code, `${what}${where} has no canonical JSON`);
    this.path = path;
  }
}

/**
 * Writes a value as canonical JSON (RFC 8785): equal values give equal texts, whatever the order of their keys. It is what
 * hashes and signatures are made over.
 *
 * Members that are `undefined` are left out, as `JSON.stringify` does and every store will; symbols as keys are not seen.
 * Everything else that would not survive a way through JSON is refused rather than changed: `undefined` in a list, `NaN`,
 * infinities, bigints, functions, objects of classes (`Date`, `Map`), and texts or keys with half of a surrogate pair.
 *
 * @param value - at most 256 levels deep
 * @throws CanonicalJsonError `not_json`, `too_deep`
 * @example
 * canonicalJson({ b: [1.0, "é"], a: 1e21, gone: undefined }) // => '{"a":1e+21,"b":[1,"é"]}'
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, path: (string | number)[]): string {
  switch (typeof value) {
    case "string":
      return text(value, path);
    case "number":
      // JSON.stringify writes numbers as RFC 8785 asks for (ECMAScript's shortest form), -0 as 0
      if (!Number.isFinite(value)) throw new CanonicalJsonError("not_json", [...path], "a number that is not finite");
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (path.length >= MAX_DEPTH) throw new CanonicalJsonError("too_deep", [...path], "a value this deep");
      return Array.isArray(value) ? list(value, path) : members(value, path);
    default:
      throw new CanonicalJsonError("not_json", [...path], `a value of type ${typeof value}`);
  }
}

function text(value: string, path: readonly (string | number)[]): string {
  if (LONE_SURROGATE.test(value)) throw new CanonicalJsonError("not_json", [...path], "half of a surrogate pair");
  return JSON.stringify(value);
}

function list(values: readonly unknown[], path: (string | number)[]): string {
  const parts: string[] = [];
  // by index, so that a hole is met, and refused
  for (let index = 0; index < values.length; index += 1) {
    path.push(index);
    parts.push(write(values[index], path));
    path.pop();
  }
  return `[${parts.join(",")}]`;
}

function members(value: object, path: (string | number)[]): string {
  if (!isPlain(value)) throw new CanonicalJsonError("not_json", [...path], "an object of a class");
  const parts: string[] = [];
  // sort() without a comparison orders by UTF-16 code units, as RFC 8785, 3.2.3 has it
  for (const key of Object.keys(value).sort()) {
    const member: unknown = value[key];
    if (member === undefined) continue;
    path.push(key);
    parts.push(`${text(key, path)}:${write(member, path)}`);
    path.pop();
  }
  return `{${parts.join(",")}}`;
}

/** An object whose class says nothing; also one from another realm, whose `Object` is not ours. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
