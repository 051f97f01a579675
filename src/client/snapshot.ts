import { InvalidRequestError, isCastellanError } from "../model/errors.js";
import { checksum } from "../project/snapshot/checksum.js";
import { type AccessSnapshot, type PartyRow, SNAPSHOT_VERSION, type SnapshotBody } from "../project/snapshot/format.js";
import { readCondition } from "./conditions.js";
import { readMember } from "./members.js";
import { type ClientModel, readType } from "./model.js";
import { readPath } from "./paths.js";
import { damaged } from "./rows.js";

/** A snapshot, read. */
export interface Snapshot {
  /** When it was taken (epoch ms). */
  readonly now: number;
  readonly model: ClientModel;
  /** Who acts and, where that is on behalf of somebody, who that is: both must be allowed. */
  readonly parties: readonly PartyRow[];
  /** Until when anything is allowed at all (milliseconds since the snapshot). */
  readonly limit: number;
}

/**
 * Reads a snapshot. Nothing about it is certain: it may be cut off, of another version, or made to do harm.
 *
 * @param given - JSON text, or what it was parsed to
 * @throws InvalidRequestError `invalid_snapshot`, `unsupported_snapshot`
 */
export function readSnapshot(given: unknown): Snapshot {
  try {
    // written and read again, whatever it was is plain data: no getters, no prototypes, no cycles
    const parsed: unknown = JSON.parse(typeof given === "string" ? given : JSON.stringify(given));
    const { castellan, now, validUntil, sum, body } = parsed as AccessSnapshot;
    if (castellan !== SNAPSHOT_VERSION) {
      throw new InvalidRequestError("unsupported_snapshot", `this is no snapshot of version ${SNAPSHOT_VERSION}`);
    }
    return sum === checksum(JSON.stringify([now, validUntil, body])) ? readBody(now, body) : damaged();
  } catch (error) {
    throw isCastellanError(error) ? error : damaged();
  }
}

function readBody(now: number, body: SnapshotBody): Snapshot {
  const [names, typeRows, paths, sets, conditionRows, requirements, refs, memberRows, cells, parties, limit] = body;
  const known = paths.map(readPath);
  const values = sets.map((set) => new Set(set.map(literalOf)));
  const conditions = conditionRows.map((row) => readCondition(known, values, row));
  const members = memberRows.map((row) => readMember(refs, conditions, requirements, row));
  const types = typeRows.map((row) => readType(names, members, cells, row));
  const model = { resources: new Map(types.map((resource) => [resource.type, resource])), recent: null };
  if (parties.length === 0) damaged();
  return { now, model, parties, limit: limit ?? Number.POSITIVE_INFINITY };
}

/** A value to compare with: JSON has no bigint. */
function literalOf(value: unknown): unknown {
  return Array.isArray(value) ? BigInt(value[0] as string) : (value ?? undefined);
}
