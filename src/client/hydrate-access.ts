import type { Instant } from "../model/instant.js";
import type { UnknownVocabulary, VocabularyOf } from "../model/vocabulary.js";
import type { AccessSnapshot } from "../project/snapshot/format.js";
import { HydratedAccess } from "./access.js";
import type { ClientAccess } from "./client-access.js";
import { readSnapshot } from "./snapshot.js";

/** What a snapshot is opened with. */
export interface HydrateOptions {
  /** The instant of the questions, not before that of the snapshot. The library reads no clock. */
  readonly now: Instant;
}

/**
 * Opens a snapshot in a browser: the same questions as on the server, with the same answers.
 *
 * It hides what somebody may not do; it does not protect. Whoever holds a browser can change what it says: the server must
 * decide again.
 *
 * @typeParam Source - the policy (`typeof policy`), whose names the questions are then typed by
 * @param snapshot - what `access.snapshot()` gave: as JSON text, or parsed
 * @throws InvalidRequestError `invalid_snapshot` for one that was cut off or changed, `unsupported_snapshot` for another
 * version's, `invalid_now` for an instant before that of the snapshot
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }, { name: "text", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read", fields: ["text"] }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "reader" }], session: null, now: 0 });
 * const hydrated = hydrateAccess<typeof policy>(JSON.stringify(access.snapshot()), { now: 0 });
 * hydrated.can("read", "note", { id: "n1" }, "text") // => true
 * hydrated.can("read", "note", { id: "n1" }, "id") // => false
 * hydrateAccess("{", { now: 0 }) // => throws invalid_snapshot
 */
export function hydrateAccess<Source = { readonly "~vocabulary"?: UnknownVocabulary }>(
  snapshot: AccessSnapshot | string,
  { now }: HydrateOptions,
): ClientAccess<VocabularyOf<Source>> {
  return new HydratedAccess(readSnapshot(snapshot), now) as ClientAccess<VocabularyOf<Source>>;
}
