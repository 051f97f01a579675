import { type Kysely, type RawBuilder, sql } from "kysely";
import { checkChanges, checkSequence, revisionConflict } from "../check-changes.js";
import type { CommitOptions, StoreChanges } from "../policy-store.js";
import { COLUMNS, type CommitRows, commitRows, type Row } from "./commit-rows.js";
import { orderedKey } from "./ordered-key.js";
import { checkVersion, type SchemaRow } from "./schema-version.js";
import { sqlStoreError } from "./sql-store-error.js";
import { type SqlTarget, tablesOf } from "./sql-target.js";
import { moveOn, type Step, writeAtOnce } from "./write-at-once.js";

/**
 * Makes a commit, by the tenant's row: whoever moves it on has the right to write anything else of this tenant.
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
  const rows = commitRows(orderedKey(tenant), changes);
  const before = (changes.events[0]?.sequence ?? 0) - 1;
  const step: Step = { revision: options.expectedRevision + 1, before, after: before + changes.events.length };
  try {
    if (step.revision === 1) checkSequence(changes, 0);
    const isMade =
      target.dialect.changesWithinQueries && isSmall(rows)
        ? await writeAtOnce(target, rows, step)
        : await writeInTransaction(target, rows, step);
    if (isMade) return step.revision;
    throw await whyNot(target, rows.tenant, changes, step);
  } catch (error) {
    throw sqlStoreError(target.dialect, error, "committing");
  }
}

/** What may go into one statement. */
function isSmall(rows: CommitRows): boolean {
  const all = [...rows.principal, ...rows.role, ...rows.event, ...rows.concern];
  return all.length + rows.changed.length <= MOST_ROWS && batches(all).length <= 1;
}

async function writeInTransaction(target: SqlTarget, rows: CommitRows, step: Step): Promise<boolean> {
  // what is read is compared by the statement that writes: a stronger level would only bring conflicts that are none
  const transaction = target.db.transaction().setIsolationLevel("read committed");
  return await transaction.execute(async (db) => {
    if (!(await isMovedOn(db, target, rows.tenant, step))) return false;
    await write(db, target, rows);
    return true;
  });
}

async function isMovedOn(db: Kysely<unknown>, target: SqlTarget, key: string, step: Step): Promise<boolean> {
  try {
    return (await moveOn(target, key, step).execute(db)).numAffectedRows === 1n;
  } catch (error) {
    // a tenant's first commit, and another one's
    if (step.revision === 1 && target.dialect.faultOf(error) === "duplicate") throw revisionConflict(0);
    throw error;
  }
}

async function whyNot(target: SqlTarget, key: string, changes: StoreChanges, { revision }: Step): Promise<Error> {
  const { schema, tenant } = tablesOf(target);
  const { rows } = await sql<SchemaRow & { revision: unknown; sequence: unknown }>`
    select m.version, m.compatible, t.revision, t.sequence from ${schema} m
    left join ${tenant} t on t.tenant = ${key}`.execute(target.db);
  const [row] = rows;
  checkVersion(row);
  const found = Number(row?.revision ?? 0);
  if (found === revision - 1) checkSequence(changes, Number(row?.sequence ?? 0));
  return revisionConflict(revision - 1, found);
}

async function write(db: Kysely<unknown>, target: SqlTarget, rows: CommitRows): Promise<void> {
  const { principal, role, event, concern } = tablesOf(target);
  await remove(db, principal, rows.tenant, rows.removed);
  await remove(db, role, rows.tenant, rows.changed);
  await insert(db, principal, COLUMNS.principal, rows.principal, sql.raw(target.dialect.replaceState));
  await insert(db, role, COLUMNS.role, rows.role);
  await insert(db, event, COLUMNS.event, rows.event);
  await insert(db, concern, COLUMNS.concern, rows.concern);
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
