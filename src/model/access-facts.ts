import type { Approval } from "./approval.js";
import type { Assignment } from "./assignment.js";
import type { Instant } from "./instant.js";
import type { Principal } from "./principal.js";
import type { Session } from "./session.js";

/** The facts about one party to a request. */
export interface PartyFacts<Attributes = Readonly<Record<string, unknown>>, Holding = Assignment> {
  readonly principal: Principal<Attributes>;
  readonly assignments: readonly Holding[];
  /** `null` for a job without one: then every session fact is unknown. */
  readonly session: Session | null;
  readonly approvals?: readonly Approval[];
}

/** Everything that an access is made of. */
export interface AccessFacts<Attributes = Readonly<Record<string, unknown>>, Holding = Assignment>
  extends PartyFacts<Attributes, Holding> {
  /** The instant of the question. The library reads no clock. */
  readonly now: Instant;
  /** The human behind an agent: both must be allowed, each with their own facts. */
  readonly onBehalfOf?: PartyFacts<Attributes, Holding>;
}

/** One request, as names. */
export interface RequestData {
  readonly action: string;
  readonly type: string;
  /** The record as it stands; for `create`, as proposed. */
  readonly record: object;
  /** For actions that change: the fields to be written, with their new values. */
  readonly changes?: object;
  /** The fields asked for. Empty: as without. */
  readonly fields?: readonly string[];
  /** The reason that the person gives; blank counts as none. */
  readonly justification?: string;
}
