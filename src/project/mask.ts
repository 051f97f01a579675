import { WORD_BITS } from "../compile/field-bits.js";
import { copyFields, type FieldCopier } from "../compile/field-copier.js";
import { own, readable } from "../compile/own.js";
import type { CompiledAction } from "../compile/resource.js";
import { allowedFields, maskedFields } from "../decide/allowed.js";
import { assertRecord, type Standpoint } from "../decide/standpoint.js";
import { isCastellanError } from "../model/errors.js";
import type { PortableField } from "../model/portable-field.js";
import { type CellView, viewsOf } from "./cell-view.js";
import { showMasked, VIEWS } from "./mask-view.js";

/** Keeps the readable cells of a record, shows others in part, and drops the rest (S36). */
export function mask(at: Standpoint, action: CompiledAction, record: unknown): Record<string, unknown> {
  assertRecord(action, record);
  if (at.human !== null) return maskByViews(at, action, record);
  try {
    return maskByBits(at, action, record);
  } catch (error) {
    if (isCastellanError(error)) throw error;
    return maskByViews(at, action, record);
  }
}

/** All fields at once: the way of most masks. */
function maskByBits(at: Standpoint, action: CompiledAction, record: object): Record<string, unknown> {
  const { words, allBits, copiers } = action.resource;
  const shown: Record<string, unknown> = {};
  for (let word = 0; word < words; word += 1) {
    const all = allBits[word] as number;
    const full = allowedFields(at, action, word, all, "full", record);
    copyFields(copiers[word] as FieldCopier, full, record, shown);
    if (at.party.hasMasked && full !== all) showInPart(at, action, word, all & ~full, record, shown);
  }
  return shown;
}

/** Adds those of the fields left that are shown in part. */
function showInPart(
  at: Standpoint,
  action: CompiledAction,
  word: number,
  left: number,
  record: object,
  shown: Record<string, unknown>,
): void {
  let wanted = allowedFields(at, action, word, left, "shown", record);
  // the most revealing view comes first
  for (const view of VIEWS) {
    const bits = maskedFields(at.party, action, word, wanted, view, record);
    for (let rest = bits; rest !== 0; rest &= rest - 1) {
      const { name } = action.resource.fields[word * WORD_BITS + 31 - Math.clz32(rest & -rest)] as PortableField;
      const value = showMasked(view, own(record, name));
      if (value !== undefined) shown[name] = value;
    }
    wanted &= ~bits;
    if (wanted === 0) return;
  }
}

/** Field by field: for two parties, and for a record that throws while it is read. */
function maskByViews(at: Standpoint, action: CompiledAction, record: object): Record<string, unknown> {
  const views = reading<readonly CellView[]>(action, record, [], (safe) => viewsOf(at, action, safe));
  const shown: Record<string, unknown> = {};
  action.resource.fields.forEach(({ name }, index) => {
    const value = show(views[index] ?? "hidden", record, name);
    if (value !== undefined) shown[name] = value;
  });
  return shown;
}

/** The cell as it stands in the record, even where a copy was decided on; one that throws is not shown. */
function show(view: CellView, record: object, name: string): unknown {
  if (view === "hidden") return undefined;
  try {
    const value = own(record, name);
    return view === "full" ? value : showMasked(view, value);
  } catch {
    return undefined;
  }
}

/** How one field of a record is shown. */
export function view(
  at: Standpoint,
  action: CompiledAction,
  record: unknown,
  field: number,
): "full" | "masked" | "hidden" {
  const shown = reading<CellView>(action, record, "hidden", (safe) => viewsOf(at, action, safe)[field] ?? "hidden");
  return shown === "full" || shown === "hidden" ? shown : "masked";
}

/** Reads a record, and where it throws, a copy of it without what throws. Where that does not help, nothing is shown. */
function reading<T>(action: CompiledAction, record: unknown, nothing: T, read: (record: object) => T): T {
  assertRecord(action, record);
  try {
    return read(record);
  } catch (error) {
    if (isCastellanError(error)) throw error;
  }
  try {
    return read(readable(record, action.resource.fieldIndex.keys()));
  } catch {
    return nothing;
  }
}
