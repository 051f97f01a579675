import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { AuditData, AuditEvent, EventDraft } from "../model/audit-event.js";
import { CastellanError } from "../model/errors.js";
import { canonicalJson } from "./canonical-json.js";
import { toJson, wellFormed } from "./to-json.js";

/** What the first event of a tenant names as the hash of the one before it. */
export const FIRST_PREVIOUS_HASH = "0".repeat(64);

/** The end of a chain: what the next events are linked to. */
export interface ChainHead {
  readonly sequence: number;
  readonly revision: number;
  readonly hash: string;
}

/** Where and when events take their place in a tenant's chain. */
export interface Sealing {
  readonly tenant: string;
  /** The last event's, or `null` before the first commit. */
  readonly head: ChainHead | null;
  /** The revision of the commit: one more than the head's. */
  readonly revision: number;
  /** When it happened: epoch ms. */
  readonly time: number;
}

/** Events that cannot be linked: a mistake of the caller. `code` is `invalid_sealing`. */
export class InvalidSealingError extends CastellanError<"invalid_sealing"> {
  override readonly name = "InvalidSealingError";
  constructor(message: string) {
    super("invalid_sealing", message);
  }
}

/**
 * Gives the events of one commit their place in the tenant's chain: numbers, time, and a hash over each event and the hash of
 * the one before it.
 *
 * What the drafts tell is copied as plain JSON, and made sayable where it is not (halves of surrogate pairs, depths beyond 64
 * levels): what happened is never left out because of what somebody wrote into it. Redact before sealing.
 *
 * @returns as many events as drafts; the last one's {@link chainHead} is what the next commit goes on from
 * @throws InvalidSealingError for a revision that does not follow the head's, or an unusable tenant or time
 * @example
 * const data = { actor: { id: "u1", kind: "principal" }, action: "assign", outcome: "done", principalIds: ["u17"] } as const;
 * const [event] = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [{ type: "assignment.created", data }]);
 * event?.id // => "1.1"
 * event?.sequence // => 1
 * event?.source // => "/castellan/acme"
 */
export function sealEvents(sealing: Sealing, drafts: readonly EventDraft[]): AuditEvent[] {
  const { head, revision } = sealing;
  if (revision !== (head?.revision ?? 0) + 1) {
    throw new InvalidSealingError(`revision ${revision} does not follow ${head?.revision ?? 0}`);
  }
  const source = auditSource(sealing.tenant);
  const time = timestamp(sealing.time);
  let sequence = head?.sequence ?? 0;
  let previoushash = head?.hash ?? FIRST_PREVIOUS_HASH;
  return drafts.map((draft, index) => {
    sequence += 1;
    const unsealed = {
      specversion: "1.0",
      id: `${revision}.${index + 1}`,
      source,
      type: `castellan.${wellFormed(draft.type)}`,
      ...(draft.subject === undefined || draft.subject === "" ? {} : { subject: wellFormed(draft.subject) }),
      time,
      datacontenttype: "application/json",
      sequence,
      revision,
      previoushash,
      data: plainData(draft.data),
    } as const;
    previoushash = auditHash(unsealed);
    return { ...unsealed, hash: previoushash };
  });
}

/**
 * The end of a chain, from its last event.
 *
 * @example
 * const data = { actor: { id: "scim", kind: "system" }, action: "seed", outcome: "done", principalIds: [] } as const;
 * const sealed = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [{ type: "seeded", data }]);
 * sealed.map(chainHead).map(({ sequence, revision }) => [sequence, revision]) // => [[1, 1]]
 */
export function chainHead(event: AuditEvent): ChainHead {
  return { sequence: event.sequence, revision: event.revision, hash: event.hash };
}

/**
 * SHA-256, lower-case hex, over the canonical JSON of an event without `hash`.
 *
 * @param event - whatever its members are, all but `hash` count
 * @throws CanonicalJsonError for what JSON cannot say
 */
export function auditHash(event: object): string {
  const { hash: _, ...rest } = event as { readonly hash?: unknown };
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(rest))));
}

/**
 * The `source` of a tenant's events.
 *
 * @throws InvalidSealingError for an empty tenant, or one with half of a surrogate pair
 * @example
 * auditSource("acme/eu") // => "/castellan/acme%2Feu"
 */
export function auditSource(tenant: string): string {
  if (tenant === "" || tenant !== wellFormed(tenant)) {
    throw new InvalidSealingError("a tenant is a text of whole characters, and not empty");
  }
  return `/castellan/${encodeURIComponent(tenant)}`;
}

function timestamp(time: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) throw new InvalidSealingError("the time is no instant in epoch milliseconds");
  return date.toISOString();
}

/** As it will come back from a store: nothing of the caller's, nothing undefined. */
function plainData(data: AuditData): AuditData {
  return toJson(data) as AuditData & ReturnType<typeof toJson>;
}
