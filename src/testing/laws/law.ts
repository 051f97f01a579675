import fc from "fast-check";
import type { Scenario } from "../arb/scenario.js";

/** Something that must be true of every policy: a numbered law of the semantics, section 10. */
export interface Law<Extra = unknown> {
  readonly number: number;
  /** What the law says, in one sentence. */
  readonly sentence: string;
  /** What is drawn besides a policy, people and requests. */
  readonly extra: (scenario: Scenario) => fc.Arbitrary<Extra>;
  /** Throws {@link LawBroken} for a breach; otherwise tells how many cases the law was about. */
  readonly check: (scenario: Scenario, extra: Extra) => number;
}

/** A law that was broken, and how. */
export class LawBroken extends Error {
  override readonly name = "LawBroken";
}

/** Fails a law with what was found. */
export function breach(what: string): never {
  throw new LawBroken(what);
}

/**
 * A law as a property, for `fc.assert`.
 *
 * @param law - one of `laws`
 * @param scenarios - `arb.scenario()`, or `arb.scenarioOf(policy)` for a policy of one's own
 * @param onChecked - told after each scenario how many cases the law was about: a law that is about none shows nothing
 */
export function lawProperty<Extra>(
  law: Law<Extra>,
  scenarios: fc.Arbitrary<Scenario>,
  onChecked: (cases: number) => void = () => undefined,
): fc.IPropertyWithHooks<[[Scenario, Extra]]> {
  const drawn = scenarios.chain((scenario) => fc.tuple(fc.constant(scenario), law.extra(scenario)));
  return fc.property(drawn, ([scenario, extra]) => onChecked(law.check(scenario, extra)));
}

/** For laws that need nothing but a scenario. */
export function nothing(): fc.Arbitrary<null> {
  return fc.constant(null);
}
