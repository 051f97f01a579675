import type { Path } from "../compile/condition/expression.js";
import { own } from "../compile/own.js";
import { ARRAY, type PathRow, type TreeRow, TYPES } from "../project/snapshot/format.js";
import { damaged, itemAt } from "./rows.js";

/** A path, ready to be read. */
export interface ReadablePath extends Path {
  readonly read: (subject: object) => unknown;
}

export function readPath([text, type = 0, optional = 0, values = []]: PathRow): ReadablePath {
  const keys = text.split(".");
  const [first = "", second] = keys;
  const leaf = { name: text, type: itemAt(TYPES, type % ARRAY), array: type >= ARRAY, values };
  return {
    text,
    keys,
    leaf,
    fields: keys.map((_key, index) => ({ ...leaf, optional: (optional & (1 << index)) !== 0 })),
    read: (subject) => (second === undefined ? own(subject, first) : keys.reduce<unknown>(own, subject)),
  };
}

/** For each value that lies below another one, that other one. */
export type Tree = ReadonlyMap<unknown, unknown>;

export function readTree([values, above]: TreeRow): Tree {
  const tree = new Map<unknown, unknown>();
  values.forEach((value, index) => {
    const place = above[index] ?? damaged();
    // a value stands below one that came before it, and once: so every way up has an end
    if (place >= index || tree.has(value)) damaged();
    tree.set(value, values[place]);
  });
  return tree;
}
