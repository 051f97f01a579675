import { toEpochMs } from "../../model/instant.js";
import type { Principal } from "../../model/principal.js";

/**
 * Somebody all of whose sessions from before an instant (epoch ms) are dead. Those that were ended stay ended, also where the
 * clock was set back, or runs behind that of the process that ended them.
 */
export function sessionsEnded(principal: Principal, now: number): Principal {
  const before = principal.sessionsValidFrom;
  // what names no instant ends them all, and stays
  const isCovered = before === undefined || toEpochMs(before) <= now;
  return isCovered ? { ...principal, sessionsValidFrom: now } : principal;
}
