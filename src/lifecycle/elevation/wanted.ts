import type { AccessRequestState } from "../../model/principal-state.js";
import type { Notes } from "../command-fields.js";

/** What is asked for, read and checked. */
export interface Wanted extends Pick<AccessRequestState, "wanted" | "needed"> {
  readonly notes: Notes;
}
