import { InvalidRequestError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import { isMadeOfContext } from "./password-context.js";
import { isPredictable, repeatedUnit } from "./password-patterns.js";
import { estimateStrength, type PasswordStrength, type StrengthRule } from "./password-strength.js";
import { foldPassword, lengthOf, spellingsOf } from "./password-text.js";

/**
 * What a password must be, after NIST SP 800-63B (revision 4): long, not known, not derived from who chooses it. Nothing about
 * which characters it is made of, unless that is configured.
 */
export interface PasswordRules {
  /**
   * The fewest code points: a whole number from 8. Default 15, as for passwords that are the only factor; 8 is for those that are
   * one of several.
   */
  readonly minLength?: number;
  /** The most code points: a whole number from 64 to 4096. Default 128. */
  readonly maxLength?: number;
  /**
   * What is known of the person and the service: name, user name, e-mail address, company … A password that is little else is
   * refused. The first 50 count, and of each the first 256 characters.
   */
  readonly context?: readonly string[];
  /** Passwords that everybody knows. */
  readonly blocklist?: PasswordBlocklist;
  /** How many characters of some classes there must be at least. Default none: NIST advises against such rules. */
  readonly composition?: PasswordComposition;
  /** An estimate of how hard it is to guess, as by `@zxcvbn-ts/core`. Default none. */
  readonly strength?: StrengthRule;
}

/**
 * Passwords that everybody knows: a `Set` of them in lower case, any other list of them, or a function that knows them in lower
 * case.
 */
export type PasswordBlocklist = ReadonlySet<string> | Iterable<string> | ((password: string) => boolean);

/** The fewest characters of some classes, by Unicode's properties; a `symbol` is what is neither letter nor digit. */
export interface PasswordComposition {
  readonly lower?: number;
  readonly upper?: number;
  readonly digit?: number;
  readonly symbol?: number;
}

/** What can be wrong with a password. */
export type PasswordIssueCode =
  | "not_text"
  | "unusable_characters"
  | "too_short"
  | "too_long"
  | "common"
  | "context"
  | "repeated"
  | "predictable"
  | "composition"
  | "weak"
  | "strength_unknown";

/** One thing that is wrong with a password, for a form. Nothing of the password is in it. */
export interface PasswordIssue {
  /** The contract: stable across versions. */
  readonly code: PasswordIssueCode;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do instead. */
  readonly hint: string;
}

/** What a form shows of a password that somebody is about to choose. */
export interface PasswordCheck {
  readonly ok: boolean;
  /** Everything that is wrong; of one that is too long, that alone. */
  readonly issues: readonly PasswordIssue[];
  /** As estimated, where an estimator is given. */
  readonly strength?: PasswordStrength;
}

// a list that is misspelt would not be looked at, and nobody would see it
const RULES: readonly string[] = [
  "minLength",
  "maxLength",
  "context",
  "blocklist",
  "composition",
  "strength",
] satisfies (keyof PasswordRules)[];
const LOWEST_MINIMUM = 8;
const LOWEST_MAXIMUM = 64;
const HIGHEST_MAXIMUM = 4_096;

/**
 * Checks a password that somebody is about to choose, after NIST SP 800-63B: length in code points, common passwords, those
 * derived from the person or the service, repetitions and sequences. Pure: it keeps, logs and gives back nothing of the
 * password, and takes bounded time for any input.
 *
 * @param password - as it was typed; anything but a text is an issue
 * @param rules - what it must be
 * @throws InvalidRequestError `invalid_request` for rules that no rules may be: a minimum under 8, a maximum under 64,
 * a name that is misspelt
 * @example
 * const rules = { context: ["Ada Lovelace", "ada@acme.example", "Acme"], blocklist: new Set(["correcthorsebatterystaple"]) };
 * checkPassword("seven teapots on a raft", rules).ok // => true
 * checkPassword("@daL0velace-Acme", rules).issues.map(({ code }) => code) // => ["context"]
 * checkPassword("correcthorsebatterystaple", rules).issues.map(({ code }) => code) // => ["common"]
 * checkPassword("short", rules).issues.map(({ code }) => code) // => ["too_short"]
 */
export function checkPassword(password: string, rules: PasswordRules = {}): PasswordCheck {
  const { minLength, maxLength } = readBounds(rules);
  const given: unknown = password;
  if (typeof given !== "string") return { ok: false, issues: [NOT_TEXT] };
  // at least half as many code points: too long, before anything is done with it
  if (given.length > 2 * maxLength) return { ok: false, issues: [tooLong(maxLength)] };
  const length = lengthOf(given);
  if (length > maxLength) return { ok: false, issues: [tooLong(maxLength)] };
  const issues: PasswordIssue[] = [];
  if (/[\p{Cc}\p{Surrogate}]/u.test(given)) issues.push(UNUSABLE);
  if (length < minLength) issues.push(tooShort(minLength));
  const folded = foldPassword(given);
  const unit = repeatedUnit(folded);
  if (isCommon([given, folded], unit, rules.blocklist)) issues.push(COMMON);
  if (isMadeOfContext(folded, rules.context ?? [])) issues.push(CONTEXT);
  if (unit !== undefined && unit.length < minLength) issues.push(REPEATED);
  else if (isPredictable(folded, minLength)) issues.push(PREDICTABLE);
  const missing = missingClasses(given, rules.composition ?? {});
  if (missing.length > 0) issues.push(composition(missing));
  const strength =
    rules.strength === undefined ? undefined : estimateStrength(given, rules.strength, rules.context ?? []);
  if (strength === null) issues.push(STRENGTH_UNKNOWN);
  else if (strength !== undefined && strength.score < strength.atLeast) issues.push(WEAK);
  return { ok: issues.length === 0, issues, ...(strength === undefined || strength === null ? {} : { strength }) };
}

function readBounds(rules: PasswordRules): { readonly minLength: number; readonly maxLength: number } {
  const { minLength = 15, maxLength = 128 } = rules;
  const stranger = Object.keys(rules).find((name) => !RULES.includes(name));
  if (stranger !== undefined) {
    const known = RULES.map(quote).join(", ");
    throw new InvalidRequestError("invalid_request", `there is no rule ${quote(stranger)}; known are ${known}`);
  }
  if (!Number.isInteger(minLength) || minLength < LOWEST_MINIMUM) {
    throw new InvalidRequestError("invalid_request", `\`minLength\` is a whole number from ${LOWEST_MINIMUM}`);
  }
  const inBounds = maxLength >= Math.max(LOWEST_MAXIMUM, minLength) && maxLength <= HIGHEST_MAXIMUM;
  if (!Number.isInteger(maxLength) || !inBounds) {
    const bounds = `from ${LOWEST_MAXIMUM} to ${HIGHEST_MAXIMUM}, and no less than \`minLength\``;
    throw new InvalidRequestError("invalid_request", `\`maxLength\` is a whole number ${bounds}`);
  }
  return { minLength, maxLength };
}

function isCommon(
  [given, folded]: readonly [string, string],
  unit: string | undefined,
  blocklist: PasswordBlocklist | undefined,
): boolean {
  if (blocklist === undefined) return false;
  // as it was typed, too: a list that is not in lower case knows it at least so
  const spellings = new Set([given, ...spellingsOf(folded), ...(unit === undefined ? [] : spellingsOf(unit))]);
  // only a no lets it through: a promise of one, or nothing at all, does not
  if (typeof blocklist === "function") return [...spellings].some((spelling) => blocklist(spelling) !== false);
  if (blocklist instanceof Set) return [...spellings].some((spelling) => blocklist.has(spelling));
  for (const known of blocklist) if (spellings.has(foldPassword(known))) return true;
  return false;
}

const CLASSES = { lower: /\p{Ll}/gu, upper: /\p{Lu}/gu, digit: /\p{Nd}/gu, symbol: /[^\p{L}\p{Nd}]/gu } as const;
const CLASS_NAMES = { lower: "lower-case letters", upper: "upper-case letters", digit: "digits", symbol: "symbols" };

function missingClasses(password: string, composition: PasswordComposition): readonly string[] {
  const names = ["lower", "upper", "digit", "symbol"] as const;
  return names
    .filter((name) => (password.match(CLASSES[name])?.length ?? 0) < (composition[name] ?? 0))
    .map((name) => `${composition[name]} ${CLASS_NAMES[name]}`);
}

const NOT_TEXT: PasswordIssue = { code: "not_text", message: "there is no password", hint: "Type one." };
const UNUSABLE: PasswordIssue = {
  code: "unusable_characters",
  message: "the password has characters that no keyboard types",
  hint: "Use letters, digits, symbols and spaces of any language.",
};
const COMMON: PasswordIssue = {
  code: "common",
  message: "the password is one that everybody knows",
  hint: "Take several words that have nothing to do with each other.",
};
const CONTEXT: PasswordIssue = {
  code: "context",
  message: "the password is made of what is known of you or of the company",
  hint: "Leave out names, addresses and what this service is called.",
};
const REPEATED: PasswordIssue = {
  code: "repeated",
  message: "the password repeats itself",
  hint: "Add something else instead of the same again.",
};
const PREDICTABLE: PasswordIssue = {
  code: "predictable",
  message: "the password is mostly a row of neighbours: of the alphabet, of digits or of the keyboard",
  hint: "Take several words that have nothing to do with each other.",
};
const WEAK: PasswordIssue = {
  code: "weak",
  message: "the password is easy to guess",
  hint: "Add one or two more words.",
};
const STRENGTH_UNKNOWN: PasswordIssue = {
  code: "strength_unknown",
  message: "how hard the password is to guess could not be told",
  hint: "Try another one, or later.",
};

function tooShort(minLength: number): PasswordIssue {
  const message = `the password has fewer than ${minLength} characters`;
  return { code: "too_short", message, hint: "Take a phrase of several words; spaces are fine." };
}

function tooLong(maxLength: number): PasswordIssue {
  return { code: "too_long", message: `the password has more than ${maxLength} characters`, hint: "Make it shorter." };
}

function composition(missing: readonly string[]): PasswordIssue {
  return {
    code: "composition",
    message: `the password lacks what it must have`,
    hint: `Use at least ${missing.join(", ")}.`,
  };
}
