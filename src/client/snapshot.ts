import { InvalidRequestError, isCastellanError } from "../model/errors.js";
import { checksum } from "../project/snapshot/checksum.js";
import { type AccessSnapshot, SNAPSHOT_VERSION, type SnapshotBody } from "../project/snapshot/format.js";
import { readCondition } from "./conditions.js";
import { readMember } from "./members.js";
import { readType } from "./model.js";
import { outlookAt, type Snapshot } from "./outlook.js";
import { readPath } from "./paths.js";
import { damaged } from "./rows.js";

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
    const { castellan, now, validUntil, sum, body } = parsed as AccessSnapshot & { readonly body: SnapshotBody };
    if (castellan !== SNAPSHOT_VERSION) {
      throw new InvalidRequestError("unsupported_snapshot", "the snapshot is of another version");
    }
    const isWhole = validUntil !== undefined && sum === checksum(JSON.stringify([now, validUntil, body]));
    return isWhole ? readBody(now, body) : damaged();
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
  const model = { resources: new Map(types.map((resource) => [resource.type, resource])) };
  if (parties.length === 0) damaged();
  const snapshot = { now, model, parties, limit: limit ?? Number.POSITIVE_INFINITY };
  // the rest is read when it is asked for: as it is now, it must be there
  return Number.isNaN(outlookAt(snapshot, now).changesAt) ? damaged() : snapshot;
}

/** A value to compare with: JSON has no bigint. */
function literalOf(value: unknown): unknown {
  return Array.isArray(value) ? BigInt(value[0] as string) : (value ?? undefined);
}
