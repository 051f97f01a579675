import type { Outcome } from "../model/decision.js";
import { isCastellanError } from "../model/errors.js";
import type { CellView } from "../policy/access.js";
import type { AnyAccess } from "./access-store.js";
import type { FieldState } from "./props.js";

/** How a field stands. Whether it may be changed is asked only by who wants to know. */
export class LazyFieldState implements FieldState {
  readonly view: CellView;
  readonly value: unknown;
  readonly #ask: () => Outcome;

  constructor(access: AnyAccess, action: string, type: string, record: object, field: string) {
    this.view = access.view(type, record, field);
    this.value = shownOf(access, this.view, type, record, field);
    this.#ask = () => access.outcome(action, type, record, field);
  }

  get outcome(): Outcome {
    try {
      return this.#ask();
    } catch (error) {
      // a type that knows no such action lets nobody change it
      if (isCastellanError(error) && error.code === "unknown_action") return "deny";
      throw error;
    }
  }

  get canUpdate(): boolean {
    return this.outcome === "allow";
  }
}

function shownOf(access: AnyAccess, view: CellView, type: string, record: object, field: string): unknown {
  if (view === "hidden") return undefined;
  const cells: object = view === "full" ? record : access.mask(type, record);
  return Object.hasOwn(cells, field) ? (cells as Record<string, unknown>)[field] : undefined;
}
