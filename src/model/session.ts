import type { Instant } from "./instant.js";

/** One verification of one authentication method. */
export interface Factor {
  /** An RFC 8176 `amr` value: `pwd`, `otp`, `hwk`, `fpt` … */
  readonly method: string;
  readonly at: Instant;
}

/** The device of a session; what is not known is left out and can only take access away. */
export interface Device {
  readonly id: string;
  readonly managed?: boolean;
  readonly compliant?: boolean;
  readonly known?: boolean;
}

/** Where a session comes from. */
export interface Network {
  readonly ip?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly zones?: readonly string[];
}

/** How a principal is logged in now. */
export interface Session {
  readonly id: string;
  readonly authenticatedAt: Instant;
  readonly lastActiveAt?: Instant;
  readonly expiresAt?: Instant;
  readonly factors: readonly Factor[];
  readonly device?: Device;
  readonly network?: Network;
}
