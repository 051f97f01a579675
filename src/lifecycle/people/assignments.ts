import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { hasEnded } from "../live-assignments.js";
import { refusal } from "../refusal.js";
import { isTemporary } from "./end-assignments.js";

/**
 * An assignment of somebody that is not over: what is over stays over.
 *
 * @throws CommandRefusedError `unknown_assignment`, `expired`
 */
export function findAssignment(
  { principal, assignments }: PrincipalState,
  assignmentId: string,
  now: number,
): HeldAssignment {
  const found = assignments.find(({ id }) => id === assignmentId);
  if (found === undefined) {
    throw refusal("unknown_assignment", `${quote(principal.id)} has no assignment ${quote(assignmentId)}`);
  }
  if (hasEnded(found, now)) throw refusal("expired", `assignment ${quote(assignmentId)} is over`);
  return found;
}

/** A state with one assignment replaced. */
export function withAssignment(state: PrincipalState, changed: HeldAssignment): PrincipalState {
  return { ...state, assignments: state.assignments.map((it) => (it.id === changed.id ? changed : it)) };
}

/**
 * Makes sure that an assignment is one that people shape: what is there for a while is asked for again, and what an identity
 * provider says is changed there.
 *
 * @throws CommandRefusedError `wrong_status`
 */
export function assertShapedByPeople(assignment: HeldAssignment): void {
  if (isTemporary(assignment)) {
    throw refusal("wrong_status", `assignment ${quote(assignment.id)} is temporary: it ends as it was agreed`);
  }
  if (assignment.origin?.kind === "identity") {
    throw refusal(
      "wrong_status",
      `assignment ${quote(assignment.id)} comes from an identity provider: change it there`,
    );
  }
}
