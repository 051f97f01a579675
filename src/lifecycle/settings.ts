import type { Duration } from "../model/duration.js";
import type { PrincipalKind } from "../model/principal.js";

/** How a company handles its people; every part has a default. */
export interface LifecycleSettings {
  readonly invitations?: {
    /** How long a link works where the invitation does not say. Default `"7d"`. */
    readonly expiresIn?: Duration;
    /** How long it may work at most. Default `"30d"`. */
    readonly maxExpiresIn?: Duration;
  };
  readonly onboarding?: {
    /** What everybody does first, and what holders of some roles do as well. */
    readonly steps?: readonly {
      readonly id: string;
      readonly title: string;
      /** Only for who is given one of these roles. */
      readonly roles?: readonly string[];
    }[];
    /** When somebody should ask how it goes. Default `"14d"`. */
    readonly checkInAfter?: Duration;
  };
  /** Guests and contractors: an end and a sponsor are mandatory. */
  readonly outsiders?: {
    /** Default `["guest"]`. */
    readonly kinds?: readonly PrincipalKind[];
    /** Whoever is given one of these roles is one as well. Default none. */
    readonly roles?: readonly string[];
    /** The longest time until their end, from today. Default `"365d"`. */
    readonly maxDuration?: Duration;
    /** How long their access goes on after their sponsor has left, where nobody takes over. Default `"14d"`. */
    readonly sponsorGrace?: Duration;
  };
  readonly requests?: {
    /** How long one may be approved. Default `"3d"`. */
    readonly expiresIn?: Duration;
    /** The longest a role may be asked for. Default `"30d"`; a role's own `maxDuration` bounds it as well. */
    readonly maxDuration?: Duration;
    /** How many people have to approve a role: for all, or by role, then for those too that extend it. Default 1. */
    readonly approvals?: number | Readonly<Record<string, number>>;
  };
  /** The longest activation where a role has no `maxActivation`. Default `"8h"`. */
  readonly maxActivation?: Duration;
  readonly emergencies?: {
    /** Default `"1h"`; a role's own `maxActivation` bounds it as well. */
    readonly maxDuration?: Duration;
    /** When somebody else must have looked at it. Default `"3d"`. */
    readonly reviewWithin?: Duration;
  };
  readonly loginAs?: {
    /** The roles that may log in as others, in the scope in which they are held. Default none. */
    readonly by?: readonly string[];
    /** Default `"1h"`. */
    readonly maxDuration?: Duration;
  };
  readonly cover?: {
    /** Default `"60d"`. */
    readonly maxDuration?: Duration;
  };
  /**
   * The roles that may administer whoever is inside the scope in which they are held (suspend, reactivate, lock down, offboard,
   * end sessions), beside those who could hand out all that the person holds; and that alone may invite services, and
   * agents where there are any. Default none.
   */
  readonly administrators?: readonly string[];
  /**
   * The roles that may hand out direct grants, in the scope in which they are held: whoever is bounded in a dimension grants
   * nothing on types that are not. Default none.
   */
  readonly directGrantsBy?: readonly string[];
  /** Whether a command that gives or takes access needs a reason. Default `false`; break-glass, log-in-as, lock-down, activation and requests always do. */
  readonly requireReasons?: boolean;
}
