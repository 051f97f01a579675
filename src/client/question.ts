import type { RequestDetail } from "../decide/request-detail.js";
import type { ClientAction } from "./model.js";

/** What is asked, but for the fields. */
export interface Question extends RequestDetail {
  readonly action: ClientAction;
  readonly record: object;
  /** The record as it would become; `null` where that is not said. */
  readonly next: object | null;
}

/** A question without anything but a record, which for `create` is the one to be. */
export function questionOn(action: ClientAction, record: object): Question {
  return { action, record, next: action.isCreate ? record : null, changes: null, justification: undefined };
}
