import type { CompiledPolicy } from "../../compile/policy.js";
import type { UnmetApproval, UnmetMfa, UnmetReauthentication, UnmetRequirement } from "../../model/decision.js";
import { code, lengthText, listed, titleOf } from "./words.js";

/** What people call the methods of RFC 8176. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ["pwd", "password"],
  ["pin", "PIN"],
  ["kba", "security question"],
  ["otp", "one-time code"],
  ["sms", "text message"],
  ["tel", "phone call"],
  ["hwk", "security key"],
  ["swk", "software key"],
  ["sc", "smart card"],
  ["mca", "second channel"],
  ["face", "face"],
  ["fpt", "fingerprint"],
  ["iris", "iris"],
  ["retina", "retina"],
  ["vbm", "voice"],
]);

/** What a person does to meet a requirement: a sentence without its full stop. */
export function cureWords(unmet: UnmetRequirement, policy: CompiledPolicy): string {
  switch (unmet.kind) {
    case "mfa":
      return sayMfa(unmet);
    case "reauthenticate":
      return sayLogin(unmet);
    case "approval":
      return sayApproval(unmet, policy);
    case "justification":
      return "Give a reason";
  }
}

function sayMfa({ factors, methods, phishingResistant, withinMs }: UnmetMfa): string {
  const names = methods?.map((method) => METHODS.get(method) ?? method);
  const by = names === undefined ? "" : ` (${listed(names, "or")})`;
  const resistant = phishingResistant ? ", one of them a security key or smart card" : "";
  const counts = withinMs === undefined ? "" : `; that counts for ${lengthText(withinMs)}`;
  return `Confirm who you are with ${factors} kind${factors === 1 ? "" : "s"} of proof${by}${resistant}${counts}`;
}

function sayLogin({ maxAgeMs, maxIdleMs }: UnmetReauthentication): string {
  const limits = [
    ...(maxAgeMs === undefined ? [] : [`for ${lengthText(maxAgeMs)}`]),
    ...(maxIdleMs === undefined ? [] : [`for ${lengthText(maxIdleMs)} without activity`]),
  ];
  return limits.length === 0 ? "Log in again" : `Log in again; that counts ${limits.join(", and ")}`;
}

function sayApproval({ by, count, given, withinMs, distinctFrom }: UnmetApproval, policy: CompiledPolicy): string {
  const missing = count - given;
  const people = `${missing}${given > 0 ? " more" : ""} ${missing === 1 ? "person who is" : "people who are"}`;
  const others = distinctFrom === undefined ? "" : ` and not named in ${listed(distinctFrom.map(code), "or")}`;
  const counts = withinMs === undefined ? "" : `; that counts for ${lengthText(withinMs)}`;
  return `Get the approval of ${people} "${titleOf(policy, by)}"${others}${counts}`;
}
