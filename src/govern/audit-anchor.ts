import type { AuditEvent } from "../model/audit-event.js";
import { CastellanError } from "../model/errors.js";

const HASH = /^[0-9a-f]{64}$/;

/**
 * One place in a tenant's chain, small enough to be kept where nobody who can write to the store can write: another system, a
 * signed mail, paper. Whoever rewrites the whole chain from some event on cannot rewrite it.
 */
export interface AuditAnchor {
  /** The tenant's, as events have it. */
  readonly source: string;
  readonly sequence: number;
  readonly revision: number;
  readonly hash: string;
  /** The event's. */
  readonly time: string;
}

/** An anchor that is none. `code` is `invalid_anchor`. */
export class InvalidAnchorError extends CastellanError<"invalid_anchor"> {
  override readonly name = "InvalidAnchorError";
}

/**
 * The place of an event, to be kept elsewhere and given to `verifyAuditChain` later.
 *
 * @example
 * const data = { actor: { id: "scim", kind: "system" }, action: "seed", outcome: "done", principalIds: [] } as const;
 * const sealed = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [{ type: "seeded", data }]);
 * sealed.map(auditAnchor)[0]?.time // => "1970-01-01T00:00:00.000Z"
 */
export function auditAnchor(event: AuditEvent): AuditAnchor {
  const { source, sequence, revision, hash, time } = event;
  return { source, sequence, revision, hash, time };
}

/** What was kept elsewhere comes back as anything. */
export function assertAnchor(anchor: AuditAnchor, name: string): void {
  const whole =
    typeof anchor === "object" &&
    anchor !== null &&
    typeof anchor.source === "string" &&
    isCount(anchor.sequence) &&
    isCount(anchor.revision) &&
    typeof anchor.hash === "string" &&
    HASH.test(anchor.hash);
  if (!whole)
    throw new InvalidAnchorError("invalid_anchor", `\`${name}\` is no anchor: give what \`auditAnchor\` gave`);
}

/** A number of an event or of a commit. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

/** SHA-256 in lower-case hex. */
export function isHash(value: unknown): value is string {
  return typeof value === "string" && HASH.test(value);
}
