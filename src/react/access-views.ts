import type { Outcome } from "../model/decision.js";
import { isCastellanError } from "../model/errors.js";
import type { CellView } from "../policy/access.js";
import type { AnyAccess } from "./access-store.js";

/**
 * An access with what it said of records that were shown. A record is asked about once, and then known: like all that React
 * renders, it is not changed in place.
 */
export class AccessViews {
  readonly access: AnyAccess;
  readonly #byRecord = new WeakMap<object, RecordViews>();
  // the fields of one record are shown one after the other
  #record: object | null = null;
  #views: RecordViews | null = null;

  constructor(access: AnyAccess) {
    this.access = access;
  }

  /** How a field is shown. */
  view(type: string, record: object, field: string): CellView {
    const views = this.#of(type, record);
    let view = views.byField.get(field);
    if (view === undefined) {
      view = this.access.view(type, record, field);
      views.byField.set(field, view);
    }
    return view;
  }

  /** Whether a field may be changed. A type that knows no such action lets nobody change it. */
  outcome(action: string, type: string, record: object, field: string): Outcome {
    try {
      return this.access.outcome(action, type, record, field);
    } catch (error) {
      if (isCastellanError(error) && error.code === "unknown_action") return "deny";
      throw error;
    }
  }

  #of(type: string, record: object): RecordViews {
    if (record === this.#record && this.#views?.type === type) return this.#views;
    let views = this.#byRecord.get(record);
    if (views?.type !== type) {
      views = { type, byField: new Map() };
      this.#byRecord.set(record, views);
    }
    this.#record = record;
    this.#views = views;
    return views;
  }
}

interface RecordViews {
  readonly type: string;
  readonly byField: Map<string, CellView>;
}
