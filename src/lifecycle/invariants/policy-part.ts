import type { Assignment } from "../../model/assignment.js";
import type { HeldAssignment } from "../../model/principal-state.js";

/** An assignment without what only a store knows of it: what a policy reads. */
export function policyPartOf(assignment: HeldAssignment): Assignment {
  const { grantedAt: _at, origin: _origin, muted: _muted, emergency: _emergency, ...part } = assignment;
  return part;
}
