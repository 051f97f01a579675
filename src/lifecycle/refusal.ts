import type { Decision, DenyReason } from "../model/decision.js";
import { CastellanError } from "../model/errors.js";

/**
 * Why a command is refused.
 *
 * - `not_authorised`: the actor may not do this to this principal, role or scope
 * - `policy`: the policy's own statements about administration say no, or ask for a step-up: see the decision
 * - `unknown_principal`, `unknown_assignment`, `unknown_request`, `unknown_role`: there is no such thing
 * - `invalid_command`: a value that no command may have
 * - `wrong_status`: not in this state of things (a second acceptance, a reactivation of somebody active)
 * - `expired`: too late
 * - `invalid_token`: no open invitation has this token
 * - `separation_of_duty`, `max_holders`, `min_holders`: what holds at every commit would no longer
 * - `end_required`, `sponsor_required`, `too_long`: windows that the policy or the settings demand
 * - `reason_required`: say why
 * - `not_for_oneself`: nobody does this to or for themselves
 * - `nobody_can_approve`: there is nobody who could
 * - `outdated`: what it was worked out from has changed since: read again and try again
 */
export type RefusalReason =
  | "not_authorised"
  | "policy"
  | "unknown_principal"
  | "unknown_assignment"
  | "unknown_request"
  | "unknown_role"
  | "invalid_command"
  | "wrong_status"
  | "expired"
  | "invalid_token"
  | "separation_of_duty"
  | "max_holders"
  | "min_holders"
  | "end_required"
  | "sponsor_required"
  | "too_long"
  | "reason_required"
  | "not_for_oneself"
  | "nobody_can_approve"
  | "outdated";

/** A command was refused; nothing changed but the audit. */
export class CommandRefusedError extends CastellanError<"command_refused"> {
  override readonly name = "CommandRefusedError";
  readonly reason: RefusalReason;
  /** What the policy says of it: `deny`, or `challenge` where a step-up would help. */
  readonly decision: Exclude<Decision, { outcome: "allow" }>;

  constructor(reason: RefusalReason, message: string, decision: Exclude<Decision, { outcome: "allow" }>) {
    super("command_refused", message);
    this.reason = reason;
    this.decision = decision;
  }
}

/**
 * A refusal that no statement of the policy determined.
 *
 * @param message - one lower-case sentence; ids in backticks, never a record's values
 */
export function refusal(reason: RefusalReason, message: string): CommandRefusedError {
  return new CommandRefusedError(reason, message, {
    outcome: "deny",
    reason: DENY_REASONS[reason],
    statements: [],
    errors: [],
    validUntil: null,
  });
}

const DENY_REASONS: Readonly<Record<RefusalReason, DenyReason>> = {
  not_authorised: "no_grant",
  policy: "forbidden",
  unknown_principal: "invalid_request",
  unknown_assignment: "invalid_request",
  unknown_request: "invalid_request",
  unknown_role: "invalid_request",
  invalid_command: "invalid_request",
  wrong_status: "invalid_request",
  expired: "invalid_request",
  invalid_token: "invalid_request",
  separation_of_duty: "forbidden",
  max_holders: "forbidden",
  min_holders: "forbidden",
  end_required: "invalid_request",
  sponsor_required: "invalid_request",
  too_long: "invalid_request",
  reason_required: "invalid_request",
  not_for_oneself: "forbidden",
  nobody_can_approve: "no_grant",
  outdated: "invalid_request",
};
