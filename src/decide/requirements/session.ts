import { own } from "../../compile/own.js";
import type { CompiledSessionLimits } from "../../compile/requirement.js";
import type { Session } from "../../model/session.js";
import { authenticatedAt, pastInstant } from "../gate.js";
import { CURABLE, INCURABLE, MET, type Met } from "./met.js";

/** Checks the age of a session and for how long it lay idle. */
export function checkSession(limits: CompiledSessionLimits, session: Session | null, now: number): Met {
  if (session === null) return INCURABLE;
  const isFresh =
    isRecent(authenticatedAt(session, now), limits.maxAgeMs, now) &&
    (limits.maxIdleMs === undefined || isRecent(pastInstant(own(session, "lastActiveAt"), now), limits.maxIdleMs, now));
  return isFresh ? MET : CURABLE;
}

function isRecent(at: number | undefined, withinMs: number | undefined, now: number): boolean {
  return at !== undefined && (withinMs === undefined || now < at + withinMs);
}
