import { sha1 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { InvalidRequestError } from "../../model/errors.js";

/** Where to look for a password among those that were breached, without telling anybody which one it is. */
export interface BreachedRange {
  /** The first five characters of its SHA-1: what is sent, as in `https://api.pwnedpasswords.com/range/<prefix>`. */
  readonly prefix: string;
  /** The other 35: what is looked for in the answer, and never sent. */
  readonly suffix: string;
}

const LONGEST = 4_096;
const LONGEST_ANSWER = 5_000_000;

/**
 * The range in which a breached password would be found, for services that are asked by the beginning of a hash
 * (k-anonymity), such as Have I Been Pwned. Nothing is sent: who calls this does that, and gives the answer to
 * {@link timesBreached}.
 *
 * @param password - as it was typed, at most 4096 UTF-16 code units
 * @throws InvalidRequestError `invalid_request` for a longer one
 * @example
 * breachedRange("password") // => { prefix: "5BAA6", suffix: "1E4C9B93F3F0682250B6CF8331B7EE68FD8" }
 */
export function breachedRange(password: string): BreachedRange {
  if (typeof password !== "string" || password.length > LONGEST) {
    throw new InvalidRequestError("invalid_request", `a password is a text of at most ${LONGEST} UTF-16 code units`);
  }
  const hash = bytesToHex(sha1(utf8ToBytes(password))).toUpperCase();
  return { prefix: hash.slice(0, 5), suffix: hash.slice(5) };
}

/**
 * How often a password was breached, as the answer to its range says.
 *
 * @param range - of the password
 * @param answer - lines of `suffix:count`; what is no such line is passed over, and a count of 0 is padding
 * @throws InvalidRequestError `invalid_request` for an answer that is no text, or of more than 5,000,000 UTF-16 code units
 * @example
 * timesBreached(breachedRange("password"), "1E4C9B93F3F0682250B6CF8331B7EE68FD8:52256179\r\n0018A45C4D1DEF81644B54AB7F969B88D65:0") // => 52256179
 */
export function timesBreached({ suffix }: BreachedRange, answer: string): number {
  if (typeof answer !== "string" || answer.length > LONGEST_ANSWER) {
    throw new InvalidRequestError("invalid_request", "the answer to a range is a text of at most 5,000,000 characters");
  }
  for (const line of answer.split(/\r?\n/)) {
    const [found, count] = line.split(":");
    if (found?.trim().toUpperCase() !== suffix) continue;
    const times = Number(count?.trim());
    // found, but how often cannot be read: breached all the same
    return Number.isSafeInteger(times) && times >= 0 && count?.trim() !== "" ? times : 1;
  }
  return 0;
}
