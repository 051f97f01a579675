import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { type Finding, findPrincipal, type Plan } from "../plan.js";
import type { Situation } from "../situation.js";
import { givesNoMore } from "./gives-no-more.js";

/** What a plan makes of one principal. */
export interface Change {
  readonly id: string;
  readonly before: PrincipalState | undefined;
  /** `undefined`: forgotten. */
  readonly after: PrincipalState | undefined;
  /** The assignments of `after` that are new, or that give more than they did. */
  readonly raised: readonly RaisedAssignment[];
}

/** An assignment that is new, or that gives more than it did. */
export interface RaisedAssignment {
  readonly before: HeldAssignment | undefined;
  readonly after: HeldAssignment;
}

/** Works out what a plan makes of each principal whom it touches. */
export function* changesOf(plan: Plan, at: Situation): Finding<readonly Change[]> {
  const changes: Change[] = [];
  for (const after of plan.put) {
    const { id } = after.principal;
    const before = yield* findPrincipal(id);
    changes.push({ id, before, after, raised: raisedIn(at, before, after) });
  }
  for (const id of plan.remove ?? []) {
    changes.push({ id, before: yield* findPrincipal(id), after: undefined, raised: [] });
  }
  return changes;
}

function raisedIn(
  at: Situation,
  before: PrincipalState | undefined,
  after: PrincipalState,
): readonly RaisedAssignment[] {
  const known = new Map(before?.assignments.map((assignment) => [assignment.id, assignment]));
  return after.assignments.flatMap((assignment) => {
    const old = known.get(assignment.id);
    return old !== undefined && givesNoMore(at, old, assignment) ? [] : [{ before: old, after: assignment }];
  });
}
