import type { Instant } from "./instant.js";

/** What a principal is. */
export type PrincipalKind = "employee" | "guest" | "service" | "agent";

/** Where a principal stands in its life cycle. Only `active` acts; `read_only` keeps the types' `readOnlyActions`. */
export type PrincipalStatus = "invited" | "active" | "read_only" | "suspended" | "deactivated";

/** Who acts. */
export interface Principal<Attributes = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly status: PrincipalStatus;
  /** Facts that conditions may read. A missing one can only take access away. */
  readonly attributes?: Attributes;
  /** Inclusive. */
  readonly validFrom?: Instant;
  /** Exclusive. */
  readonly validUntil?: Instant;
  /** Sessions authenticated before this instant are revoked. */
  readonly sessionsValidFrom?: Instant;
}
