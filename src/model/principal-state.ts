import type { Approval } from "./approval.js";
import type { Assignment, Scope } from "./assignment.js";
import type { Instant } from "./instant.js";
import type { JsonObject } from "./json.js";
import type { Principal, PrincipalKind, PrincipalStatus } from "./principal.js";

/**
 * Everything that a tenant keeps on one principal: what a store reads and writes as a whole. Plain JSON; every instant in it
 * is epoch milliseconds.
 */
export interface PrincipalState {
  readonly principal: Principal;
  readonly assignments: readonly HeldAssignment[];
  /** Approvals that this principal was given. */
  readonly approvals: readonly Approval[];
  /** What this principal asked for, open or settled not long ago. */
  readonly requests: readonly AccessRequestState[];
  readonly invitation?: Invitation;
  readonly onboarding?: Onboarding;
  /** Who answers for a guest or contractor. */
  readonly sponsorId?: string;
  /** Who may be, or was not long ago, logged in as this principal. */
  readonly logins?: readonly LoginAs[];
  /** Emergencies in which this principal broke the glass. */
  readonly emergencies?: readonly Emergency[];
  readonly offboarding?: Offboarding;
  readonly lockDown?: LockDown;
  /** What identity providers have said. */
  readonly identity?: ExternalIdentity;
  /**
   * The tenant's revision that this was read at: every commit up to it is in here. Stores set it when they read; what is
   * given to a commit does not matter.
   */
  readonly revision: number;
}

/** Where an assignment came from. */
export type AssignmentOrigin =
  /** Handed out by a command. */
  | { readonly kind: "command" }
  /** Asked for and approved. */
  | { readonly kind: "request"; readonly requestId: string }
  /** An eligible assignment, activated. */
  | { readonly kind: "activation"; readonly assignmentId: string }
  /** An eligible assignment, activated in an emergency. */
  | { readonly kind: "emergency"; readonly assignmentId: string; readonly emergencyId: string }
  /** Somebody's leave is covered. */
  | { readonly kind: "cover"; readonly forPrincipalId: string; readonly assignmentId: string }
  /** Said by an identity provider. */
  | { readonly kind: "identity"; readonly provider: string };

/** An assignment that is set aside: nothing of it counts until it is unmuted, or until the instant. */
export interface Muting {
  readonly at: number;
  readonly by: string;
  /** Epoch ms, exclusive; until it is unmuted, if not given. */
  readonly until?: number;
  readonly reason: string;
}

/** An assignment as it is kept. */
export type HeldAssignment = Assignment & {
  readonly grantedAt?: number;
  readonly origin?: AssignmentOrigin;
  readonly muted?: Muting;
  /** An eligible assignment that may be activated without approval in an emergency. */
  readonly emergency?: boolean;
};

/** An invitation that is open, or was accepted. The token itself is kept nowhere. */
export interface Invitation {
  /** SHA-256 of the token, lower-case hex. Gone once it has been used. */
  readonly tokenHash?: string;
  readonly invitedBy: string;
  readonly invitedAt: number;
  /** Exclusive. */
  readonly expiresAt: number;
  readonly acceptedAt?: number;
  readonly withdrawnAt?: number;
}

/** The first days of somebody. */
export interface Onboarding {
  readonly startedAt: number;
  readonly steps: readonly OnboardingStep[];
  /** When somebody should ask how it goes. */
  readonly checkInDueAt: number;
  readonly checkedInAt?: number;
  readonly checkedInBy?: string;
}

/** One thing to do in the first days. */
export interface OnboardingStep {
  readonly id: string;
  readonly title: string;
  readonly doneAt?: number;
}

/** Something that was asked for. */
export interface AccessRequestState {
  /** Carries the id of who asked: see `lifecycle/request-id`. */
  readonly id: string;
  readonly status: "open" | "approved" | "rejected" | "withdrawn" | "unapprovable";
  readonly wanted: WantedRole | WantedAction;
  /** The human behind the agent who asked, or who was logged in as them: no more an approver than who asked. */
  readonly onBehalfOf?: string;
  readonly reason: string;
  readonly at: number;
  /** Exclusive: after it nobody can approve any more. */
  readonly expiresAt: number;
  /** How many different people have to approve. */
  readonly needed: number;
  readonly votes: readonly RequestVote[];
  readonly settledAt?: number;
}

/** A role for a while. */
export interface WantedRole {
  readonly kind: "role";
  readonly role: string;
  readonly scope?: Scope;
  readonly durationMs: number;
}

/** One action on one record. */
export interface WantedAction {
  readonly kind: "action";
  readonly action: string;
  readonly type: string;
  /** Absent only for `create`. */
  readonly recordId?: string | number;
  /** To the letter; for `create`, the record. */
  readonly changes?: JsonObject;
  /** The values that decisions read of the record, as they were when it was asked for. */
  readonly seen: JsonObject;
  /** What the policy demanded when it was asked for; where nothing stands here, nobody can approve. */
  readonly approvals?: readonly WantedApproval[];
}

/** One requirement of approval. */
export interface WantedApproval {
  /** The role that an approver must hold on the record. */
  readonly by: string;
  /** How many different approvers. */
  readonly count: number;
  /** How long an approval counts from its giving. */
  readonly withinMs?: number;
  /** Fields of the record that name people who do not approve. */
  readonly distinctFrom?: readonly string[];
}

/** What one approver said. */
export interface RequestVote {
  readonly by: string;
  readonly at: number;
  readonly verdict: "approve" | "reject";
  readonly reason?: string;
}

/** Somebody else may act as this principal for a while: never more than both may. */
export interface LoginAs {
  readonly id: string;
  readonly by: string;
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly reason: string;
}

/** Glass that was broken, and that somebody else has to look at afterwards. */
export interface Emergency {
  readonly id: string;
  readonly assignmentId: string;
  readonly at: number;
  /** Exclusive. */
  readonly until: number;
  readonly reason: string;
  readonly reviewDueAt: number;
  readonly review?: {
    readonly by: string;
    readonly at: number;
    readonly verdict: "justified" | "abuse";
    readonly reason: string;
  };
}

/** Somebody who left, or is about to. */
export interface Offboarding {
  readonly at: number;
  readonly by: string;
  readonly keep: "nothing" | "reading";
  /** When reading ends, exclusive. */
  readonly until?: number;
  readonly successorId?: string;
  readonly reason: string;
}

/** An account that was locked because somebody else may have it. */
export interface LockDown {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  /** The status to go back to. */
  readonly statusBefore: Principal["status"];
}

/** What outside parties have said of somebody, and when: older news never undoes newer. */
export interface ExternalIdentity {
  /** Who provisions this person: no other provider may. Nobody, where no more than security events were heard. */
  readonly provider?: string;
  /** The provider's own id of this person. */
  readonly externalId?: string;
  readonly userName?: string;
  /** SCIM attributes that castellan has no use for, given back as they came. */
  readonly profile?: JsonObject;
  readonly active?: boolean;
  /** When the provider last spoke about this person: epoch ms, by the provider's clock. */
  readonly saidAt?: number;
  readonly groups?: readonly string[];
  /** When the provider last spoke about each part (`active`, `groups`, `attributes.<name>` …): epoch ms, by its clock. */
  readonly heard?: Readonly<Record<string, number>>;
  /** What it said of parts of which castellan keeps a value of its own. */
  readonly said?: SaidOfPrincipal;
  /** The deactivation, if it was the provider who deactivated this principal: what it may take back. */
  readonly deactivation?: ProviderDeactivation;
  /** The end that the principal had before the provider said one: the earlier of both counts. */
  readonly endBefore?: Instant;
  /** Assignments that were muted when the provider took them away, by id: given again, they are muted still. */
  readonly muted?: Readonly<Record<string, Muting>>;
  readonly sessions?: readonly SessionMark[];
  readonly devices?: readonly DeviceMark[];
}

/** What a provider said last, whether or not it could be applied. */
export interface SaidOfPrincipal {
  readonly kind?: PrincipalKind;
  /** `null`: to be taken away. */
  readonly attributes?: JsonObject;
  readonly validUntil?: Instant;
  readonly sponsorId?: string;
  /** Also those that were refused, as by separation of duty. */
  readonly assignments?: readonly SaidAssignment[];
}

/** An assignment as a provider says it; its id is made of what it says. */
export type SaidAssignment = Assignment & { readonly emergency?: boolean };

/** A principal that its provider deactivated. */
export interface ProviderDeactivation {
  /** By castellan's clock, as in `offboarding.at`. */
  readonly at: number;
  /** As in `offboarding.by`. */
  readonly by: string;
  /** What to go back to. */
  readonly statusBefore: PrincipalStatus;
  readonly offboardingBefore?: Offboarding;
}

/** What was heard about one session. */
export interface SessionMark {
  /** The session's id; `*` for every session of the person. */
  readonly id: string;
  /** Who said so. */
  readonly provider: string;
  /** When it was heard of, by the sender's clock. */
  readonly saidAt: number;
  readonly revoked?: boolean;
  /** The highest assurance that still counts: factors verified before `saidAt` above it do not. */
  readonly assurance?: "none" | "single_factor" | "multi_factor" | "phishing_resistant";
}

/** What was heard about one device. It is compliant only if no mark of it, by whichever provider, says otherwise. */
export interface DeviceMark {
  /** The device's id; `*` for every device, where more devices were not compliant than are kept. */
  readonly id: string;
  /** Who said so. */
  readonly provider: string;
  readonly saidAt: number;
  readonly compliant: boolean;
}
