import type { AccessRequestState, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { CommandFields } from "../command-fields.js";
import { type Finding, findPrincipal } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { LONGEST_REQUEST_ID, ownerOf } from "./request-id.js";

/** Of what is settled, or was not settled in time, no more than so many requests are kept on one principal. */
const MOST_KEPT = 100;
/** So many requests of one principal may be open. */
const MOST_OPEN = 20;

/** A request, and who asked. */
export interface FoundRequest {
  readonly owner: PrincipalState;
  readonly request: AccessRequestState;
}

/**
 * Looks up the request that a command names.
 *
 * @throws CommandRefusedError `unknown_request`, `wrong_status`, `expired`
 */
export function* findOpenRequest(fields: CommandFields, at: Situation): Finding<FoundRequest> {
  const id = fields.text("requestId", LONGEST_REQUEST_ID);
  const ownerId = ownerOf(id);
  const owner = ownerId === undefined ? undefined : yield* findPrincipal(ownerId);
  const request = owner?.requests.find((one) => one.id === id);
  if (owner === undefined || request === undefined) throw refusal("unknown_request", "there is no such request");
  if (request.status !== "open") throw refusal("wrong_status", `the request is ${request.status} already`);
  if (!(at.now < request.expiresAt)) throw refusal("expired", "the request was not settled in time: ask again");
  return { owner, request };
}

/** A principal with a request that is new, or has changed; and of what is over only the last. */
export function withRequest(owner: PrincipalState, request: AccessRequestState, { now }: Situation): PrincipalState {
  const others = owner.requests.filter((one) => one.id !== request.id);
  const open = others.filter((one) => isOpen(one, now));
  const over = others.filter((one) => !isOpen(one, now)).slice(open.length - MOST_KEPT);
  return { ...owner, requests: [...over, ...open, request] };
}

/** @throws CommandRefusedError `invalid_command` for who has asked for too much already */
export function assertRoomFor({ principal, requests }: PrincipalState, { now }: Situation): void {
  if (requests.filter((request) => isOpen(request, now)).length < MOST_OPEN) return;
  throw refusal("invalid_command", `principal ${quote(principal.id)} has ${MOST_OPEN} open requests: withdraw some`);
}

function isOpen({ status, expiresAt }: AccessRequestState, now: number): boolean {
  return status === "open" && now < expiresAt;
}
