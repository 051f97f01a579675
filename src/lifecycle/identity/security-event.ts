/**
 * A security event of an identity provider, read and mapped: what the OpenID Continuous Access Evaluation Profile (CAEP 1.0)
 * tells of a session, a device or an assurance level.
 */
export type SecurityEvent =
  | (AboutPrincipal & {
      readonly kind: "session_revoked";
      /** All sessions of the principal, if not given. */
      readonly sessionId?: string;
    })
  | (AboutPrincipal & { readonly kind: "device_compliance"; readonly deviceId: string; readonly compliant: boolean })
  | (AboutPrincipal & {
      readonly kind: "assurance_level";
      readonly sessionId?: string;
      readonly level: "none" | "single_factor" | "multi_factor" | "phishing_resistant";
    })
  | (AboutPrincipal & { readonly kind: "account_disabled" })
  | (AboutPrincipal & { readonly kind: "credential_compromised" });

/** What every security event tells. */
export interface AboutPrincipal {
  readonly principalId: string;
  /** The sender's name of this event: heard again, it changes nothing. */
  readonly id: string;
  readonly provider: string;
  /** When it happened, epoch ms by the sender's clock. */
  readonly at: number;
}
