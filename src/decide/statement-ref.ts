import type { CompiledStatement } from "../compile/statement.js";
import type { Assignment } from "../model/assignment.js";
import type { StatementRef } from "../model/decision.js";

/** The statement that stands for a session's own end. */
export const SESSION_END: StatementRef = /* @__PURE__ */ Object.freeze({
  id: "session.expiresAt",
  why: "the session has ended",
});

/**
 * Names a statement by the assignment through which it came (S43).
 *
 * @param assignment - `undefined` for a policy-wide rule
 */
export function refOf(statement: CompiledStatement, assignment: Assignment | undefined): StatementRef {
  return {
    id: statement.id,
    ...(assignment?.role === undefined ? {} : { role: assignment.role }),
    ...(assignment === undefined ? {} : { assignment: assignment.id }),
    ...(statement.why === undefined ? {} : { why: statement.why }),
  };
}
