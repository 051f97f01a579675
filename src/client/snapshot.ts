import type { Limits } from "../decide/attenuate.js";
import { checksum } from "../project/snapshot/checksum.js";
import {
  type AccessSnapshot,
  type LimitsRow,
  SNAPSHOT_VERSION,
  type SnapshotBody,
} from "../project/snapshot/format.js";
import { readCondition } from "./conditions.js";
import { type ClientModel, type ClientResource, readModel } from "./model.js";
import { type ClientParty, readParty } from "./party.js";
import { readPath, readTree } from "./paths.js";
import { damaged, itemAt, listOf, numberOf, textOf } from "./rows.js";
import { SnapshotError } from "./snapshot-error.js";
import { type ClientStatement, readRequirement, readStatement } from "./statements.js";

/** A snapshot, read. */
export interface Snapshot {
  /** When it was taken (epoch ms). */
  readonly now: number;
  readonly model: ClientModel;
  readonly parties: readonly ClientParty[];
  readonly limits: Limits | null;
}

/**
 * Reads a snapshot. Nothing about it is certain: it may be cut off, of another version, or made to do harm.
 *
 * @param given - JSON text, or what it was parsed to
 * @throws SnapshotError `invalid_snapshot`, `unsupported_snapshot`
 */
export function readSnapshot(given: unknown): Snapshot {
  try {
    // written and read again, whatever it was is plain data: no getters, no prototypes, no cycles
    const parsed: unknown = JSON.parse(typeof given === "string" ? given : JSON.stringify(given));
    const { castellan, now, validUntil, sum, body } = Object.assign(Object.create(null), parsed) as AccessSnapshot;
    if (castellan !== SNAPSHOT_VERSION) {
      throw new SnapshotError("unsupported_snapshot", `this is no snapshot of version ${SNAPSHOT_VERSION}`);
    }
    if (sum !== checksum(JSON.stringify([now, validUntil, body]))) damaged();
    return { now: numberOf(now), ...readBody(body) };
  } catch (error) {
    if (error instanceof SnapshotError) throw error;
    return damaged();
  }
}

function readBody(body: SnapshotBody): Omit<Snapshot, "now"> {
  const [actions, types, paths, sets, trees, conditions, requirements, statements, bundles, parties, limits] = body;
  const names = listOf(actions).map(textOf);
  const tables = {
    paths: listOf(paths).map(readPath),
    sets: listOf(sets).map((values) => new Set<unknown>(listOf(values))),
    trees: listOf(trees).map(readTree),
  };
  const model = readModel(names, types, tables.paths);
  const known = listOf(conditions).map((row) => readCondition(tables, row));
  const required = listOf(requirements).map(readRequirement);
  const stated = listOf(statements).map((row) => readStatement(names, known, required, row));
  const places = {
    model,
    names,
    sets: tables.sets,
    bundles: listOf(bundles).map(
      (rows): ReadonlyMap<ClientResource, readonly ClientStatement[]> =>
        new Map(rows.map(([type, ...some]) => [itemAt(model.types, type), some.map((place) => itemAt(stated, place))])),
    ),
  };
  const both = listOf(parties).map((row) => readParty(places, row));
  if (both.length === 0) damaged();
  return { model, parties: both, limits: limits === 0 ? null : readLimits(model, names, limits) };
}

function readLimits(model: ClientModel, names: readonly string[], [until, ...rows]: LimitsRow): Limits {
  const left = rows.flatMap(([type, ...actions]) => {
    const known = itemAt(model.types, type).actions;
    return actions.map((action) => known.get(itemAt(names, action))?.index ?? damaged());
  });
  return { actions: new Set(left), until: until === null ? Number.POSITIVE_INFINITY : numberOf(until) };
}
