import type { Outcome } from "../model/decision.js";
import type { CellView } from "../policy/access.js";
import type { AccessViews } from "./access-views.js";
import type { FieldState } from "./props.js";

/** How a field stands. Whether it may be changed is asked only by who wants to know. */
export class LazyFieldState implements FieldState {
  readonly view: CellView;
  readonly value: unknown;
  readonly #ask: () => Outcome;

  constructor(views: AccessViews, action: string, type: string, record: object, field: string) {
    this.view = views.view(type, record, field);
    this.value = shownValue(views, this.view, type, record, field);
    this.#ask = () => views.outcome(action, type, record, field);
  }

  get outcome(): Outcome {
    return this.#ask();
  }

  get canUpdate(): boolean {
    return this.#ask() === "allow";
  }
}

/** The value as it is shown: `undefined` for what is hidden. */
export function shownValue(views: AccessViews, view: CellView, type: string, record: object, field: string): unknown {
  if (view === "hidden") return undefined;
  const cells: object = view === "full" ? record : views.access.mask(type, record);
  return Object.hasOwn(cells, field) ? (cells as Record<string, unknown>)[field] : undefined;
}
