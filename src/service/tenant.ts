import type { Approval } from "../model/approval.js";
import type { AuditEvent } from "../model/audit-event.js";
import type { Instant } from "../model/instant.js";
import type { PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import type { Vocabulary } from "../model/vocabulary.js";
import type { Access } from "../policy/access.js";
import type { Policy } from "../policy/policy.js";
import type { ScanOptions } from "../storage/policy-store.js";
import type { ActingPrincipal, InSession } from "./acting.js";
import type { CommandOutcome } from "./command-outcome.js";
import type { Commander } from "./commander.js";

/** How an access is asked for. */
export interface AccessOptions {
  /**
   * The revision that a command told: its effect is in the access, whichever process carried it out. Where the store cannot
   * show it, every answer is no.
   */
  readonly atLeast?: number;
  /** The human behind an agent: both must be allowed. By its id alone, it has no session. */
  readonly onBehalfOf?: string | InSession;
  /** The account that the principal is logged in as: both must be allowed, while the log-in lasts. */
  readonly actingAs?: string;
  /** Approvals that are kept elsewhere, beside those that are kept here. */
  readonly approvals?: readonly Approval[];
  /** The host's own id of the request: it goes into recorded decisions. */
  readonly requestId?: string;
}

/** Which events of the audit. */
export interface AuditQuery {
  /** Those that concern this principal, as actor or otherwise. */
  readonly principalId?: string;
  readonly action?: string;
  /** Inclusive. */
  readonly from?: Instant;
  /** Exclusive. */
  readonly until?: Instant;
  /** Those of commits after this revision. */
  readonly afterRevision?: number;
  /** The last so many. */
  readonly last?: number;
}

/** One customer of the system, with its own people: nothing done in one tenant is seen in another. */
export interface Tenant<V extends Vocabulary> {
  readonly id: string;
  /** What decides here: the service's policy, or the tenant's own extension of it. */
  readonly policy: Policy<V>;

  /**
   * The policy as somebody sees it now, with what is kept on them. It comes from memory where that is fresh enough, and never
   * throws because of the store: where what is kept cannot be read, every answer is no.
   *
   * @param session - how they are logged in; `null` for a job without a session
   * @throws InvalidRequestError `invalid_facts`, `invalid_limit` for what makes no sense
   */
  access(principalId: string, session: Session | null, options?: AccessOptions): Promise<Access<V>>;

  /** Gives commands as somebody. */
  as(who: ActingPrincipal): Commander<V>;

  /**
   * Gives commands as the host itself: a seed, an import, an identity provider. They need no authority; what holds at every
   * commit binds them too, and they are audited under this name.
   */
  asSystem(name: string): Commander<V>;

  /** Accepts an invitation, by the token of its link. */
  acceptInvite(token: string, options?: { readonly key?: string }): Promise<CommandOutcome<"acceptInvite">>;

  /** The audit, in its order. */
  audit(query?: AuditQuery): AsyncIterable<AuditEvent>;

  /** What is kept on somebody, as it is in the store now. */
  read(principalId: string): Promise<PrincipalState | undefined>;

  /** What is kept on everybody, by id. */
  people(options?: ScanOptions): AsyncIterable<PrincipalState>;

  /** The tenant's revision now: 0 before the first commit. */
  revision(): Promise<number>;
}
