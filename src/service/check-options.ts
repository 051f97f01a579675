import type { RedactionOptions } from "../govern/redactor.js";
import type { LifecycleSettings } from "../lifecycle/settings.js";
import { InvalidRequestError } from "../model/errors.js";
import { quote } from "../model/quote.js";
import type { Vocabulary } from "../model/vocabulary.js";
import { nearest } from "../schema/suggest.js";
import type { DecisionRecorderOptions } from "./audit/decision-recorder.js";
import type { DecisionSampling } from "./audit/decision-sampling.js";
import type { CastellanOptions } from "./castellan.js";
import { assertNames, type NamesOf } from "./known-names.js";

const LIFECYCLE = {
  invitations: { expiresIn: null, maxExpiresIn: null },
  onboarding: { steps: null, checkInAfter: null },
  outsiders: { kinds: null, roles: null, maxDuration: null, sponsorGrace: null },
  requests: { expiresIn: null, maxDuration: null, approvals: null },
  maxActivation: null,
  emergencies: { maxDuration: null, reviewWithin: null },
  loginAs: { by: null, maxDuration: null },
  cover: { maxDuration: null },
  administrators: null,
  directGrantsBy: null,
  requireReasons: null,
} satisfies NamesOf<LifecycleSettings>;

const DECISIONS = {
  sampling: {
    allow: null,
    deny: null,
    challenge: null,
    actions: null,
    types: null,
  } satisfies NamesOf<DecisionSampling>,
  capacity: null,
  capacityPerActor: null,
  batchSize: null,
  random: null,
} satisfies NamesOf<DecisionRecorderOptions>;

const OPTIONS = {
  policy: null,
  store: null,
  clock: null,
  freshFor: null,
  staleFor: null,
  timeout: null,
  cache: { maxEntries: null, maxTenants: null },
  lifecycle: LIFECYCLE,
  administration: null,
  audit: {
    decisions: DECISIONS,
    sinks: null,
    redact: { tell: null, attributes: null, keys: null } satisfies NamesOf<RedactionOptions>,
  },
  ids: null,
  onError: null,
} satisfies NamesOf<CastellanOptions<Vocabulary>>;

const STORE = ["read", "commit", "scan", "events"];

/**
 * Makes sure that a service is given what it needs, so that a mistake is told where it was made and not by the first request.
 *
 * @throws InvalidRequestError `invalid_request`
 */
export function checkOptions(options: unknown): void {
  assertNames("", options, OPTIONS);
  const { policy, store, clock } = options as Readonly<Record<string, unknown>>;
  assertPolicy(policy);
  checkRoles(options as Pick<CastellanOptions<Vocabulary>, "policy" | "lifecycle">);
  assertStore(store);
  if (clock !== undefined && typeof clock !== "function" && typeof memberOf(clock, "now") !== "function") {
    throw unusable("`clock` is neither a function nor has it a `now()`");
  }
}

/**
 * Refuses a role that there is not where the settings bind those who hold it: nobody would be bound. A role of a tenant's own is
 * bound by extending one that is named here; where a name gives something, one that nobody holds gives nothing.
 */
function checkRoles({ policy, lifecycle }: Pick<CastellanOptions<Vocabulary>, "policy" | "lifecycle">): void {
  const roles = Object.keys(policy.toJSON().roles);
  const { approvals } = lifecycle?.requests ?? {};
  const named = {
    "outsiders.roles": lifecycle?.outsiders?.roles ?? [],
    "requests.approvals": typeof approvals === "object" ? Object.keys(approvals) : [],
  };
  for (const [where, names] of Object.entries(named)) {
    for (const name of names) {
      if (roles.includes(name)) continue;
      const meant = nearest(name, roles);
      const hint =
        meant === undefined ? "a tenant's own role is bound by extending one" : `did you mean ${quote(meant)}?`;
      throw unusable(`\`lifecycle.${where}\`: there is no role ${quote(name)} in the policy; ${hint}`);
    }
  }
}

/** @throws InvalidRequestError `invalid_request` for what is no policy */
export function assertPolicy(policy: unknown): void {
  if (typeof memberOf(policy, "toJSON") === "function") return;
  throw unusable("`policy` is no policy; `definePolicy` makes one, and what `parsePolicy` gives has it as `policy`");
}

function assertStore(store: unknown): void {
  if (typeof memberOf(store, "then") === "function") throw unusable("`store` is a promise; `await` it first");
  const missing = STORE.find((name) => typeof memberOf(store, name) !== "function");
  if (missing === undefined) return;
  const hint = typeof store === "function" ? "call it, as in `memoryStore()`" : "`memoryStore()` is the simplest";
  throw unusable(`\`store\` is no store, since it has no \`${missing}\`; ${hint}`);
}

function memberOf(value: unknown, name: string): unknown {
  const isOne = (typeof value === "object" && value !== null) || typeof value === "function";
  return isOne ? Reflect.get(value, name) : undefined;
}

function unusable(message: string): InvalidRequestError {
  return new InvalidRequestError("invalid_request", message);
}
