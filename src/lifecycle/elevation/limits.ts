import { toMilliseconds } from "../../model/duration.js";
import { lengthSetting } from "../people/length-setting.js";
import type { Situation } from "../situation.js";

/** The longest that an eligible assignment of a role, or a direct grant, is activated (ms). */
export function longestActivation({ governance, settings }: Situation, role: string | undefined): number {
  const own = role === undefined ? undefined : governance.role(role)?.maxActivation;
  return own === undefined ? lengthSetting("maxActivation", settings.maxActivation, "8h") : toMilliseconds(own);
}

/** The longest that glass is broken for (ms): by the settings, and no longer than any activation. */
export function longestEmergency(at: Situation, role: string | undefined): number {
  const most = lengthSetting("emergencies.maxDuration", at.settings.emergencies?.maxDuration, "1h");
  return Math.min(most, longestActivation(at, role));
}

/** The longest that a role is asked for (ms). */
export function longestRequest({ governance, settings }: Situation, role: string): number {
  const most = lengthSetting("requests.maxDuration", settings.requests?.maxDuration, "30d");
  const own = governance.role(role)?.maxDuration;
  return own === undefined ? most : Math.min(most, toMilliseconds(own));
}
