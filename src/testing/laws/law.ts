import fc from "fast-check";
import type { Scenario } from "../arb/scenario.js";

/** Something that must be true of every policy: a numbered law of the semantics, section 10. */
export interface Law {
  readonly number: number;
  /** What the law says, in one sentence. */
  readonly sentence: string;
  /**
   * The law as a property, for `fc.assert`. A breach throws {@link LawBroken}.
   *
   * @param scenarios - `arb.scenario()`, or `arb.scenarioOf(policy)` for a policy of one's own
   * @param onChecked - told after each scenario in how many cases the law was about something: about none, it shows nothing
   */
  readonly property: (
    scenarios: fc.Arbitrary<Scenario>,
    onChecked?: (cases: number) => void,
  ) => fc.IPropertyWithHooks<[[Scenario, unknown]]>;
}

/** What a law is made of. */
export interface LawDefinition<Extra> extends Pick<Law, "number" | "sentence"> {
  /** What is drawn besides a policy, people and requests. */
  readonly extra: (scenario: Scenario) => fc.Arbitrary<Extra>;
  /** Throws {@link LawBroken} for a breach; otherwise tells in how many cases the law was about something. */
  readonly check: (scenario: Scenario, extra: Extra) => number;
}

/** Makes a law. */
export function defineLaw<Extra>({ number, sentence, extra, check }: LawDefinition<Extra>): Law {
  return {
    number,
    sentence,
    property: (scenarios, onChecked = () => undefined) => {
      const drawn = scenarios.chain((scenario) => fc.tuple(fc.constant(scenario), extra(scenario)));
      // what was drawn is shown with a counterexample, but is nobody's business otherwise
      return fc.property(drawn, (each) => onChecked(check(...each)));
    },
  };
}

/** A law that was broken, and how. */
export class LawBroken extends Error {
  override readonly name = "LawBroken";
}

/** Fails a law with what was found. */
export function breach(what: string): never {
  throw new LawBroken(what);
}

/** For laws that need nothing but a scenario. */
export function nothing(): fc.Arbitrary<null> {
  return fc.constant(null);
}
