/** What a method proves: something one knows, has, or is. */
export type FactorClass = "know" | "have" | "are";

/**
 * The authentication methods of RFC 8176, section 2, and the classes of factor that each proves. `mfa` is the identity
 * provider's word for two; `geo`, `rba`, `user` and `wia` prove none.
 */
export const MFA_METHODS: ReadonlyMap<string, readonly FactorClass[]> = new Map<string, readonly FactorClass[]>([
  ["face", ["are"]],
  ["fpt", ["are"]],
  ["geo", []],
  ["hwk", ["have"]],
  ["iris", ["are"]],
  ["kba", ["know"]],
  ["mca", ["have"]],
  ["mfa", ["know", "have"]],
  ["otp", ["have"]],
  ["pin", ["know"]],
  ["pwd", ["know"]],
  ["rba", []],
  ["retina", ["are"]],
  ["sc", ["have"]],
  ["sms", ["have"]],
  ["swk", ["have"]],
  ["tel", ["have"]],
  ["user", []],
  ["vbm", ["are"]],
  ["wia", []],
]);

/** The methods that resist phishing. */
export const PHISHING_RESISTANT: readonly string[] = ["hwk", "sc"];
