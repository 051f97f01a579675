import type { UnmetMfa } from "../../model/decision.js";

/**
 * One `acr` value of an identity provider (OpenID Connect Core, section 2), and what a login that carries it has proven.
 */
export interface AcrValue {
  /** As it stands in tokens: visible ASCII without spaces, `"` and `\`. */
  readonly value: string;
  /** How many classes of factors (know, have, are) were verified. Default 1. */
  readonly factors?: number;
  /** None of them can be phished: `phr` and `phrh` of the OpenID EAP ACR values. Default `false`. */
  readonly phishingResistant?: boolean;
  /** The RFC 8176 methods it may stand for. Without them it meets no requirement that lists methods. */
  readonly methods?: readonly string[];
}

/**
 * Those that meet all requirements, in the order given.
 *
 * @param known - in the order of preference
 * @example
 * const known = [{ value: "mfa", factors: 2 }, { value: "phr", factors: 2, phishingResistant: true }];
 * const needed = { kind: "mfa", statement: { id: "s" }, factors: 2, phishingResistant: true } as const;
 * acrValuesFor([needed], known) // => ["phr"]
 */
export function acrValuesFor(requirements: readonly UnmetMfa[], known: readonly AcrValue[]): string[] {
  return known.filter((acr) => requirements.every((it) => meets(acr, it))).map(({ value }) => value);
}

function meets(acr: AcrValue, required: UnmetMfa): boolean {
  if ((acr.factors ?? 1) < required.factors) return false;
  if (required.phishingResistant && acr.phishingResistant !== true) return false;
  const { methods } = required;
  return methods === undefined || (acr.methods?.length ? acr.methods.every((it) => methods.includes(it)) : false);
}
