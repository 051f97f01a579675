import { Buffer } from "node:buffer";
import type { AuditEvent } from "../../model/audit-event.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { changedPrincipals } from "../check-changes.js";
import type { StoreChanges } from "../policy-store.js";
import { frozen } from "../state-table.js";
import { StoreError } from "../store-error.js";
import { encodeEvent, encodeState } from "../stored-json.js";
import { LONGEST_PART } from "./record.js";

/** The two parts of a commit's record, as bytes. */
export interface CommitParts {
  readonly told: Buffer;
  readonly states: Buffer;
}

/** The first part of a commit's record: what it tells others. */
export interface CommitTold {
  /** Whose states were written or removed. */
  readonly changed: readonly string[];
  readonly events: readonly AuditEvent[];
}

/** The second part: what it changes. */
export interface CommitStates {
  readonly put: readonly PrincipalState[];
  readonly remove: readonly string[];
}

/**
 * Writes a commit.
 *
 * @throws StoreError `invalid_changes` for what JSON cannot say, and for a commit beyond 256 MiB
 */
export function encodeCommit(changes: StoreChanges): CommitParts {
  const changed = JSON.stringify(changedPrincipals(changes));
  const told = Buffer.from(`{"changed":${changed},"events":[${changes.events.map(encodeEvent).join(",")}]}`);
  const states = encodeStates(changes.put, changes.remove);
  if (told.length > LONGEST_PART || states.length > LONGEST_PART) {
    throw new StoreError("invalid_changes", "the commit is larger than 256 MiB; make several of it");
  }
  return { told, states };
}

/** Writes states. */
export function encodeStates(put: readonly PrincipalState[], remove: readonly string[] = []): Buffer {
  return Buffer.from(`{"put":[${put.map(encodeState).join(",")}],"remove":${JSON.stringify(remove)}}`);
}

/** Reads what a commit tells. What comes back is frozen. */
export function decodeTold(told: Buffer): CommitTold {
  const { changed, events } = JSON.parse(told.toString()) as Partial<CommitTold>;
  if (!Array.isArray(changed) || !Array.isArray(events)) throw new TypeError("not what a commit tells");
  return frozen({ changed, events });
}

/** Reads states. */
export function decodeStates(states: Buffer): CommitStates {
  const { put, remove } = JSON.parse(states.toString()) as Partial<CommitStates>;
  if (!Array.isArray(put) || !Array.isArray(remove)) throw new TypeError("not what a commit changes");
  return { put: put.map((state: PrincipalState) => ({ ...state, revision: 0 })), remove };
}
