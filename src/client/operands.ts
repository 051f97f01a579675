import { decoderOf } from "../compile/condition/comparable.js";
import type { OperandReference } from "../project/snapshot/format.js";
import type { ReadablePath, Tables } from "./paths.js";
import { itemAt, numberOf } from "./rows.js";

/** What a test compares with. */
export interface Operand {
  /** The value as it was written, or as it stands in a record: not yet fitted to the path that it is compared with. */
  readonly read: (old: object, now: number) => unknown;
  /** Whether it stands in the snapshot. */
  readonly isKnown: boolean;
  readonly isClock: boolean;
  readonly plus: number;
}

export function readOperand(tables: Tables, pathAt: (place: unknown) => ReadablePath, row: unknown): Operand {
  const isReference = typeof row === "object" && row !== null && !Array.isArray(row);
  if (!isReference) return known(row);
  const { path, set, plus } = Object.assign(Object.create(null), row) as OperandReference;
  const one = { isKnown: false, isClock: false, plus: numberOf(plus) };
  if (set !== undefined) return known(itemAt(tables.sets, set));
  if (path === undefined) return { ...one, isClock: true, read: (_old, now) => now };
  const from = pathAt(path);
  const fitted = decoderOf(from.leaf);
  if (from.leaf.array !== true) return { ...one, read: (old) => fitted(from.read(old)) };
  return {
    ...one,
    read: (old) => {
      const list = from.read(old);
      return Array.isArray(list) ? list.map(fitted) : undefined;
    },
  };
}

/** Something that stands in the snapshot. */
export function known(value: unknown): Operand {
  return { read: () => value, isKnown: true, isClock: false, plus: 0 };
}
