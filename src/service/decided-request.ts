import { own } from "../compile/own.js";
import type { DecidedRequest } from "../govern/decision-event.js";
import type { RequestData } from "../model/access-facts.js";
import type { AuditActor } from "../model/audit-event.js";
import type { Decision } from "../model/decision.js";

/** A request and its decision, as they are recorded. */
export function decidedRequest(
  actor: AuditActor,
  { action, type, record, changes, fields, justification }: RequestData,
  decision: Decision,
  requestId: string | undefined,
): DecidedRequest {
  const id: unknown = own(record, "id");
  return {
    actor,
    action,
    type,
    decision,
    ...(typeof id === "string" || typeof id === "number" ? { recordId: id } : {}),
    ...(changes === undefined ? {} : { changes: { ...changes } }),
    ...(fields === undefined ? {} : { fields }),
    ...(justification === undefined ? {} : { justification }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
