import type { CompiledResource } from "../compile/resource.js";
import { statementsFor } from "../decide/concerning.js";
import type { Standpoint } from "../decide/standpoint.js";
import { changeOfFacts, validUntilOf } from "../decide/valid-until.js";
import { InvalidRequestError, isCastellanError } from "../model/errors.js";
import { unqueryable } from "./queryable.js";
import { checksum } from "./snapshot/checksum.js";
import {
  type AccessSnapshot,
  type LimitsRow,
  SNAPSHOT_VERSION,
  type SnapshotBody,
  type TypeRow,
} from "./snapshot/format.js";
import { partyRow } from "./snapshot/party-row.js";
import { trimmed } from "./snapshot/table.js";
import { SnapshotWriter } from "./snapshot/writer.js";

/**
 * Writes down what a browser needs to answer like this access: the statements of its principal, live and coming, with every
 * fact filled in (S39).
 *
 * @throws InvalidRequestError `invalid_facts` for facts that throw while they are read
 */
export function snapshot(at: Standpoint): AccessSnapshot {
  try {
    const { now } = at.party;
    const validUntil = validUntilOf(at, null);
    const body = bodyOf(at);
    return { castellan: SNAPSHOT_VERSION, now, validUntil, sum: sumOf(now, validUntil, body), body };
  } catch (error) {
    if (isCastellanError(error)) throw error;
    throw new InvalidRequestError("invalid_facts", "the facts cannot be read");
  }
}

/** The sum of a snapshot, as it must stand in it. */
export function sumOf(now: number, validUntil: number | null, body: SnapshotBody): string {
  return checksum(JSON.stringify([now, validUntil, body]));
}

function bodyOf(at: Standpoint): SnapshotBody {
  const { party, human } = at;
  const resources = [...party.policy.resources.values()];
  const writer = new SnapshotWriter(resources, party.policy.data.model.dimensions);
  const parties = [party, ...(human === null ? [] : [human])].map((one) => partyRow(writer, one));
  const types = resources.map((resource) => typeRow(writer, at, resource));
  const limits = limitsRow(writer, at, resources);
  const { actions, paths, sets, trees, conditions, requirements, statements, bundles } = writer;
  return [
    actions.rows,
    types,
    paths.rows,
    sets.rows,
    trees.rows,
    conditions.rows,
    requirements.rows,
    statements.rows,
    bundles.rows,
    parties,
    limits,
  ];
}

function typeRow(writer: SnapshotWriter, at: Standpoint, resource: CompiledResource): TypeRow {
  const { type, fields, actions, scopePaths, immutable, sensitive } = resource;
  const chosen = (isChosen: (name: string, index: number) => boolean) => {
    const places = fields.flatMap(({ name }, index) => (isChosen(name, index) ? [index] : []));
    return places.length === 0 ? 0 : places;
  };
  const scopes = scopePaths.flatMap(({ index, text }) => [index, writer.scopePathOf(resource, text)]);
  return trimmed<TypeRow>([
    type,
    fields.map(({ name }) => name),
    [...actions.values()].map(
      (action) => 4 * writer.actionOf(action) + (action.isReadOnly ? 1 : 0) + (action.isChanging ? 2 : 0),
    ),
    chosen((name) => immutable.has(name)),
    chosen((name) => sensitive.has(name)),
    chosen((_name, index) => fields[index]?.type === "date"),
    scopes.length === 0 ? 0 : scopes,
    queryableRow(at, resource),
  ]);
}

/** Which fields lists may be sorted by is known as long as no fact changes and, where `read` looks at the clock, for now. */
function queryableRow(at: Standpoint, { fields, actions }: CompiledResource): readonly [number, ...number[]] | 0 {
  const read = actions.get("read");
  if (read === undefined) return 0;
  const names = fields.map(({ name }) => name);
  const isNot = new Set(unqueryable(at, read, names));
  const isTicking = [at.party, at.human].some(
    (party) => party !== null && statementsFor(party, read).some(({ member }) => member.statement.readsNow),
  );
  const until = isTicking ? at.party.now + 1 : (changeOfFacts(at) ?? 0);
  return isNot.size === fields.length
    ? 0
    : [until, ...names.flatMap((name, index) => (isNot.has(name) ? [] : [index]))];
}

function limitsRow(
  { actions }: SnapshotWriter,
  { limits }: Standpoint,
  resources: readonly CompiledResource[],
): LimitsRow | 0 {
  if (limits === null) return 0;
  const left = resources.map((resource, type): LimitsRow[1] => [
    type,
    ...[...resource.actions.values()]
      .filter(({ index }) => limits.actions.has(index))
      .map(({ name }) => actions.placeOf(name)),
  ]);
  return [Number.isFinite(limits.until) ? limits.until : null, ...left.filter((row) => row.length > 1)];
}
