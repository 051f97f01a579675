import { own } from "./own.js";
import { type OwnReader, ownReader } from "./own-reader.js";

/** Reads the value at the end of a path: own properties only, arrays not flattened; `undefined` where it leads nowhere. */
export type Reader = (subject: object) => unknown;

/** Gives out readers, one for each first key of each kind of object, so that each meets one kind of object alone. */
export class Readers {
  readonly #known = new Map<string, OwnReader>();

  /**
   * @param space - the kind of object: a resource type, `"principal "` or `"session "`
   * @param keys - at least one
   */
  of(space: string, keys: readonly string[]): Reader {
    const [first, second] = keys as readonly [string, ...string[]];
    const top = this.#first(space, first);
    if (second === undefined) return top;
    // Stryker disable next-line ConditionalExpression: the shorter way to the same value
    if (keys.length === 2) return (subject) => own(top(subject), second);
    const rest = keys.slice(1);
    return (subject) => rest.reduce<unknown>(own, top(subject));
  }

  #first(space: string, key: string): OwnReader {
    const name = `${space}\n${key}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const reader = ownReader(this.#known.size, key);
    this.#known.set(name, reader);
    return reader;
  }
}
