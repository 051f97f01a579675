import type { Path } from "../compile/condition/expression.js";
import { own } from "../compile/own.js";
import { ARRAY, type PathRow, type TreeRow, TYPES } from "../project/snapshot/format.js";
import { damaged, itemAt, listOf, numberOf, textOf } from "./rows.js";

/** A path, ready to be read. */
export interface ReadablePath extends Path {
  readonly read: (subject: object) => unknown;
}

export function readPath([text, type, optional, values]: PathRow): ReadablePath {
  const keys = textOf(text).split(".");
  const [first = ""] = keys;
  const field = {
    name: text,
    type: itemAt(TYPES, numberOf(type) % ARRAY),
    array: type >= ARRAY,
    values: listOf(values ?? 0),
  };
  return {
    text,
    keys,
    leaf: field,
    fields: keys.map((_key, index) => ({ ...field, optional: (numberOf(optional) & (1 << index)) !== 0 })),
    read: keys.length === 1 ? (subject) => own(subject, first) : (subject) => keys.reduce<unknown>(own, subject),
  };
}

/** For each value that lies below another one, that other one. */
export type Tree = ReadonlyMap<unknown, string>;

export function readTree([values, above]: TreeRow): Tree {
  const tree = new Map<unknown, string>();
  listOf(values).forEach((value, index) => {
    const place = numberOf(listOf(above)[index]);
    // a value stands below one that came before it, and once: so every way up has an end
    if (place >= index || tree.has(value)) damaged();
    if (place >= 0) tree.set(value, itemAt(values, place));
  });
  return tree;
}

/** What conditions mean by place. */
export interface Tables {
  readonly paths: readonly ReadablePath[];
  readonly sets: readonly ReadonlySet<unknown>[];
  readonly trees: readonly Tree[];
}
