import { quote } from "../../model/quote.js";
import { type RefusalReason, refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import type { Change } from "./change.js";
import { policyPartOf } from "./policy-part.js";

/**
 * Every assignment that is new, or that gives more than it did, is one that the policy takes: a known role, a scope for every
 * dimension that it needs, a usable window no longer than the template's. One that only gives less is let through, whatever
 * became of its template since.
 */
export function checkValidAssignments(changes: readonly Change[], at: Situation): void {
  for (const { id, raised } of changes) {
    for (const { after } of raised) {
      const read = at.parseAssignment(policyPartOf(after));
      if (read.ok) continue;
      const [issue] = read.issues;
      const reason = REASONS.get(issue?.code ?? "") ?? "invalid_command";
      throw refusal(reason, `assignment ${quote(after.id)} of ${quote(id)}: ${issue?.message ?? "it cannot be read"}`);
    }
  }
}

const REASONS: ReadonlyMap<string, RefusalReason> = new Map([
  ["unknown_role", "unknown_role"],
  ["missing_window", "end_required"],
  ["window_too_long", "too_long"],
]);
