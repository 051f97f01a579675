import { own } from "../compile/own.js";
import type { DecidedRequest } from "../govern/decision-event.js";
import type { RequestData } from "../model/access-facts.js";
import type { AuditActor } from "../model/audit-event.js";
import type { Decision } from "../model/decision.js";

/** Who asked, and when. */
export interface Asked {
  readonly actor: AuditActor;
  /** Epoch ms. */
  readonly at: number;
  /** The host's own id of the request. */
  readonly requestId: string | undefined;
}

/** A request and its decision, as they are recorded. */
export function decidedRequest(
  { actor, at, requestId }: Asked,
  { action, type, record, changes, fields, justification }: RequestData,
  decision: Decision,
): DecidedRequest {
  const id: unknown = own(record, "id");
  return {
    actor,
    action,
    type,
    at,
    decision,
    ...(typeof id === "string" || typeof id === "number" ? { recordId: id } : {}),
    ...(changes === undefined ? {} : { changes: { ...changes } }),
    ...(fields === undefined ? {} : { fields }),
    ...(justification === undefined ? {} : { justification }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
