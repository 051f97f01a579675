import type { Crm } from "./crm.js";
import type { Desk } from "./sessions.js";

type OpenRequest = ReturnType<Crm["approvals"]["allOpen"]>[number];

/** The open requests that somebody may answer. */
export function inboxOf(crm: Crm, desk: Desk): readonly OpenRequest[] {
  return crm.approvals.allOpen().filter((request) => mayAnswer(crm, desk, request));
}

/**
 * Tells whether somebody may answer a request: not their own, and only while they hold the role that it takes, live and
 * in scope of the record. The policy checks an approval against the request; that the approver held the role is for
 * whoever records it to see.
 */
export function mayAnswer({ db, sessions }: Crm, desk: Desk, { principal, by, type, recordId }: OpenRequest): boolean {
  const record = db.find(type, recordId);
  return record !== undefined && principal !== desk.person.id && sessions.accessBy(desk, by).can("read", type, record);
}
