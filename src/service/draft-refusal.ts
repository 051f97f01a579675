import { own, readable } from "../compile/own.js";
import { wellFormed } from "../govern/to-json.js";
import type { CommandRefusedError } from "../lifecycle/refusal.js";
import type { AuditActor, AuditData, EventDraft } from "../model/audit-event.js";
import type { Json } from "../model/json.js";
import { isStoreId } from "../storage/store-id.js";

/** What a refused command was about, by names that are safe to tell. */
const NAMES = ["assignmentId", "requestId", "role", "type", "emergencyId", "loginId", "stepId"] as const;
const LONGEST_NAME = 200;
const LONGEST_REASON = 4_000;
const MOST_NAMES = 100;

/**
 * The event that tells of a refused command: who gave it, to whom, why they wanted it, and what the policy said.
 *
 * @param command - as it was given, whatever it is: nothing of it is relied on
 */
export function draftRefusal(command: object, actor: AuditActor, error: CommandRefusedError): EventDraft {
  const said = new Map<string, unknown>(Object.entries(command));
  const subject = said.get("principalId");
  const action = said.get("command");
  const reason = said.get("reason");
  const key = said.get("key");
  const isChallenge = error.decision.outcome === "challenge";
  const details: [string, Json][] = [["refusal", error.reason]];
  const request = action === "authorize" || action === "requestAccess" ? said : new Map<string, unknown>();
  const wanted = request.get("action");
  if (typeof wanted === "string") details.push(["wantedAction", cut(wanted, LONGEST_NAME)]);
  const fields = namesIn(request.get("changes"));
  if (fields.length > 0) details.push(["fields", fields]);
  for (const name of NAMES) {
    const value = said.get(name);
    if (typeof value === "string") details.push([name, cut(value, LONGEST_NAME)]);
  }
  return {
    type: isChallenge ? "command.challenged" : "command.refused",
    ...(isStoreId(subject) ? { subject } : {}),
    data: {
      actor,
      action: isStoreId(action) ? action : "unknown",
      outcome: isChallenge ? "challenged" : "refused",
      // what was tried on somebody's behalf is found by their name too
      principalIds: [...new Set([subject, actor.onBehalfOf].filter(isStoreId))],
      ...recordIn(request),
      ...(typeof reason === "string" && reason !== "" ? { reason: cut(reason, LONGEST_REASON) } : {}),
      ...(isStoreId(key) && key.length <= LONGEST_NAME ? { key } : {}),
      decision: error.decision,
      details: Object.fromEntries(details),
    },
  };
}

/** Which record a request is about: of what it holds, nothing is told. */
function recordIn(request: ReadonlyMap<string, unknown>): Pick<AuditData, "record"> {
  const type = request.get("type");
  if (typeof type !== "string") return {};
  const record = request.get("record");
  const id = own(typeof record === "object" && record !== null ? readable(record, ["id"]) : undefined, "id");
  const isNumber = Number.isSafeInteger(id);
  const named = typeof id === "string" ? { id: cut(id, LONGEST_NAME) } : isNumber ? { id: Number(id) } : {};
  return { record: { type: cut(type, LONGEST_NAME), ...named } };
}

function namesIn(changes: unknown): readonly string[] {
  try {
    const names = typeof changes === "object" && changes !== null ? Object.keys(changes) : [];
    return names.slice(0, MOST_NAMES).map((name) => cut(name, LONGEST_NAME));
  } catch {
    // a proxy that throws, whatever it throws
    return [];
  }
}

function cut(text: string, longest: number): string {
  return wellFormed(text.slice(0, longest)).replaceAll("\0", "\ufffd");
}
