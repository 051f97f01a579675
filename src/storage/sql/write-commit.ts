import { type Kysely, type RawBuilder, sql } from "kysely";
import { changedPrincipals, checkChanges, checkSequence, revisionConflict } from "../check-changes.js";
import { concernedPrincipals } from "../event-query.js";
import type { CommitOptions, StoreChanges } from "../policy-store.js";
import { encodeEvent, encodeState } from "../stored-json.js";
import { asciiJson } from "./ascii-json.js";
import { orderedKey } from "./ordered-key.js";
import { roleKey } from "./role-key.js";
import { CURRENT_VERSION, checkVersion, OLDEST_VERSION, type SchemaRow } from "./schema-version.js";
import { sqlStoreError } from "./sql-store-error.js";
import { type SqlTarget, tablesOf } from "./sql-target.js";

/** Rows of one table, as one statement or several. */
type Row = readonly (string | number | null)[];

/**
 * Makes a commit: one transaction, whose first statement takes the tenant's row and with it the right to write anything else
 * of this tenant.
 *
 * @returns the new revision
 */
export async function writeCommit(
  target: SqlTarget,
  tenant: string,
  changes: StoreChanges,
  options: CommitOptions,
): Promise<number> {
  checkChanges(tenant, changes, options);
  const key = orderedKey(tenant);
  const rows = rowsOf(key, changes);
  const revision = options.expectedRevision + 1;
  try {
    // what is read is compared by the statement that writes: a stronger level would only bring conflicts that are none
    await target.db
      .transaction()
      .setIsolationLevel("read committed")
      .execute(async (transaction) => {
        await advance(transaction, target, key, changes, revision);
        await write(transaction, target, rows);
      });
    return revision;
  } catch (error) {
    throw sqlStoreError(target.dialect, error, "committing");
  }
}

/** Moves the tenant on by one revision, if it is where it is expected to be and the schema is one that this code may write. */
async function advance(
  db: Kysely<unknown>,
  target: SqlTarget,
  key: string,
  changes: StoreChanges,
  revision: number,
): Promise<void> {
  const { schema, tenant } = tablesOf(target);
  const before = (changes.events[0]?.sequence ?? 0) - 1;
  const after = before + changes.events.length;
  if (revision === 1) {
    await begin(db, target, key, after);
    checkSequence(changes, 0);
    await position(db, target, key);
    return;
  }
  const moved = await sql`update ${tenant} set revision = ${revision}, sequence = ${after}
    where tenant = ${key} and revision = ${revision - 1} and sequence = ${before}
    and exists (select 1 from ${schema} where version >= ${OLDEST_VERSION} and compatible <= ${CURRENT_VERSION})`.execute(
    db,
  );
  if (moved.numAffectedRows === 1n) return;
  const found = await position(db, target, key);
  if (found.revision === revision - 1) checkSequence(changes, found.sequence);
  throw revisionConflict(revision - 1, found.revision);
}

/** A tenant's first commit. */
async function begin(db: Kysely<unknown>, target: SqlTarget, key: string, sequence: number): Promise<void> {
  try {
    await insert(db, tablesOf(target).tenant, ["tenant", "revision", "sequence"], [[key, 1, sequence]]);
  } catch (error) {
    if (target.dialect.faultOf(error) === "duplicate") throw revisionConflict(0);
    throw error;
  }
}

async function position(db: Kysely<unknown>, target: SqlTarget, key: string) {
  const { schema, tenant } = tablesOf(target);
  const { rows } = await sql<SchemaRow & { revision: unknown; sequence: unknown }>`
    select m.version, m.compatible, t.revision, t.sequence from ${schema} m
    left join ${tenant} t on t.tenant = ${key}`.execute(db);
  const [row] = rows;
  checkVersion(row);
  return { revision: Number(row?.revision ?? 0), sequence: Number(row?.sequence ?? 0) };
}

interface CommitRows {
  readonly tenant: string;
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly states: readonly Row[];
  readonly roles: readonly Row[];
  readonly events: readonly Row[];
  readonly concerns: readonly Row[];
}

// everything is written out before the transaction begins: nobody waits for it, and what cannot be written fails early
function rowsOf(tenant: string, changes: StoreChanges): CommitRows {
  const { put, remove = [], events } = changes;
  return {
    tenant,
    changed: changedPrincipals(changes).map(orderedKey),
    removed: remove.map(orderedKey),
    states: put.map((state) => [tenant, orderedKey(state.principal.id), asciiJson(encodeState(state))]),
    roles: put.flatMap((state) => {
      const roles = state.assignments.flatMap(({ role }) => (role === undefined ? [] : [roleKey(role)]));
      return [...new Set(roles)].map((role): Row => [tenant, orderedKey(state.principal.id), role]);
    }),
    events: events.map((event) => [
      tenant,
      event.revision,
      event.sequence,
      Date.parse(event.time),
      orderedKey(event.data.action),
      event.data.key === undefined ? null : orderedKey(event.data.key),
      asciiJson(encodeEvent(event)),
    ]),
    concerns: events.flatMap((event) =>
      concernedPrincipals(event).map((id): Row => [tenant, orderedKey(id), event.revision, event.sequence]),
    ),
  };
}

async function write(db: Kysely<unknown>, target: SqlTarget, rows: CommitRows): Promise<void> {
  const { principal, role, event, concern } = tablesOf(target);
  const replace = sql.raw(target.dialect.replaceState);
  await remove(db, principal, rows.tenant, rows.removed);
  await remove(db, role, rows.tenant, rows.changed);
  await insert(db, principal, ["tenant", "principal", "state"], rows.states, replace);
  await insert(db, role, ["tenant", "principal", "role"], rows.roles);
  const columns = ["tenant", "revision", "sequence", "happened", "action", "commandkey", "event"];
  await insert(db, event, columns, rows.events);
  await insert(db, concern, ["tenant", "principal", "revision", "sequence"], rows.concerns);
}

async function remove(
  db: Kysely<unknown>,
  table: RawBuilder<unknown>,
  tenant: string,
  principals: readonly string[],
): Promise<void> {
  for (let from = 0; from < principals.length; from += MOST_ROWS) {
    const some = sql.join(principals.slice(from, from + MOST_ROWS));
    await sql`delete from ${table} where tenant = ${tenant} and principal in (${some})`.execute(db);
  }
}

async function insert(
  db: Kysely<unknown>,
  table: RawBuilder<unknown>,
  columns: readonly string[],
  rows: readonly Row[],
  ending: RawBuilder<unknown> = sql``,
): Promise<void> {
  for (const batch of batches(rows)) {
    const values = sql.join(batch.map((row) => sql`(${sql.join(row)})`));
    await sql`insert into ${table} (${sql.raw(columns.join(", "))}) values ${values} ${ending}`.execute(db);
  }
}

/** SQLite takes 32,766 parameters, PostgreSQL 65,535; MariaDB's servers take 16 MB by default. */
const MOST_ROWS = 1_000;
const MOST_CHARACTERS = 1_000_000;

function batches(rows: readonly Row[]): readonly (readonly Row[])[] {
  const found: Row[][] = [];
  let length = 0;
  for (const row of rows) {
    const size = row.reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length : 8), 0);
    const batch = found.at(-1);
    if (batch === undefined || batch.length >= MOST_ROWS || length + size > MOST_CHARACTERS) {
      found.push([row]);
      length = size;
    } else {
      batch.push(row);
      length += size;
    }
  }
  return found;
}
