import { own, readable, UNREADABLE } from "../compile/own.js";
import type { CompiledAction } from "../compile/resource.js";
import { assertRecord, type Standpoint } from "../decide/standpoint.js";
import { isCastellanError } from "../model/errors.js";
import { type CellView, viewsOf } from "./cell-view.js";
import { showMasked } from "./mask-view.js";

/** Keeps the readable cells of a record, shows others in part, and drops the rest (S36). */
export function mask(at: Standpoint, action: CompiledAction, record: unknown): Record<string, unknown> {
  return reading(action, record, {}, (safe) => {
    const views = viewsOf(at, action, safe);
    const shown: Record<string, unknown> = {};
    action.resource.fields.forEach(({ name }, index) => {
      const value = show(views[index] ?? "hidden", own(safe, name));
      if (value !== undefined) shown[name] = value;
    });
    return shown;
  });
}

function show(view: CellView, value: unknown): unknown {
  if (view === "hidden" || value === undefined || value === UNREADABLE) return undefined;
  return view === "full" ? value : showMasked(view, value);
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
