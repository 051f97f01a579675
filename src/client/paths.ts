import type { Path } from "../compile/condition/expression.js";
import { own } from "../compile/own.js";
import { ARRAY, type PathRow, TYPES } from "../project/snapshot/format.js";
import { itemAt } from "./rows.js";

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
