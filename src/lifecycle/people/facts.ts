import type { JsonObject } from "../../model/json.js";
import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";

/** An assignment as events tell it. */
export function assignmentFacts(assignment: HeldAssignment): JsonObject {
  return plain(assignment);
}

/** What events tell of a principal: never a token, nor the hash of one. */
export function principalFacts({ principal, sponsorId }: PrincipalState): JsonObject {
  const { id: _, ...facts } = principal;
  return plain({ ...facts, ...(sponsorId === undefined ? {} : { sponsorId }) });
}

/** The attributes of a principal, as events tell them. */
export function attributeFacts({ principal }: PrincipalState): JsonObject {
  return plain(principal.attributes ?? {});
}

/** What is kept is plain JSON already; on the way through it members that are undefined go. */
function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
