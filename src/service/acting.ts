import type { Session } from "../model/session.js";

/** A principal, in a session. */
export interface InSession {
  readonly principalId: string;
  /** `null` for a job without one. */
  readonly session: Session | null;
}

/** Who acts. */
export interface ActingPrincipal extends InSession {
  /**
   * The human behind an agent: both need the authority. By its id alone, it has no session; one is never borrowed.
   */
  readonly onBehalfOf?: string | InSession;
  /** The account that somebody is logged in as: both need the authority. */
  readonly actingAs?: string;
}

/** Who gives a command: somebody, or the host itself under a name. */
export type Giver =
  | { readonly kind: "principal"; readonly who: ActingPrincipal }
  | { readonly kind: "system"; readonly name: string };

/** The human behind an agent, with a session of their own or none. */
export function humanOf(onBehalfOf: string | InSession): InSession {
  return typeof onBehalfOf === "string" ? { principalId: onBehalfOf, session: null } : onBehalfOf;
}
