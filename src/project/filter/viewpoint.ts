import type { CompiledResource } from "../../compile/resource.js";
import type { Party } from "../../decide/party.js";

/** For whom, and of what, a condition is turned into a filter. */
export interface Viewpoint {
  readonly party: Party;
  readonly resource: CompiledResource;
  /** The statement that the condition belongs to. */
  readonly statement: string;
}

/** Which of the two certain truth values is looked for. */
export type Truth = "true" | "false";
