import type { Duration } from "./duration.js";

/** A day of the week in a {@link Schedule}. */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** A weekly schedule on a zone's own clock. Half-open; `until` before `from` runs past midnight into the next day. */
export interface Schedule {
  /** An IANA time zone, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  /** Local time `HH:MM`, 00:00 to 23:59. */
  readonly from: string;
  /** Local time `HH:MM`, 00:00 to 24:00. */
  readonly until: string;
}

/** Enough distinct factor classes (know, have, are), verified by accepted methods (RFC 8176 `amr` values). */
export interface MfaRequirement {
  /** The accepted methods; any that RFC 8176 names, if not given. */
  readonly methods?: readonly string[];
  /** How long a verification counts; for ever, if not given. */
  readonly within?: Duration;
  /** At least one of the counted methods must resist phishing (`hwk`, `sc`). */
  readonly phishingResistant?: boolean;
  /** How many distinct classes: 1 to 3. Default 2. */
  readonly factors?: number;
}

/** Authenticated, and last active, recently enough. */
export interface SessionRequirement {
  readonly maxAge?: Duration;
  readonly maxIdle?: Duration;
}

/** What the session's device must be. */
export interface DeviceRequirement {
  readonly managed?: boolean;
  readonly compliant?: boolean;
  readonly known?: boolean;
}

/** Where the session's network must be. Countries are ISO 3166-1 alpha-2 codes. */
export interface NetworkRequirement {
  readonly zones?: readonly string[];
  readonly countries?: readonly string[];
  readonly notCountries?: readonly string[];
}

/** Enough live approvals by others than the requester. */
export interface ApprovalRequirement<Role extends string = string> {
  /** The role that an approver must hold on this record when approving. */
  readonly by: Role;
  /** How many different approvers. Default 1. */
  readonly count?: number;
  /** How long an approval counts from its giving; until its own end, if not given. */
  readonly within?: Duration;
  /** Fields of the record that name people: an approver must be none of them. */
  readonly distinctFrom?: readonly string[];
  /** Whether an approval serves one commit only. */
  readonly once?: boolean;
}

/** Under which circumstances a request is let through: every part must hold. At least one part. */
export interface RequirementsData<Role extends string = string> {
  readonly mfa?: MfaRequirement;
  readonly session?: SessionRequirement;
  readonly device?: DeviceRequirement;
  readonly network?: NetworkRequirement;
  readonly schedule?: Schedule;
  readonly approval?: ApprovalRequirement<Role>;
  readonly justification?: true;
}
