import type { JsonObject } from "../../model/json.js";
import type { Session } from "../../model/session.js";
import type { Filter } from "../../policy/access.js";
import type { Policy } from "../../policy/policy.js";
import type { InSession } from "../../service/acting.js";
import type { AuthzenAction, AuthzenResource, AuthzenSearchKind, AuthzenSubject } from "./entities.js";
import type { AuthzenTenant } from "./service.js";

/** Who asks, and under which circumstances. */
export interface AuthzenRequest<Caller> {
  readonly request: Request;
  /** Who asks: what `authenticate` gave. */
  readonly caller: Caller;
  readonly tenant: string;
  /** What the caller says of the circumstances. */
  readonly context: JsonObject;
}

/** The same, with about whom is asked. */
export interface AuthzenSituation<Caller> extends AuthzenRequest<Caller> {
  readonly subject: AuthzenSubject;
}

/** What an action is asked for on. */
export interface AuthzenTarget {
  /** A resource type of the model. */
  readonly type: string;
  /** What the caller says of the circumstances. */
  readonly context: JsonObject;
}

/** What a question of AuthZEN means to the policy. */
export interface AuthzenQuestion {
  /** An action of the resource type. */
  readonly action: string;
  /** For actions that change: the fields to be written, with their new values. */
  readonly changes?: object;
  /** The fields asked for. */
  readonly fields?: readonly string[];
  readonly justification?: string;
}

/** Which records a search for resources goes through. */
export interface AuthzenRecordSearch<Caller> extends AuthzenSituation<Caller> {
  readonly type: string;
  /** The policy's action. */
  readonly action: string;
  /** Keeps the records on which the action is allowed: for `toSQL` and its kin of `castellan/query`. */
  readonly filter: Filter;
  /** Only records after the one with this id, in whatever order they are given, as long as it is always the same. */
  readonly after: string | null;
  /** How many records will be looked at, at most: more need not be fetched. */
  readonly limit: number;
}

/** How much is taken on at a time. */
export interface AuthzenLimits {
  /** Bytes of a body. Default 262,144. */
  readonly maxBytes?: number;
  /** Depth of a body. Default 32. */
  readonly maxDepth?: number;
  /** Questions in one request. Default 500. */
  readonly maxEvaluations?: number;
  /** Results on one page of a search, and how many there are if the caller does not say. Default 100. */
  readonly maxResults?: number;
  /** Principals or records looked at for one page of a search. Default 1,000. */
  readonly maxScanned?: number;
}

/** A value, or a promise of one. */
export type Awaitable<Value> = Value | Promise<Value>;

/**
 * How questions of AuthZEN become questions to a policy.
 *
 * @typeParam Caller - what `authenticate` gives
 */
export interface AuthzenOptions<Caller extends object | string = object | string> {
  /**
   * Finds out who calls. Decisions tell about people and records: only your own services may ask for them.
   *
   * @returns who it is; `null` for nobody (401), or a response of your own
   */
  readonly authenticate: (request: Request) => Awaitable<Caller | Response | null>;

  /**
   * The tenant that is asked about: its id, or itself where it has role templates of its own; `null` where this caller may
   * ask about none (403).
   */
  readonly tenant: string | ((request: Request, caller: Caller) => Awaitable<string | AuthzenTenant | null>);

  /** Whose model says which types, actions and fields there are. Default: the tenant's policy. */
  readonly policy?: Pick<Policy, "toJSON">;

  /** The types of subjects whose ids are those of principals. Default `user` and `identity`. */
  readonly subjectTypes?: readonly string[];

  /** How the subject is logged in, from what the caller says. Default: no session, so that no session fact is known. */
  readonly session?: (situation: AuthzenSituation<Caller>) => Awaitable<Session | null>;

  /** The human behind a subject that is an agent, with a session if there is one; `null` for none. Default: none. */
  readonly onBehalfOf?: (situation: AuthzenSituation<Caller>) => Awaitable<string | InSession | null>;

  /**
   * What an action means; `null` for one that does not exist. Default: the action of that name, with `changes`, `fields` and
   * `justification` from its properties (a `justification` also from the context).
   */
  readonly question?: (action: AuthzenAction, on: AuthzenTarget) => Awaitable<AuthzenQuestion | null>;

  /** The names of actions that a search for actions tries. Default: those of the resource type. */
  readonly actionNames?: (type: string) => readonly string[];

  /** The record; `null` if there is none. Default: nothing is known of it but its `id`, which can only take access away. */
  readonly record?: (resource: AuthzenResource, asked: AuthzenRequest<Caller>) => Awaitable<object | null>;

  /**
   * Believes what callers say of records: the record is the resource's `properties`, with its `id`. For callers that have
   * loaded it themselves; excludes `record`. Default `false`.
   */
  readonly trustProperties?: boolean;

  /** The records of a type, for searches for resources; without it there are none. */
  readonly records?: (search: AuthzenRecordSearch<Caller>) => AsyncIterable<object> | Iterable<object>;

  /** Which searches are offered. Default: all that can be. */
  readonly searches?: readonly AuthzenSearchKind[];

  /**
   * The identifier of this decision point: the `https` URL under which the paths of AuthZEN are found. Metadata is published
   * only if it is given. `http` is for this machine alone.
   */
  readonly url?: string;

  /** What the path of a request begins with before `/access/v1`. Default: the path of `url`. */
  readonly basePath?: string;

  /**
   * From which the key of page tokens is made, at least 32 characters: the same in all processes that share the work.
   * Default: random, so that tokens are good in this process only.
   */
  readonly pageSecret?: string;

  /**
   * What decisions tell beside yes and no: nothing; the reason, and what would meet a requirement; or also which statements
   * decided, by id, and what is unknown. Default `reason`.
   */
  readonly detail?: "none" | "reason" | "statements";

  readonly limits?: AuthzenLimits;

  /** Hears of errors that nobody expected; the caller is told no more than `500`. */
  readonly onError?: (error: unknown, request: Request) => void;
}
