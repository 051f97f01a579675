import { changedPrincipals } from "../check-changes.js";
import { concernedPrincipals } from "../event-query.js";
import type { StoreChanges } from "../policy-store.js";
import { encodeEvent, encodeState } from "../stored-json.js";
import { asciiJson } from "./ascii-json.js";
import { orderedKey } from "./ordered-key.js";
import { roleKey } from "./role-key.js";

/** The values of one row. */
export type Row = readonly (string | number | null)[];

/** The columns that are written, by table, in the order of the values of its rows. */
export const COLUMNS = {
  principal: ["tenant", "principal", "state"],
  role: ["tenant", "principal", "role"],
  event: ["tenant", "revision", "sequence", "happened", "action", "commandkey", "event"],
  concern: ["tenant", "principal", "revision", "sequence"],
} as const;

/** What a commit comes to, written out. */
export interface CommitRows {
  readonly tenant: string;
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly principal: readonly Row[];
  readonly role: readonly Row[];
  readonly event: readonly Row[];
  readonly concern: readonly Row[];
}

/**
 * Writes everything out before the transaction begins: nobody waits for it, and what cannot be written fails early.
 *
 * @param tenant - the tenant's key
 */
export function commitRows(tenant: string, changes: StoreChanges): CommitRows {
  const { put, remove = [], events } = changes;
  return {
    tenant,
    changed: changedPrincipals(changes).map(orderedKey),
    removed: remove.map(orderedKey),
    principal: put.map((state) => [tenant, orderedKey(state.principal.id), asciiJson(encodeState(state))]),
    role: put.flatMap((state) => {
      const roles = state.assignments.flatMap(({ role }) => (role === undefined ? [] : [roleKey(role)]));
      return [...new Set(roles)].map((role): Row => [tenant, orderedKey(state.principal.id), role]);
    }),
    event: events.map((event) => [
      tenant,
      event.revision,
      event.sequence,
      Date.parse(event.time),
      orderedKey(event.data.action),
      event.data.key === undefined ? null : orderedKey(event.data.key),
      asciiJson(encodeEvent(event)),
    ]),
    concern: events.flatMap((event) =>
      concernedPrincipals(event).map((id): Row => [tenant, orderedKey(id), event.revision, event.sequence]),
    ),
  };
}
