import type { RedactionOptions } from "../govern/redactor.js";
import type { LifecycleSettings } from "../lifecycle/settings.js";
import type { Duration } from "../model/duration.js";
import type { Vocabulary } from "../model/vocabulary.js";
import type { Policy } from "../policy/policy.js";
import type { PolicyStore } from "../storage/policy-store.js";
import type { Administration } from "./administration.js";
import type { DecisionRecorderOptions } from "./audit/decision-recorder.js";
import type { Clock } from "./clock.js";
import type { SinkOptions } from "./follow-sinks.js";
import type { Tenant } from "./tenant.js";

/** What a service is made of. */
export interface CastellanOptions<V extends Vocabulary> {
  readonly policy: Policy<V>;
  readonly store: PolicyStore;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /**
   * How long what is known may be answered from without asking the store whether it changed: the longest time until a change
   * made by another process counts in this one. Default `"5s"`; `0` asks each time.
   */
  readonly freshFor?: Duration;
  /**
   * How long what is known may be answered from when the store cannot be asked, or has said nothing for half a second;
   * decisions then say so. Default `0`: every answer is no.
   */
  readonly staleFor?: Duration;
  /** How long the store may take to answer. Default `"5s"`. */
  readonly timeout?: Duration;
  readonly cache?: {
    /** Of how many principals, of all tenants together, states are kept in memory. Default 10,000. */
    readonly maxEntries?: number;
    /** Of how many tenants. Default 10,000. */
    readonly maxTenants?: number;
  };
  /** How the company handles its people. */
  readonly lifecycle?: LifecycleSettings;
  /** What the policy itself is asked before a command changes somebody. Default: nothing. */
  readonly administration?: Administration;
  readonly audit?: {
    /** Which decisions are written down. Default: none. */
    readonly decisions?: DecisionRecorderOptions;
    /** Where events go besides the store. */
    readonly sinks?: readonly SinkOptions[];
    /** What events do not tell, beyond sensitive fields and credentials. */
    readonly redact?: RedactionOptions;
  };
  /** Makes ids and tokens: fresh, unguessable texts of at least 128 bits. Default: 144 random bits as base64url. */
  readonly ids?: () => string;
  /** Hears of failures that nobody else is told of: of the store, of sinks, of a refusal that could not be written down. */
  readonly onError?: (error: unknown) => void;
}

/** A policy, a store and a clock: what a running system asks, and where it makes changes. */
export interface Castellan<V extends Vocabulary> {
  /**
   * A tenant. It begins to be with its first command.
   *
   * @throws InvalidRequestError `invalid_request` for an unusable id
   */
  tenant(id: string): Tenant<V>;
  /**
   * A tenant with role templates of its own.
   *
   * @param options - a `policy` that `extend` or `parseRoles` of the service's policy made
   * @throws InvalidRequestError `invalid_request` for an unusable id; PolicyDefinitionError `no_extension` for another policy
   */
  tenant<W extends Vocabulary>(id: string, options: { readonly policy: Policy<W> }): Tenant<W>;

  /** Ends watching, writes down what waits to be, gives it to the sinks, and answers no more: every later access says no. */
  close(): Promise<void>;
}
