import { type Duration, toMilliseconds } from "../../model/duration.js";
import { refusal } from "../refusal.js";

/**
 * A length of time that the settings give, in milliseconds.
 *
 * @throws CommandRefusedError `invalid_command` where they give none that can be read: a bound that is misspelt bounds all
 */
export function lengthSetting(name: string, value: Duration | undefined, fallback: Duration): number {
  const length = toMilliseconds(value ?? fallback);
  if (length >= 0) return length;
  throw refusal("invalid_command", `the setting \`${name}\` is no length of time`);
}
