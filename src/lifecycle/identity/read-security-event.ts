import { own } from "../../compile/own.js";
import { quote } from "../../model/quote.js";
import type { SecurityEvent } from "./security-event.js";
import { type EventSubject, nameIn, readEventSubject, type SubjectIdentifier } from "./subject-identifier.js";

/** From whom security events are taken, and whom they are about. */
export interface SecurityEventSource {
  /** Castellan's name of the provider. */
  readonly provider: string;
  /** The `iss` that every token must have. */
  readonly issuer: string;
  /** The `aud` that every token must have, if given: one of its values is enough. */
  readonly audience?: string;
  /**
   * The id of the principal that an identifier stands for; `undefined` if it stands for none. Default: `<provider>:<sub>` for an
   * `iss_sub` of the same issuer, and `<provider>:<id>` for an `opaque` one.
   */
  readonly principalId?: (subject: SubjectIdentifier) => string | undefined;
  /** What levels other than NIST's AAL mean, by `current_level`. A level that nobody knows counts as none. */
  readonly levels?: Readonly<Record<string, AssuranceLevel>>;
}

/** How sure a provider is of who somebody is. */
export type AssuranceLevel = "none" | "single_factor" | "multi_factor" | "phishing_resistant";

/** What a token tells, or why it tells nothing. */
export type SecurityEventReading =
  | {
      readonly ok: true;
      readonly events: readonly SecurityEvent[];
      /** The types of events that castellan has no use for. */
      readonly ignored: readonly string[];
    }
  | { readonly ok: false; readonly code: SecurityEventErrorCode; readonly message: string };

/** Why a token tells nothing; where RFC 8935 has a name for it, that one. */
export type SecurityEventErrorCode = "invalid_request" | "invalid_issuer" | "invalid_audience" | "unknown_subject";

const CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
const RISC = "https://schemas.openid.net/secevent/risc/event-type/";

const LONGEST_ID = 160;
const MOST_EVENTS = 10;
/** Numbers beyond this are milliseconds: as seconds they would lie 3,000 years ahead. */
const FIRST_MILLISECONDS = 1e11;

/**
 * Reads the claims of a security event token (RFC 8417) as the OpenID Shared Signals Framework sends it: CAEP 1.0
 * `session-revoked`, `device-compliance-change`, `assurance-level-change` and `credential-change`, and RISC's `account-disabled`,
 * `account-purged`, `sessions-revoked` and `credential-compromise`. Pure, and total: whatever is given, it answers.
 *
 * Who calls this has verified the token's signature. What cannot be told is read as the stricter: an unknown level as none, a
 * status other than `compliant` as not compliant, a session that is not named as all of them.
 *
 * @param claims - the payload of a verified token
 * @param source - whose tokens are taken
 * @example
 * const claims = {
 *   iss: "https://idp.example", jti: "756E69", iat: 1615305159, aud: "https://crm.example",
 *   sub_id: { format: "iss_sub", iss: "https://idp.example", sub: "00u1" },
 *   events: { "https://schemas.openid.net/secevent/caep/event-type/session-revoked": { event_timestamp: 1615304991 } },
 * };
 * const reading = readSecurityEvent(claims, { provider: "okta", issuer: "https://idp.example" });
 * reading.ok && reading.events // => [{ kind: "session_revoked", principalId: "okta:00u1", id: "756E69", provider: "okta", at: 1615304991999 }]
 */
export function readSecurityEvent(claims: unknown, source: SecurityEventSource): SecurityEventReading {
  try {
    return read(claims, source);
  } catch {
    return failure("invalid_request", "the claims cannot be read");
  }
}

function read(claims: unknown, source: SecurityEventSource): SecurityEventReading {
  if (own(claims, "iss") !== source.issuer) return failure("invalid_issuer", "the token is another issuer's");
  if (source.audience !== undefined && !names(own(claims, "aud"), source.audience)) {
    return failure("invalid_audience", "the token is meant for somebody else");
  }
  const id = own(claims, "jti");
  if (typeof id !== "string" || id === "" || id.length > LONGEST_ID) {
    return failure("invalid_request", `the token has no \`jti\` of 1 to ${LONGEST_ID} characters`);
  }
  const told = own(claims, "events");
  if (typeof told !== "object" || told === null || Array.isArray(told)) {
    return failure("invalid_request", "the token has no `events`");
  }
  const types = Object.keys(told);
  if (types.length === 0 || types.length > MOST_EVENTS) {
    return failure("invalid_request", `a token tells 1 to ${MOST_EVENTS} events`);
  }
  const events: SecurityEvent[] = [];
  const ignored: string[] = [];
  for (const type of types) {
    const what = own(told, type);
    const outcome = readOne(type, what, claims, source, types.length === 1 ? id : `${id}#${types.indexOf(type)}`);
    if (outcome === null) ignored.push(type);
    else if ("ok" in outcome) return outcome;
    else events.push(outcome);
  }
  return { ok: true, events, ignored };
}

type Failure = Extract<SecurityEventReading, { ok: false }>;
type About = Pick<SecurityEvent, "principalId" | "id" | "provider" | "at">;

function readOne(
  type: string,
  event: unknown,
  claims: unknown,
  source: SecurityEventSource,
  id: string,
): SecurityEvent | Failure | null {
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader === undefined) return null;
  const subject = readEventSubject(own(claims, "sub_id") ?? own(event, "sub_id") ?? own(event, "subject"));
  if (subject === undefined)
    return failure("invalid_request", `the event ${quote(type)} has no subject that can be read`);
  const at = timeOf(event, claims);
  if (at === undefined) return failure("invalid_request", `the event ${quote(type)} does not say when it happened`);
  const principalId = principalOf(subject, source);
  if (principalId === undefined) return failure("unknown_subject", "the subject is nobody who is known here");
  return reader({ principalId, id, provider: source.provider, at }, event, subject, source);
}

type Reader = (
  about: About,
  event: unknown,
  subject: EventSubject,
  source: SecurityEventSource,
) => SecurityEvent | Failure | null;

const disabled: Reader = (about) => ({ ...about, kind: "account_disabled" });
const compromised: Reader = (about) => ({ ...about, kind: "credential_compromised" });
const allSessions: Reader = (about) => ({ ...about, kind: "session_revoked" });

const READERS: Readonly<Record<string, Reader>> = {
  [`${CAEP}session-revoked`]: (about, _event, { session }) => ({
    ...about,
    kind: "session_revoked",
    ...(session === undefined ? {} : { sessionId: nameIn(session) }),
  }),
  [`${CAEP}device-compliance-change`]: (about, event, { device }) =>
    device === undefined
      ? failure("invalid_request", "the event names no device")
      : {
          ...about,
          kind: "device_compliance",
          deviceId: nameIn(device),
          compliant: own(event, "current_status") === "compliant",
        },
  [`${CAEP}assurance-level-change`]: readAssurance,
  // what was added takes nothing away; what is gone may have been stolen
  [`${CAEP}credential-change`]: (about, event) =>
    ["create", "update"].includes(String(own(event, "change_type")))
      ? null
      : { ...about, kind: "credential_compromised" },
  [`${RISC}account-disabled`]: disabled,
  [`${RISC}account-purged`]: disabled,
  [`${RISC}sessions-revoked`]: allSessions,
  [`${RISC}credential-compromise`]: compromised,
};

const AAL: ReadonlyMap<string, AssuranceLevel> = new Map([
  ["nist-aal1", "single_factor"],
  ["nist-aal2", "multi_factor"],
  ["nist-aal3", "phishing_resistant"],
]);

/** How somebody was proofed, or a federation is secured, says nothing about how they logged in. */
const OTHER_NAMESPACES = ["NIST-IAL", "NIST-FAL"];

function readAssurance(
  about: About,
  event: unknown,
  { session }: EventSubject,
  { levels = {} }: SecurityEventSource,
): SecurityEvent | null {
  const namespace = own(event, "namespace");
  if (typeof namespace === "string" && OTHER_NAMESPACES.includes(namespace)) return null;
  const said = own(event, "current_level");
  const name = typeof said === "string" ? said : "";
  const level = Object.hasOwn(levels, name) ? levels[name] : AAL.get(name.toLowerCase());
  // a rise to what nobody knows gives nothing
  if (level === undefined && own(event, "change_direction") === "increase") return null;
  const sessionId = session === undefined ? {} : { sessionId: nameIn(session) };
  return { ...about, kind: "assurance_level", ...sessionId, level: level ?? "none" };
}

function principalOf({ users }: EventSubject, source: SecurityEventSource): string | undefined {
  const { provider, issuer, principalId = (subject) => defaultId(subject, provider, issuer) } = source;
  const ids = new Set(users.flatMap((user) => principalId(user) ?? []));
  const [id] = ids;
  // names of two people are nobody's
  return ids.size === 1 && typeof id === "string" && id !== "" ? id : undefined;
}

function defaultId(subject: SubjectIdentifier, provider: string, issuer: string): string | undefined {
  if (subject.format === "opaque") return `${provider}:${subject.id}`;
  return subject.format === "iss_sub" && subject.iss === issuer ? `${provider}:${subject.sub}` : undefined;
}

/** Epoch ms. A whole second is taken for its end: what happened in it was over by then. */
function timeOf(event: unknown, claims: unknown): number | undefined {
  const given = own(event, "event_timestamp") ?? own(claims, "toe") ?? own(claims, "iat");
  if (typeof given !== "number" || !Number.isFinite(given) || given <= 0) return undefined;
  const at = given >= FIRST_MILLISECONDS ? Math.floor(given) : Math.floor(given) * 1_000 + 999;
  return at <= 8.64e15 ? at : undefined;
}

function names(audience: unknown, wanted: string): boolean {
  return audience === wanted || (Array.isArray(audience) && audience.includes(wanted));
}

function failure(code: SecurityEventErrorCode, message: string): Failure {
  return { ok: false, code, message };
}
