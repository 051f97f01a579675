import type { Decision, DenyReason, StatementRef, UnmetRequirement } from "../model/decision.js";

/**
 * The test that kept a statement from counting: it is about other `fields`, which are `immutable` or shown `masked` alone;
 * its `who`, `when` or `to` fails, or the `scope` of the assignment; its `to` cannot be told, because the request does not
 * say its `changes`; or the access was `attenuated`. They are tried in this order.
 */
export type FailedTest = "fields" | "immutable" | "masked" | "who" | "when" | "scope" | "to" | "changes" | "attenuated";

/** A statement that was looked at, and what became of it. */
export interface ConsideredStatement {
  /** The party that holds it, or whom the rule binds. */
  readonly principalId: string;
  readonly statement: StatementRef;
  readonly verb: "allow" | "forbid" | "require";
  /** The fields that it may count for: of those asked for or, where none was named, of all. */
  readonly fields: readonly string[];
  /** For an allow: holds. For a forbid or require: reaches the request. */
  readonly counts: boolean;
  /** For a require that reaches: whether it is met. */
  readonly isMet: boolean | null;
  /** The first test that kept it from counting. */
  readonly failed: FailedTest | null;
  /** What that test is about, or what is unmet of a require, by name: fields, references, dimensions, kinds of requirement. */
  readonly operands: readonly string[];
  /** What it would take, in words; with values that stand in the policy or the assignment, never with a record's. */
  readonly wants: readonly string[];
}

/**
 * Something that turns a no into a yes, or at least into a step-up:
 *
 * - `meet`: take these steps; then the answer is yes
 * - `log_in`: log in, again or at all
 * - `activate`: activate an eligible assignment; `from` when (epoch ms), if its window has not begun
 * - `wait`: ask again at an instant (epoch ms); `begins` is the assignment that begins then, if one does
 * - `renew`: have an assignment renewed that has `ended` (epoch ms), and activate it then if it is an eligible one
 * - `widen`: have the scope of an assignment widened in some dimensions, so that it covers the record
 * - `be_assigned`: have a role assigned
 *
 * `by` are the roles of which somebody may do that; empty: an administrator. `role` is left out for a direct grant, and
 * `principalId` unless one acts on behalf of another: then it says whose login, assignment or role it is.
 */
export type WayToYes =
  | { readonly kind: "meet"; readonly requirements: readonly UnmetRequirement[] }
  | { readonly kind: "log_in"; readonly principalId?: string }
  | {
      readonly kind: "activate";
      readonly assignment: string;
      readonly role?: string;
      readonly title: string;
      readonly from?: number;
      readonly principalId?: string;
    }
  | {
      readonly kind: "wait";
      readonly until: number;
      readonly begins?: { readonly assignment: string; readonly role?: string; readonly title: string };
    }
  | {
      readonly kind: "renew";
      readonly assignment: string;
      readonly role?: string;
      readonly title: string;
      readonly ended: number;
      readonly isEligible: boolean;
      readonly by: readonly string[];
      readonly principalId?: string;
    }
  | {
      readonly kind: "widen";
      readonly assignment: string;
      readonly role?: string;
      readonly title: string;
      readonly dimensions: readonly string[];
      readonly by: readonly string[];
      readonly principalId?: string;
    }
  | {
      readonly kind: "be_assigned";
      readonly role: string;
      readonly title: string;
      readonly by: readonly string[];
      readonly principalId?: string;
    };

/** Who says no, to what, and why. */
export interface Refusal {
  readonly principalId: string;
  readonly reason: DenyReason;
  /** The fields refused; `null` where the request named none. */
  readonly fields: readonly string[] | null;
  /** The reason in words: a sentence without its full stop. */
  readonly because: string;
}

/** Why a request is answered as it is, and what would help. `String(explanation)` says it in words. */
export interface Explanation {
  readonly principalId: string;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly type: string;
  /** The fields asked for; `null` for the best over all of them. */
  readonly fields: readonly string[] | null;
  readonly decision: Decision;
  /**
   * Who says no, each side asked alone. Empty where nobody does, and where each of two sides may with some fields, but
   * neither with those of the other.
   */
  readonly refusals: readonly Refusal[];
  /** Every statement of either side that names the action, and what became of it. */
  readonly considered: readonly ConsideredStatement[];
  /** The nearest ways to yes, the nearest first. */
  readonly ways: readonly WayToYes[];
  /**
   * Says it in words that can be read to the person who asked: the answer, why, and what would help. No value of the record
   * is in them.
   *
   * @returns lines, joined by `\n`
   */
  toString(): string;
}
