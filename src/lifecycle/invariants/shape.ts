import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { wasErased } from "../people/was-erased.js";
import type { Finding, Plan } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Change } from "./change.js";

/** As long as the id of a principal may be: what every store takes. */
const MAX_ID_LENGTH = 256;

/** So many assignments one principal may have, ended ones included. */
const MAX_ASSIGNMENTS = 10_000;

/** Each principal is touched once, and is what it says it is. */
export function* checkShape(plan: Plan, changes: readonly Change[]): Finding<void> {
  const ids = [...plan.put.map(({ principal }) => principal.id), ...(plan.remove ?? [])];
  if (new Set(ids).size < ids.length) throw refusal("invalid_command", "a principal would be written twice");
  for (const { id, before, after } of changes) {
    if (after === undefined) checkForgotten(id, before);
    else checkState(after);
    if (before === undefined && after !== undefined) yield* checkNewId(id);
  }
}

/** Only who has left is forgotten: whoever else would lose what holds them back along with what they may do. */
function checkForgotten(id: string, before: PrincipalState | undefined): void {
  if (before === undefined) throw refusal("unknown_principal", `there is no principal ${quote(id)}`);
  if (before.principal.status !== "deactivated") {
    throw refusal("wrong_status", `principal ${quote(id)} is not deactivated: offboard first`);
  }
}

function checkState({ principal, assignments }: PrincipalState): void {
  const { id, kind, status, validFrom, validUntil, sessionsValidFrom } = principal;
  if (typeof id !== "string" || id === "" || id.length > MAX_ID_LENGTH) {
    throw refusal("invalid_command", `the id of a principal is a text of 1 to ${MAX_ID_LENGTH} characters`);
  }
  if (!KINDS.has(kind)) throw refusal("invalid_command", `principal ${quote(id)} is of a kind that there is not`);
  if (!STATUSES.has(status)) throw refusal("invalid_command", `principal ${quote(id)} has a status that there is not`);
  for (const instant of [validFrom, validUntil, sessionsValidFrom]) {
    if (instant !== undefined && Number.isNaN(toEpochMs(instant))) {
      throw refusal("invalid_command", `principal ${quote(id)} would have a window or limit that names no instant`);
    }
  }
  if (assignments.length > MAX_ASSIGNMENTS) {
    throw refusal("invalid_command", `principal ${quote(id)} would have more than ${MAX_ASSIGNMENTS} assignments`);
  }
  if (new Set(assignments.map((assignment) => assignment.id)).size < assignments.length) {
    throw refusal("invalid_command", `principal ${quote(id)} would have two assignments with one id`);
  }
}

const KINDS: ReadonlySet<string> = new Set(["employee", "guest", "service", "agent"]);
const STATUSES: ReadonlySet<string> = new Set(["invited", "active", "read_only", "suspended", "deactivated"]);

/** The id of somebody who was forgotten is never given again: their traces would be taken for those of another. */
function* checkNewId(id: string): Finding<void> {
  if (yield* wasErased(id))
    throw refusal("invalid_command", `the id ${quote(id)} belonged to somebody else: choose another`);
}
