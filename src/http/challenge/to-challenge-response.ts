import type { Decision, DenyReason, StatementRef, UnmetRequirement } from "../../model/decision.js";
import { problemResponse } from "../problem.js";
import { type AcrValue, acrValuesFor } from "./acr-values.js";
import { type ChallengeScheme, checkAcrValue, wwwAuthenticate } from "./www-authenticate.js";

/** A decision that is no yes. */
export type Refusal = Exclude<Decision, { readonly outcome: "allow" }>;

/** How a decision is told to a client. */
export interface ChallengeOptions {
  /**
   * The `acr` values of your identity provider, in the order of preference, and what each proves. Those that would do are
   * named in the challenge; without them it names none.
   */
  readonly acrValues?: readonly AcrValue[];
  /** Default `Bearer`. */
  readonly scheme?: ChallengeScheme;
  /** The protection space (RFC 9110, section 11.5). Default: none. */
  readonly realm?: string;
  /**
   * `statements`: the ids, roles and reasons (`why`) of the statements that decided are told too. Only for clients that may
   * know the policy. Default `requirements`.
   */
  readonly tell?: "requirements" | "statements";
  /** Answer `forbidden` and `no_grant` with a bare 404, so that nobody learns what exists. Default `false`. */
  readonly conceal?: boolean;
}

/**
 * Turns a decision into the response that helps a client on.
 *
 * | decision | response |
 * | --- | --- |
 * | challenge with `mfa` or `reauthenticate` | 401, `WWW-Authenticate: Bearer error="insufficient_user_authentication"` with `acr_values` and `max_age` (RFC 9470) |
 * | challenge with `approval` or `justification` only | 403 |
 * | deny `session_revoked` | 401, `error="invalid_token"` (RFC 6750): a new login helps |
 * | deny `invalid_request` | 400 |
 * | deny `indeterminate` | 503: it may be told later |
 * | any other deny, `principal_inactive` among them, whom no login helps | 403 |
 * | allow | `null` |
 *
 * Each has an `application/problem+json` body (RFC 9457) with a `code`; of a challenge with all `requirements` at once, of a
 * deny with its `reason`. No cache may keep it. Neither values of records nor, unless asked, statements are in it.
 *
 * @throws InvalidChallengeOptionsError for a realm or an acr value that makes no header
 * @example
 * const response = toChallengeResponse(
 *   {
 *     outcome: "challenge", statements: [], errors: [], validUntil: null,
 *     requirements: [{ kind: "mfa", statement: { id: "s" }, factors: 2, phishingResistant: false, withinMs: 900_000 }],
 *   },
 *   { acrValues: [{ value: "mfa", factors: 2 }] },
 * );
 * response.status // => 401
 * response.headers.get("www-authenticate")?.split(", ").slice(2) // => ['acr_values="mfa"', 'max_age="900"']
 */
export function toChallengeResponse(decision: Refusal, options?: ChallengeOptions): Response;
export function toChallengeResponse(decision: Decision, options?: ChallengeOptions): Response | null;
export function toChallengeResponse(decision: Decision, options: ChallengeOptions = {}): Response | null {
  switch (decision.outcome) {
    case "allow":
      return null;
    case "challenge":
      return challenged(decision.requirements, statementsOf(decision, options), options);
    case "deny":
      return denied(decision.reason, statementsOf(decision, options), options);
  }
}

type Members = Readonly<Record<string, unknown>>;

function statementsOf({ statements }: Decision, { tell }: ChallengeOptions): Members {
  return tell === "statements" ? { statements: statements.map(plainRef) } : {};
}

function challenged(
  requirements: readonly UnmetRequirement[],
  statements: Members,
  options: ChallengeOptions,
): Response {
  const login = requirements.some(({ kind }) => kind === "mfa" || kind === "reauthenticate");
  const approval = requirements.some(({ kind }) => kind === "approval");
  const detail = sentence(requirements);
  const members = { requirements: requirements.map((it) => plainRequirement(it, options)), ...statements };
  if (!login) {
    return problemResponse({
      status: 403,
      code: approval ? "approval_required" : "justification_required",
      detail,
      members,
    });
  }
  const code = "insufficient_user_authentication";
  return problemResponse({ status: 401, code, detail, members, headers: stepUp(requirements, detail, options) });
}

/** RFC 9470, section 3. */
function stepUp(
  requirements: readonly UnmetRequirement[],
  detail: string,
  { acrValues = [], scheme = "Bearer", realm }: ChallengeOptions,
): Readonly<Record<string, string>> {
  for (const { value } of acrValues) checkAcrValue(value);
  const mfa = requirements.filter((it) => it.kind === "mfa");
  const acr = mfa.length === 0 ? [] : acrValuesFor(mfa, acrValues);
  const ages = requirements.flatMap(maxAges);
  return {
    "www-authenticate": wwwAuthenticate(scheme, {
      realm,
      error: "insufficient_user_authentication",
      error_description: detail,
      acr_values: acr.length === 0 ? undefined : acr.join(" "),
      max_age: ages.length === 0 ? undefined : String(Math.min(...ages)),
    }),
  };
}

/** How old a login may be, in whole seconds. */
function maxAges(requirement: UnmetRequirement): number[] {
  switch (requirement.kind) {
    case "mfa":
      return requirement.withinMs === undefined ? [] : [seconds(requirement.withinMs)];
    case "reauthenticate": {
      const ages = [requirement.maxAgeMs, requirement.maxIdleMs].filter((ms) => ms !== undefined);
      // a session that has ended needs a login from now on
      return [ages.length === 0 ? 0 : seconds(Math.min(...ages))];
    }
    default:
      return [];
  }
}

function seconds(ms: number): number {
  return Math.max(0, Math.floor(ms / 1000));
}

function denied(reason: DenyReason, statements: Members, options: ChallengeOptions): Response {
  const { scheme = "Bearer", realm, conceal = false } = options;
  if (conceal && (reason === "forbidden" || reason === "no_grant")) {
    return problemResponse({ status: 404, code: "not_found", detail: "there is nothing here" });
  }
  const { status, detail } = denials[reason];
  const members = { reason, ...statements };
  const authenticate = () => wwwAuthenticate(scheme, { realm, error: "invalid_token", error_description: detail });
  const headers = reason === "session_revoked" ? { "www-authenticate": authenticate() } : {};
  return problemResponse({ status, code: "access_denied", detail, members, headers });
}

const denials: { readonly [reason in DenyReason]: { readonly status: number; readonly detail: string } } = {
  invalid_request: { status: 400, detail: "the request makes no sense" },
  indeterminate: { status: 503, detail: "it cannot be told now whether this is allowed" },
  principal_inactive: { status: 403, detail: "this account is not active" },
  session_revoked: { status: 401, detail: "this session was ended, log in again" },
  forbidden: { status: 403, detail: "this is forbidden" },
  no_grant: { status: 403, detail: "this is not allowed" },
  requirement_unmet: { status: 403, detail: "this is not allowed here and now" },
};

const cures: { readonly [kind in UnmetRequirement["kind"]]: string } = {
  mfa: "verify yourself with a further factor",
  reauthenticate: "log in again",
  approval: "ask for an approval",
  justification: "give a reason",
};

/** What to do, each once, in the order in which a person would. */
function sentence(requirements: readonly UnmetRequirement[]): string {
  const kinds = new Set(requirements.map(({ kind }) => kind));
  const todo = (["reauthenticate", "mfa", "approval", "justification"] as const).filter((kind) => kinds.has(kind));
  return todo.map((kind) => cures[kind]).join(", ");
}

/** Member by member: what is added to a requirement one day is told only once it is named here. */
function plainRequirement(requirement: UnmetRequirement, { tell }: ChallengeOptions): Members {
  const statement = tell === "statements" ? { statement: plainRef(requirement.statement) } : {};
  const { kind } = requirement;
  switch (requirement.kind) {
    case "mfa": {
      const { factors, phishingResistant, methods, withinMs } = requirement;
      return { kind, factors, phishingResistant, methods, withinMs, ...statement };
    }
    case "reauthenticate":
      return { kind, maxAgeMs: requirement.maxAgeMs, maxIdleMs: requirement.maxIdleMs, ...statement };
    case "approval": {
      const { by, count, given, withinMs, once } = requirement;
      return { kind, by, count, given, withinMs, once, ...statement };
    }
    case "justification":
      return { kind, ...statement };
  }
}

function plainRef({ id, role, why }: StatementRef): Members {
  return { id, role, why };
}
