import { type CompiledRequirement, RequirementCompiler } from "../../compile/requirement.js";
import { describeMfa, describeSession } from "../../decide/requirements/describe.js";
import { checkDevice } from "../../decide/requirements/device.js";
import { CURABLE, INCURABLE, MET, type Met } from "../../decide/requirements/met.js";
import { checkMfa } from "../../decide/requirements/mfa.js";
import { checkNetwork } from "../../decide/requirements/network.js";
import { checkSession } from "../../decide/requirements/session.js";
import type { Decision, StatementRef, UnmetRequirement } from "../../model/decision.js";
import type { Session } from "../../model/session.js";
import { CommandRefusedError } from "../refusal.js";
import type { Situation } from "../situation.js";
import { bundleOfRole } from "./role-bundle.js";

/**
 * Makes sure that a session meets what a role demands of sessions (S34): the `mfa`, `session`, `device`, `network` and `schedule`
 * of every requirement in the role's own statements and those that it takes over, whatever record or field each is about.
 * An approval is about one record, and goes on being asked for when the role is used.
 *
 * @throws CommandRefusedError `policy`, with a challenge where logging in again or verifying more would help
 */
export function assertSessionMeets(at: Situation, session: Session | null, role: string): void {
  const compiler = new RequirementCompiler(0);
  const denied: StatementRef[] = [];
  const unmet: UnmetRequirement[] = [];
  for (const { id, statement } of bundleOfRole(at.governance, role)) {
    if (!("require" in statement)) continue;
    const required = compiler.compile(statement.require);
    const ref: StatementRef = { id, role, ...(statement.why === undefined ? {} : { why: statement.why }) };
    const found = unmetOf(required, session, at.now, ref);
    if (found === null) denied.push(ref);
    else unmet.push(...found);
  }
  if (denied.length === 0 && unmet.length === 0) return;
  const facts = { errors: [], validUntil: at.now + 1 };
  const decision: Exclude<Decision, { outcome: "allow" }> =
    denied.length > 0
      ? { outcome: "deny", reason: "requirement_unmet", statements: unique(denied), ...facts }
      : { outcome: "challenge", requirements: unmet, statements: unique(unmet.map((one) => one.statement)), ...facts };
  throw new CommandRefusedError("policy", "the session does not meet what the role demands", decision);
}

/** What of a requirement a session does not meet; `null` for what it cannot cure. */
function unmetOf(
  { mfa, session: limits, device, network, schedule }: CompiledRequirement,
  session: Session | null,
  now: number,
  statement: StatementRef,
): readonly UnmetRequirement[] | null {
  const verified: Met = mfa ? checkMfa(mfa, session, now) : MET;
  const fresh: Met = limits ? checkSession(limits, session, now) : MET;
  const others: readonly Met[] = [
    device ? checkDevice(device, session) : MET,
    network ? checkNetwork(network, session) : MET,
    schedule === undefined || schedule.isOpen(now) ? MET : INCURABLE,
  ];
  if ([verified, fresh, ...others].includes(INCURABLE)) return null;
  return [
    ...(mfa && verified === CURABLE ? [{ ...describeMfa(mfa), statement }] : []),
    ...(limits && fresh === CURABLE ? [{ ...describeSession(limits), statement }] : []),
  ];
}

function unique(statements: readonly StatementRef[]): readonly StatementRef[] {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  return [...byId.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}
