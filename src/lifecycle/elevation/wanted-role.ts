import type { Scope } from "../../model/assignment.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { readCommand } from "../command-fields.js";
import { checkSeparationOfDuty } from "../invariants/separation-of-duty.js";
import { checkedAssignment } from "../people/new-assignment.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { longestRequest } from "./limits.js";
import type { Wanted } from "./wanted.js";

/**
 * Reads a request for a role: one that could be assigned so, and that duties do not keep apart from what is held (S33).
 *
 * @throws CommandRefusedError `unknown_role`, `too_long`, `separation_of_duty`, `invalid_command`
 */
export function wantedRole(input: unknown, state: PrincipalState, at: Situation): Wanted {
  const fields = readCommand("requestAccess", input, ["role", "scope", "duration"]);
  const role = fields.text("role", 256);
  if (at.governance.role(role) === undefined) throw refusal("unknown_role", `there is no role ${quote(role)}`);
  const durationMs = fields.optionalDuration("duration");
  if (durationMs === undefined) throw fields.refusal("duration", 'is missing: say for how long, as in `"2h"`');
  if (durationMs > longestRequest(at, role)) {
    throw refusal("too_long", `role ${quote(role)} is asked for at most ${longestRequest(at, role)} ms`);
  }
  const scope = fields.value("scope");
  const assignment = checkedAssignment(
    at,
    {
      id: at.newId(),
      role,
      validFrom: at.now,
      validUntil: at.now + durationMs,
      ...(scope === undefined ? {} : { scope }),
    },
    {},
  );
  const after = { ...state, assignments: [...state.assignments, assignment] };
  const raised = [{ before: undefined, after: assignment }];
  checkSeparationOfDuty([{ id: state.principal.id, before: state, after, raised }], at);
  return {
    notes: fields.notes(),
    needed: neededFor(at, role),
    wanted: { kind: "role", role, durationMs, ...present(assignment.scope) },
  };
}

function present(scope: Scope | undefined): { readonly scope?: Scope } {
  return scope === undefined ? {} : { scope };
}

/**
 * How many have to approve a role: as many as any role in it takes, since who gets it gets those. A setting that says nothing usable
 * lets nobody ask.
 */
function neededFor({ settings, governance }: Situation, role: string): number {
  const { approvals = 1 } = settings.requests ?? {};
  const named = [...governance.basesOf(role)].filter((name) => Object.hasOwn(Object(approvals), name));
  const counts = typeof approvals === "number" ? [approvals] : [1, ...named.map((name) => approvals[name])];
  return Math.max(...counts.map(countIn));
}

function countIn(count: unknown): number {
  if (typeof count === "number" && Number.isSafeInteger(count) && count >= 1) return count;
  throw refusal("invalid_command", "the setting `requests.approvals` is no whole number from 1");
}
