import type { Scope } from "../model/assignment.js";
import type { AuditEvent } from "../model/audit-event.js";
import type { Duration } from "../model/duration.js";
import type { Instant } from "../model/instant.js";
import type { JsonObject } from "../model/json.js";
import type { PrincipalKind } from "../model/principal.js";
import type { StatementsData } from "../model/statement-data.js";
import type { SecurityEvent } from "./identity/security-event.js";
import type { RefusalReason } from "./refusal.js";

/** What may go with every command. */
export interface CommandNotes {
  /** Why, in the actor's words. Goes into the audit. */
  readonly reason?: string;
  /**
   * The caller's own name for this command, 1 to 200 characters: given again, by the same actor, nothing happens a second
   * time and the first result is told again.
   */
  readonly key?: string;
}

/** What goes with a command that nobody may give without saying why. */
export interface ReasonedNotes extends CommandNotes {
  readonly reason: string;
}

/** An assignment that is to be handed out; its id is made when it is. */
export interface AssignmentInput {
  readonly role?: string;
  /** A direct grant, in place of `role`. */
  readonly statements?: StatementsData;
  readonly scope?: Scope;
  readonly validFrom?: Instant;
  /** Mandatory for a role that has a `maxDuration`, and at most that long after `validFrom`. */
  readonly validUntil?: Instant;
  readonly state?: "active" | "eligible";
  /** With `eligible`: may be activated without approval in an emergency. */
  readonly emergency?: boolean;
  readonly reason?: string;
}

/** Names somebody, and nothing more. */
export interface OnPrincipal extends CommandNotes {
  readonly principalId: string;
}

/** Names an assignment of somebody. */
export interface OnAssignment extends OnPrincipal {
  readonly assignmentId: string;
}

/** What each command needs to know. */
export interface CommandInputs {
  // people
  invite: CommandNotes & {
    /** Default `employee`. */
    readonly kind?: PrincipalKind;
    /** The id to be; made up, if not given. */
    readonly id?: string;
    readonly attributes?: JsonObject;
    readonly assignments?: readonly AssignmentInput[];
    readonly validFrom?: Instant;
    /** Mandatory for guests and contractors. */
    readonly validUntil?: Instant;
    /** Who answers for a guest or contractor. Default: who invites. */
    readonly sponsorId?: string;
    /** Default: as the settings say. */
    readonly linkExpiresIn?: Duration;
  };
  acceptInvite: { readonly token: string; readonly key?: string };
  resendInvite: OnPrincipal & { readonly linkExpiresIn?: Duration };
  withdrawInvite: OnPrincipal;
  completeStep: OnPrincipal & { readonly stepId: string };
  checkIn: OnPrincipal;
  assign: OnPrincipal & AssignmentInput;
  revoke: OnAssignment;
  mute: OnAssignment & { readonly until?: Instant };
  unmute: OnAssignment;
  changeScope: OnAssignment & { readonly scope: Scope };
  /** Moves the end of a principal, or of one assignment. */
  extend: OnPrincipal & { readonly assignmentId?: string; readonly validUntil: Instant };
  changeSponsor: OnPrincipal & { readonly sponsorId: string };
  /** Attributes that are not named stay; `null` takes one away. */
  updateAttributes: OnPrincipal & { readonly attributes: JsonObject };
  transfer: OnPrincipal & {
    /** The ids of the assignments that end. */
    readonly end: readonly string[];
    readonly start: readonly AssignmentInput[];
    /** Default now; an instant that has passed is now. */
    readonly at?: Instant;
    /** How long the old access goes on beside the new. Default 0. */
    readonly overlap?: Duration;
    /** As for `updateAttributes`; only with a transfer that takes place now, since attributes are not dated. */
    readonly attributes?: JsonObject;
  };
  suspend: OnPrincipal;
  reactivate: OnPrincipal;
  offboard: OnPrincipal & {
    readonly keep: "nothing" | "reading";
    /** Default now; an instant that has passed is now. With `reading` none to come: a status does not change by itself. */
    readonly at?: Instant;
    /** When reading ends. Mandatory with `reading`. */
    readonly until?: Instant;
    /** Who takes over what they owned: told by an event. */
    readonly successorId?: string;
  };
  lockDown: OnPrincipal &
    ReasonedNotes & {
      /** How far back the timeline goes. Default `"30d"`. */
      readonly lookBack?: Duration;
    };
  unlock: OnPrincipal & ReasonedNotes;
  /** Ends all sessions of somebody: the actor's own, or of whom the actor administers. */
  endSessions: OnPrincipal;
  /** Forgets a deactivated principal, but for the audit. */
  erase: OnPrincipal;
  /** A deputy gets, for a while, what somebody on leave holds. */
  cover: OnPrincipal & {
    readonly deputyId: string;
    /** Default: all that may be handed out. */
    readonly assignmentIds?: readonly string[];
    readonly from?: Instant;
    readonly until: Instant;
  };
  loginAs: OnPrincipal & ReasonedNotes & { readonly duration?: Duration };
  endLoginAs: OnPrincipal & { readonly loginId: string };
  // elevation
  requestAccess: ReasonedNotes &
    (
      | { readonly role: string; readonly scope?: Scope; readonly duration: Duration }
      | {
          readonly action: string;
          readonly type: string;
          readonly record: object;
          readonly changes?: JsonObject;
        }
    );
  approve: CommandNotes & { readonly requestId: string };
  reject: CommandNotes & { readonly requestId: string };
  withdraw: CommandNotes & { readonly requestId: string };
  activate: ReasonedNotes & { readonly assignmentId: string; readonly duration?: Duration };
  deactivate: CommandNotes & { readonly assignmentId: string };
  breakGlass: ReasonedNotes & { readonly assignmentId: string; readonly duration?: Duration };
  reviewEmergency: OnPrincipal &
    ReasonedNotes & { readonly emergencyId: string; readonly verdict: "justified" | "abuse" };
  /** Makes sure that a request is allowed, and uses up the approvals that serve one commit only. */
  authorize: CommandNotes & {
    readonly action: string;
    readonly type: string;
    readonly record: object;
    readonly changes?: JsonObject;
    readonly fields?: readonly string[];
  };
  // identity
  /** What a mapping made of an identity provider's claims. */
  applyIdentity: OnPrincipal & IdentityChange;
  applySecurityEvent: { readonly event: SecurityEvent; readonly key?: string };
}

/** What an identity provider says of somebody, already mapped to castellan's terms. */
export interface IdentityChange {
  readonly provider: string;
  /** When the provider said so, epoch ms by its clock: older news never undoes newer. */
  readonly saidAt: number;
  /** `false` offboards. */
  readonly active?: boolean;
  readonly kind?: PrincipalKind;
  readonly attributes?: JsonObject;
  readonly externalId?: string;
  readonly userName?: string;
  readonly profile?: JsonObject;
  readonly groups?: readonly string[];
  /** All that this provider gives this person from now on; others' assignments stay. */
  readonly assignments?: readonly AssignmentInput[];
  readonly validUntil?: Instant;
  readonly sponsorId?: string;
  /**
   * The `saidAt` of the identity that this was worked out from, `null` where there was none: refused as `outdated` if anything
   * was heard since. For changes that are made of what is known, as adding somebody to a group.
   */
  readonly basis?: number | null;
}

/** The name of a command. */
export type CommandName = keyof CommandInputs;

/** One command, as data: what `preview` takes and what tests generate. */
export type Command = { [Name in CommandName]: { readonly command: Name } & CommandInputs[Name] }[CommandName];

/** What a command gives beyond its revision and events. */
export interface CommandResults {
  invite: { readonly principalId: string; readonly token: string };
  acceptInvite: { readonly principalId: string };
  resendInvite: { readonly token: string };
  assign: { readonly assignmentId: string };
  transfer: { readonly assignmentIds: readonly string[] };
  lockDown: { readonly timeline: readonly AuditEvent[] };
  cover: { readonly assignmentIds: readonly string[] };
  loginAs: { readonly loginId: string; readonly until: number };
  requestAccess: {
    readonly requestId: string;
    /** `unapprovable`: nobody there is could approve it. */
    readonly status: "open" | "unapprovable";
    /** The ids of those who could approve it. */
    readonly approvers: readonly string[];
  };
  approve: { readonly status: "open" | "approved"; readonly missing: number };
  activate: { readonly assignmentId: string; readonly validUntil: number };
  breakGlass: { readonly emergencyId: string; readonly assignmentId: string; readonly validUntil: number };
  authorize: { readonly validUntil: number | null };
  applyIdentity: {
    /** `partly_applied`: what was to be taken away is; some of what was to be given is refused. */
    readonly status: "applied" | "partly_applied" | "nothing_new";
    readonly refused: readonly RefusedPart[];
  };
  applySecurityEvent: { readonly status: "applied" | "partly_applied" | "nothing_new" };
}

/** Something that a provider said and that is refused. */
export interface RefusedPart {
  /** `assignment`: it is not given. Else the part that stays as it was. */
  readonly part: "assignment" | "active" | "kind" | "validUntil" | "sponsorId";
  /** Of an assignment. */
  readonly role?: string;
  readonly reason: RefusalReason;
}

/** What a command gives; most give nothing of their own. */
export type CommandResult<Name extends CommandName> = Name extends keyof CommandResults
  ? CommandResults[Name]
  : Readonly<Record<never, never>>;
