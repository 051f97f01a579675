import type { CompiledAction, CompiledResource } from "../compile/resource.js";
import { statementsOnFields } from "../decide/concerning.js";
import type { Standpoint } from "../decide/standpoint.js";
import { changeOfFacts, validUntilOf } from "../decide/valid-until.js";
import { InvalidRequestError, isCastellanError } from "../model/errors.js";
import { unqueryable } from "./queryable.js";
import { checksum } from "./snapshot/checksum.js";
import {
  type AccessSnapshot,
  type ActionRow,
  Flag,
  SNAPSHOT_VERSION,
  type SnapshotBody,
  type TypeRow,
} from "./snapshot/format.js";
import { PartyWriter } from "./snapshot/party.js";
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
    const sum = checksum(JSON.stringify([now, validUntil, body]));
    return { castellan: SNAPSHOT_VERSION, now, validUntil, sum, body };
  } catch (error) {
    if (isCastellanError(error)) throw error;
    throw new InvalidRequestError("invalid_facts", "the facts cannot be read");
  }
}

function bodyOf(at: Standpoint): SnapshotBody {
  const { party, human, limits } = at;
  const resources = [...party.policy.resources.values()];
  const writer = new SnapshotWriter();
  const parties = [party, ...(human === null ? [] : [human])].map((one) => new PartyWriter(writer, one));
  const types = resources.map((resource) => typeRow(writer, parties, at, resource));
  const rows = parties.map((one) => one.row());
  const { names, conditions, requirements, refs, members, cells } = writer;
  const { paths, sets } = conditions;
  return [
    names.rows,
    types,
    paths.rows,
    sets.rows,
    conditions.rows.rows,
    requirements.rows,
    refs.rows,
    members.rows,
    cells.rows,
    rows,
    limits !== null && Number.isFinite(limits.until) ? limits.until - party.now : null,
  ];
}

function typeRow(
  writer: SnapshotWriter,
  parties: readonly PartyWriter[],
  at: Standpoint,
  resource: CompiledResource,
): TypeRow {
  const { type, fields, actions } = resource;
  const dates = fields.flatMap((field, index) => (field.type === "date" ? [index] : []));
  return trimmed<TypeRow>([
    type,
    fields.map(({ name }) => name),
    [...actions.values()].map((action) => actionRow(writer, parties, at, action)),
    dates.length === 0 ? 0 : dates,
    queryableRow(at, resource),
  ]);
}

function actionRow(
  writer: SnapshotWriter,
  parties: readonly PartyWriter[],
  { limits }: Standpoint,
  action: CompiledAction,
): ActionRow {
  const flags =
    (action.isReadOnly ? Flag.ReadsOnly : 0) |
    (action.isChanging ? Flag.Changes : 0) |
    (limits === null || limits.actions.has(action.index) ? 0 : Flag.Gone);
  return [8 * writer.nameOf(action) + flags, ...parties.map((party) => party.cellOf(action))];
}

/** Which fields lists may be sorted by is known as long as no fact changes and, where `read` looks at the clock, for now. */
function queryableRow(at: Standpoint, { fields, actions }: CompiledResource): readonly number[] | 0 {
  const read = actions.get("read");
  if (read === undefined) return 0;
  const names = fields.map(({ name }) => name);
  const isNot = new Set(unqueryable(at, read, names));
  if (isNot.size === fields.length) return 0;
  const { now } = at.party;
  const isTicking = [at.party, at.human].some(
    (party) => party !== null && statementsOnFields(party, read, null).some(({ member }) => member.statement.readsNow),
  );
  const change = changeOfFacts(at);
  const until = isTicking ? 1 : change === null ? 0 : change - now;
  return [until, ...names.flatMap((name, index) => (isNot.has(name) ? [] : [index]))];
}
