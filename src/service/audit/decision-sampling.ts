import type { Outcome } from "../../model/decision.js";

/**
 * Which decisions are recorded, as shares from 0 (none) to 1 (all). The highest share that applies counts, so that what is
 * said of a sensitive action is never lowered by what is said of outcomes.
 */
export interface DecisionSampling {
  /** Default 0: what was allowed is told by the changes that were made. */
  readonly allow?: number;
  /** Default 1. */
  readonly deny?: number;
  /** Default 1. */
  readonly challenge?: number;
  /** By action, whatever the outcome: `{ export: 1 }`. */
  readonly actions?: Readonly<Record<string, number>>;
  /** By type, whatever the outcome and the action. */
  readonly types?: Readonly<Record<string, number>>;
}

const DEFAULTS: Readonly<Record<Outcome, number>> = { allow: 0, deny: 1, challenge: 1 };

/**
 * The share of decisions like this one that are recorded.
 *
 * @returns from 0 to 1
 */
export function shareOf(sampling: DecisionSampling, outcome: Outcome, action: string, type: string): number {
  return Math.max(
    share(sampling[outcome], DEFAULTS[outcome]),
    share(own(sampling.actions, action), 0),
    share(own(sampling.types, type), 0),
  );
}

/** What is no share records everything: a mistake in the settings must not make an audit blind. */
function share(value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  return typeof value === "number" && value >= 0 && value <= 1 ? value : 1;
}

function own(shares: Readonly<Record<string, number>> | undefined, name: string): number | undefined {
  return shares !== undefined && Object.hasOwn(shares, name) ? shares[name] : undefined;
}
