import type { StatementRef, UnmetRequirement } from "../../model/decision.js";
import { toMilliseconds } from "../../model/duration.js";
import type {
  DeviceRequirement,
  MfaRequirement,
  NetworkRequirement,
  SessionRequirement,
} from "../../model/requirement-data.js";
import type { Session } from "../../model/session.js";
import type { RequireData } from "../../model/statement-data.js";
import { countApprovals } from "./approval.js";
import { isRecent } from "./gates.js";
import type { Party } from "./party.js";
import type { Question } from "./request.js";
import { isInSchedule } from "./schedule.js";

/** What is unmet of one require: the parts that the person can cure, and whether there is one that they cannot. */
export interface Unmet {
  readonly ref: StatementRef;
  readonly cures: readonly UnmetRequirement[];
  readonly isIncurable: boolean;
}

/** Section 7: each part of a require on its own; `undefined` if all hold. */
export function unmetOf(
  statement: RequireData,
  ref: StatementRef,
  party: Party,
  question: Question,
): Unmet | undefined {
  const { mfa, session, device, network, schedule, approval, justification } = statement.require;
  const cures: UnmetRequirement[] = [];
  let isIncurable = false;
  if (mfa !== undefined && !isMfaMet(mfa, party.session, party.now)) {
    // S28: nobody can verify anything without a session
    if (party.session === null) isIncurable = true;
    else {
      const { methods, factors = 2, phishingResistant = false, within } = mfa;
      cures.push({
        kind: "mfa",
        statement: ref,
        ...(methods && { methods }),
        factors,
        phishingResistant,
        ...(within !== undefined && { withinMs: toMilliseconds(within) }),
      });
    }
  }
  if (session !== undefined && !isSessionMet(session, party.session, party.now)) {
    if (party.session === null) isIncurable = true;
    else {
      const { maxAge, maxIdle } = session;
      cures.push({
        kind: "reauthenticate",
        statement: ref,
        ...(maxAge !== undefined && { maxAgeMs: toMilliseconds(maxAge) }),
        ...(maxIdle !== undefined && { maxIdleMs: toMilliseconds(maxIdle) }),
      });
    }
  }
  if (device !== undefined && !isDeviceMet(device, party.session)) isIncurable = true;
  if (network !== undefined && !isNetworkMet(network, party.session)) isIncurable = true;
  if (schedule !== undefined && !isInSchedule(schedule, party.now)) isIncurable = true;
  if (approval !== undefined) {
    const { by, count = 1, within, distinctFrom, once = false } = approval;
    const given = countApprovals(statement, approval, party, question);
    if (given < count) {
      cures.push({
        kind: "approval",
        statement: ref,
        by,
        count,
        given,
        ...(within !== undefined && { withinMs: toMilliseconds(within) }),
        ...(distinctFrom && { distinctFrom }),
        once,
      });
    }
  }
  if (justification === true && !isText(question.justification)) cures.push({ kind: "justification", statement: ref });
  return cures.length > 0 || isIncurable ? { ref, cures, isIncurable } : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  know: ["pwd", "pin", "kba", "mfa"],
  have: ["otp", "sms", "tel", "hwk", "swk", "sc", "mca", "mfa"],
  are: ["face", "fpt", "iris", "retina", "vbm"],
};

function isMfaMet(
  { methods, within, phishingResistant, factors = 2 }: MfaRequirement,
  session: Session | null,
  now: number,
) {
  const counted = factorsOf(session)
    .filter(({ method }) => methods === undefined || methods.includes(method))
    .filter(({ at }) => isRecent(at, within, now))
    .map(({ method }) => method);
  const classes = Object.values(CLASSES).filter((members) => members.some((method) => counted.includes(method)));
  const resists = counted.includes("hwk") || counted.includes("sc");
  return classes.length >= factors && (resists || phishingResistant !== true);
}

function factorsOf(session: Session | null): Session["factors"] {
  return Array.isArray(session?.factors)
    ? session.factors.filter((factor) => typeof factor === "object" && factor !== null)
    : [];
}

function isSessionMet({ maxAge, maxIdle }: SessionRequirement, session: Session | null, now: number): boolean {
  if (session === null) return false;
  // authenticated at all, and where it is asked for, recently
  if (!isRecent(session.authenticatedAt, maxAge, now)) return false;
  return maxIdle === undefined || isRecent(session.lastActiveAt, maxIdle, now);
}

function isDeviceMet(required: DeviceRequirement, session: Session | null): boolean {
  const device = session?.device;
  return (["managed", "compliant", "known"] as const).every(
    (flag) => required[flag] === undefined || device?.[flag] === required[flag],
  );
}

function isNetworkMet({ zones, countries, notCountries }: NetworkRequirement, session: Session | null): boolean {
  const { country, zones: at } = session?.network ?? {};
  const isKnown = typeof country === "string";
  if (zones !== undefined && !(Array.isArray(at) && at.some((zone) => zones.includes(zone)))) return false;
  if (countries !== undefined && !(isKnown && countries.includes(country))) return false;
  return notCountries === undefined || (isKnown && !notCountries.includes(country));
}
