import { own } from "../../compile/own.js";

/**
 * Estimates how hard a password is to guess: a `ZxcvbnFactory` of `@zxcvbn-ts/core`, or a function that answers as its `check`
 * does.
 */
export type StrengthEstimator = StrengthFunction | { readonly check: StrengthFunction };

/** Estimates a password; the second argument is what is known of the person and the service. */
export type StrengthFunction = (password: string, known?: string[]) => StrengthEstimate;

/** What an estimator answers, as far as it is read. */
export interface StrengthEstimate {
  /** From 0 (guessed at once) to 4 (hardly ever). */
  readonly score: number;
  readonly feedback?: { readonly warning?: string | null; readonly suggestions?: readonly string[] };
}

/** How hard a password must be to guess, and who says so. */
export interface StrengthRule {
  readonly estimator: StrengthEstimator;
  /** The lowest score that will do, from 0 to 4. Default 3. */
  readonly atLeast?: number;
}

/** How hard a password is to guess. */
export interface PasswordStrength {
  /** From 0 (guessed at once) to 4 (hardly ever). */
  readonly score: number;
  /** The score that is asked for. */
  readonly atLeast: number;
  /** In the estimator's words. */
  readonly warning?: string;
  /** In the estimator's words. */
  readonly suggestions: readonly string[];
}

/** Estimators take more than linear time: of a longer password they see the beginning. */
const LONGEST_ESTIMATED = 128;
const MOST_KNOWN = 50;
const LONGEST_WORDS = 500;

/** Asks the estimator; `null` where it gives no answer that makes sense. */
export function estimateStrength(
  password: string,
  { estimator, atLeast = 3 }: StrengthRule,
  context: readonly string[],
): PasswordStrength | null {
  const known = context.slice(0, MOST_KNOWN).filter((text) => typeof text === "string");
  const asked = password.slice(0, LONGEST_ESTIMATED);
  const shortened = known.map((text) => text.slice(0, LONGEST_ESTIMATED));
  let estimate: unknown;
  try {
    estimate = typeof estimator === "function" ? estimator(asked, shortened) : estimator.check(asked, shortened);
  } catch {
    return null;
  }
  const score = own(estimate, "score");
  if (typeof score !== "number" || !Number.isInteger(score) || score < 0 || score > 4) return null;
  const feedback = own(estimate, "feedback");
  const warning = words(own(feedback, "warning"), password);
  const suggestions = own(feedback, "suggestions");
  const list: readonly unknown[] = Array.isArray(suggestions) ? suggestions.slice(0, 10) : [];
  return {
    score,
    atLeast,
    ...(warning === undefined ? {} : { warning }),
    suggestions: list.flatMap((suggestion) => words(suggestion, password) ?? []),
  };
}

/** What an estimator says, unless it quotes the password. */
function words(text: unknown, password: string): string | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  return text.includes(password) ? undefined : text.slice(0, LONGEST_WORDS);
}
