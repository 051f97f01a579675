import type { CompiledAction } from "../../compile/resource.js";
import type { RequestDetail } from "../request-detail.js";

/** A request as the requirements see it that are about more than the session. */
export interface Ask extends RequestDetail {
  readonly action: CompiledAction;
  /** As it stands; for `create` as proposed. */
  readonly record: object;
}
