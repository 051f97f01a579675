import type { CompiledAction } from "../../compile/resource.js";
import type { Decision, DenyReason } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import type { Principal } from "../../model/principal.js";
import { decide } from "../decide.js";
import type { Party } from "../party.js";
import type { Request } from "../request.js";
import type { Standpoint } from "../standpoint.js";
import { DENY_REASONS } from "../verdict.js";
import { standing } from "../window.js";
import { type Side, sidesOf } from "./sides.js";
import { instantText } from "./words.js";

/** One side's no to some fields, and the request for these fields alone. */
export interface SideRefusal {
  readonly side: Side;
  readonly reason: DenyReason;
  readonly request: Request;
}

/**
 * Who says no, and to which fields: each side asked alone, and each field where several are asked for. Nobody may be found
 * where no field is named: two sides may each be allowed what the other is not.
 */
export function refusalsOf(at: Standpoint, request: Request, decision: Decision): readonly SideRefusal[] {
  if (decision.outcome !== "deny") return [];
  const sides = sidesOf(at);
  const { fields } = request;
  if (sides.length === 1 && (fields === null || fields.length === 1)) {
    return sides.map((side) => ({ side, reason: decision.reason, request }));
  }
  return sides.flatMap((side) => {
    const byReason = new Map<DenyReason, Request>();
    for (const asked of fields === null ? [null] : fields.map((field) => [field])) {
      const answer = decide(side.alone, { ...request, fields: asked });
      if (answer.outcome !== "deny") continue;
      const known = byReason.get(answer.reason)?.fields ?? [];
      byReason.set(answer.reason, { ...request, fields: asked === null ? null : [...known, ...asked] });
    }
    return DENY_REASONS.flatMap((reason) => {
      const refused = byReason.get(reason);
      return refused === undefined ? [] : [{ side, reason, request: refused }];
    });
  });
}

/** Said where the facts do not let themselves be read. */
export const UNKNOWN = "The answer could not be worked out, which counts as a no";

/** Why a side says no, in words without a full stop. */
export function becauseOf({ side: { party }, reason, request }: SideRefusal, holder: string): string {
  switch (reason) {
    case "principal_inactive":
      return accountWords(party, request.action);
    case "session_revoked":
      return sessionWords(party.principal);
    case "forbidden":
      return "It is forbidden, whatever else is granted";
    case "no_grant":
      return `Nothing that ${holder} allows it`;
    case "requirement_unmet":
      return "It is granted, but not under these circumstances";
    case "invalid_request":
    case "indeterminate":
      return UNKNOWN;
  }
}

const STATUSES: Readonly<Record<Principal["status"], string>> = {
  active: "The account is active",
  invited: "The invitation to this account has not been accepted yet",
  read_only: "The account may only read",
  suspended: "The account is suspended",
  deactivated: "The account was deactivated",
};

function accountWords({ principal, now }: Party, action: CompiledAction): string {
  const { status, validFrom, validUntil } = principal;
  // outside its dates an account is closed, whatever it could do inside
  switch (standing(validFrom, validUntil, now)) {
    case "before":
      return `The account begins on ${instantText(toEpochMs(validFrom))}`;
    case "after":
      return `The account ended on ${instantText(Math.min(toEpochMs(validUntil), now))}`;
    case "unusable":
      return "The dates of the account cannot be read, and so it counts as closed";
    case "inside":
      break;
  }
  const isKnown = typeof status === "string" && Object.hasOwn(STATUSES, status);
  return isKnown ? STATUSES[status] : `The status of the account is unknown, and so it may not ${action.name} anything`;
}

function sessionWords({ sessionsValidFrom }: Principal): string {
  const from = toEpochMs(sessionsValidFrom);
  return Number.isNaN(from)
    ? "The sessions of this account were ended"
    : `All sessions of this account from before ${instantText(from)} were ended`;
}
