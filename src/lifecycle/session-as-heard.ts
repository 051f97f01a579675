import { CLASSES, type FactorClass, RESISTS_PHISHING } from "../decide/requirements/mfa.js";
import { toEpochMs } from "../model/instant.js";
import type { ExternalIdentity, SessionMark } from "../model/principal-state.js";
import type { Factor, Session } from "../model/session.js";

/** The name under which something is said of every session, or every device. */
const EVERY = "*";
/** Later than any session can begin. */
export const REVOKED_FROM = 8.64e15;
/** Earlier than any session began. */
const LONG_AGO = -REVOKED_FROM;

/** A session, as far as it still counts. */
export interface HeardSession {
  readonly session: Session | null;
  /** Whether it counts at all. */
  readonly isRevoked: boolean;
}

/**
 * A session after what identity providers said of it, and of its device. What they said only ever lowers it: a session that
 * was revoked stays so, a device that was found wanting after the session began is not compliant, and factors that were
 * verified before the assurance was lowered count no higher than it.
 *
 * @param identity - what was said of the principal
 */
export function sessionAsHeard(identity: ExternalIdentity | undefined, session: Session | null): HeardSession {
  if (identity === undefined || typeof session !== "object" || session === null) return { session, isRevoked: false };
  const marks = (identity.sessions ?? []).filter(({ id }) => id === session.id || id === EVERY);
  if (marks.some(({ revoked }) => revoked === true)) {
    // an old one, so that it counts as revoked whoever has it: a service may go without one
    return { session: { id: session.id, authenticatedAt: LONG_AGO, factors: [] }, isRevoked: true };
  }
  const factors = marks.reduce<readonly Factor[]>(countingFactors, session.factors);
  const lowered = factors === session.factors ? session : { ...session, factors };
  return { session: deviceFails(identity, session) ? withoutCompliance(lowered) : lowered, isRevoked: false };
}

/** Whether a provider's last word on the device, since the session itself spoke of it, is that it fails. */
function deviceFails({ devices = [] }: ExternalIdentity, { device, authenticatedAt }: Session): boolean {
  return devices.some(
    ({ id, saidAt, compliant }) =>
      !compliant && (id === device?.id || id === EVERY) && !(saidAt < toEpochMs(authenticatedAt)),
  );
}

function withoutCompliance(session: Session): Session {
  return session.device === undefined ? session : { ...session, device: { ...session.device, compliant: false } };
}

/** The factors that count after the assurance was lowered: all that came later, and of the others what does not exceed it. */
function countingFactors(factors: readonly Factor[], { assurance, saidAt }: SessionMark): readonly Factor[] {
  if (assurance === undefined || assurance === "phishing_resistant" || !Array.isArray(factors)) return factors;
  const since = factors.filter(({ at }) => toEpochMs(at) > saidAt);
  const before = factors.filter((factor) => !since.includes(factor));
  switch (assurance) {
    case "none":
      return since;
    case "single_factor":
      return [...oneClassOf(before), ...since];
    case "multi_factor":
      return [...before.filter(({ method }) => !RESISTS_PHISHING.has(method)), ...since];
  }
}

/** The factors of the weakest class that there is, and nothing that proves another. */
function oneClassOf(factors: readonly Factor[]): readonly Factor[] {
  const weak = factors.filter(({ method }) => !RESISTS_PHISHING.has(method));
  const of = (kind: FactorClass) => weak.filter(({ method }) => CLASSES.get(method)?.every((it) => it === kind));
  return (["know", "have", "are"] as const).map(of).find((some) => some.some(provesOne)) ?? [];
}

function provesOne({ method }: Factor): boolean {
  return CLASSES.get(method)?.length === 1;
}
