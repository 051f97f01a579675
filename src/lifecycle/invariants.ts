import { changesOf } from "./invariants/change.js";
import { checkExplained } from "./invariants/explained.js";
import { checkHolders } from "./invariants/holders.js";
import { checkOutsiders } from "./invariants/outsiders.js";
import { checkOwnDoing } from "./invariants/own-doing.js";
import { checkSeparationOfDuty } from "./invariants/separation-of-duty.js";
import { checkSessions } from "./invariants/sessions.js";
import { checkShape } from "./invariants/shape.js";
import { checkValidAssignments } from "./invariants/valid-assignments.js";
import type { Finding, Plan } from "./plan.js";
import type { Situation } from "./situation.js";

/**
 * Makes sure that what holds at every commit still holds after a plan, whichever command made it. It looks at what the plan
 * changes: what was wrong before, such as an assignment that a new version of the policy would not take, does not stand in
 * the way of a plan that leaves it as it is, or takes it away.
 *
 * @throws CommandRefusedError
 */
export function* checkInvariants(plan: Plan, at: Situation): Finding<void> {
  checkSessions(at);
  const changes = yield* changesOf(plan, at);
  yield* checkShape(plan, changes);
  checkValidAssignments(changes, at);
  checkOwnDoing(changes, at);
  yield* checkExplained(changes, at);
  checkSeparationOfDuty(changes, at);
  yield* checkHolders(changes, at);
  yield* checkOutsiders(changes, at);
}
