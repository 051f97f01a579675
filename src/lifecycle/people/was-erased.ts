import { type Finding, findEvents } from "../plan.js";

/** Whether there was somebody of this id who was erased: nothing but the audit tells of them. */
export function* wasErased(principalId: string): Finding<boolean> {
  const events = yield* findEvents(principalId, 0, "erase");
  return events.some(({ subject, data }) => {
    return data.action === "erase" && data.outcome === "done" && subject === principalId;
  });
}
