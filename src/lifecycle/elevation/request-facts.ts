import type { JsonObject } from "../../model/json.js";
import type { AccessRequestState } from "../../model/principal-state.js";
import type { EventContent } from "../draft-event.js";

/** A request as events tell it: which fields are to change, and never to what. */
export function requestFacts({
  id,
  wanted,
  needed,
  expiresAt,
}: AccessRequestState): Pick<EventContent, "record"> & { readonly details: JsonObject } {
  const details = { requestId: id, needed, expiresAt, kind: wanted.kind };
  if (wanted.kind === "role") {
    const { role, scope, durationMs } = wanted;
    return {
      details: { ...details, role, durationMs, ...(scope === undefined ? {} : { scope: { ...scope } as JsonObject }) },
    };
  }
  const { action, type, recordId, changes, approvals = [] } = wanted;
  return {
    record: { type, ...(recordId === undefined ? {} : { id: recordId }) },
    details: {
      ...details,
      wantedAction: action,
      approvals: approvals.map(({ by, count }) => ({ by, count })),
      ...(changes === undefined ? {} : { fields: Object.keys(changes) }),
    },
  };
}
