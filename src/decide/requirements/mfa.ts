import { own } from "../../compile/own.js";
import type { CompiledMfa } from "../../compile/requirement.js";
import { toEpochMs } from "../../model/instant.js";
import type { Session } from "../../model/session.js";
import { CURABLE, INCURABLE, MET, type Met } from "./met.js";

/** What a method proves: something one knows, has, or is. */
export type FactorClass = "know" | "have" | "are";

/** The classes that each RFC 8176 method proves. The others (`geo`, `rba`, `user`, `wia`) prove none. */
export const CLASSES: ReadonlyMap<string, readonly FactorClass[]> = new Map<string, readonly FactorClass[]>([
  ["pwd", ["know"]],
  ["pin", ["know"]],
  ["kba", ["know"]],
  ["otp", ["have"]],
  ["sms", ["have"]],
  ["tel", ["have"]],
  ["hwk", ["have"]],
  ["swk", ["have"]],
  ["sc", ["have"]],
  ["mca", ["have"]],
  ["face", ["are"]],
  ["fpt", ["are"]],
  ["iris", ["are"]],
  ["retina", ["are"]],
  ["vbm", ["are"]],
  // the identity provider vouches for two factors and keeps to itself which
  ["mfa", ["know", "have"]],
]);

/** The methods that resist phishing. */
export const RESISTS_PHISHING: ReadonlySet<string> = new Set(["hwk", "sc"]);

/** Checks multi-factor authentication: enough classes, by accepted methods, recently enough. */
export function checkMfa(mfa: CompiledMfa, session: Session | null, now: number): Met {
  if (session === null) return INCURABLE;
  const classes = new Set<FactorClass>();
  let resists = false;
  for (const { method } of countedFactors(mfa, session, now)) {
    for (const factorClass of CLASSES.get(method) ?? []) classes.add(factorClass);
    resists ||= RESISTS_PHISHING.has(method);
  }
  return classes.size >= mfa.factors && (resists || !mfa.phishingResistant) ? MET : CURABLE;
}

/** No session has so many factors: a longer list is unusable. */
const MAX_FACTORS = 10_000;

/** A factor that a requirement accepts: from when until when it counts (epoch ms). */
interface AcceptedFactor {
  readonly method: string;
  readonly at: number;
  readonly until: number;
}

/** The factors of a session that count at an instant. */
export function countedFactors(mfa: CompiledMfa, session: Session, now: number): readonly AcceptedFactor[] {
  return acceptedFactors(mfa, session).filter(({ at, until }) => at <= now && now < until);
}

/** The factors of a session that count at some time. */
export function acceptedFactors(mfa: CompiledMfa, session: Session): readonly AcceptedFactor[] {
  const factors = own(session, "factors");
  if (!Array.isArray(factors) || factors.length > MAX_FACTORS) return [];
  const accepted: AcceptedFactor[] = [];
  for (const factor of factors) {
    const method = own(factor, "method");
    if (typeof method !== "string" || (mfa.methods !== undefined && !mfa.methods.has(method))) continue;
    const at = toEpochMs(own(factor, "at"));
    if (!Number.isNaN(at)) accepted.push({ method, at, until: at + (mfa.withinMs ?? Number.POSITIVE_INFINITY) });
  }
  return accepted;
}

/** When the factors of a session were verified, as they are given. */
export function factorInstants(session: Session): readonly unknown[] {
  const factors = own(session, "factors");
  return Array.isArray(factors) && factors.length <= MAX_FACTORS ? factors.map((factor) => own(factor, "at")) : [];
}
