import { type RawBuilder, sql } from "kysely";
import { COLUMNS, type CommitRows, type Row } from "./commit-rows.js";
import { CURRENT_VERSION, OLDEST_VERSION } from "./schema-version.js";
import { type SqlTarget, tablesOf } from "./sql-target.js";

/** One step of a tenant's row. */
export interface Step {
  /** The revision that it comes to. */
  readonly revision: number;
  /** The sequence of the last event before it. */
  readonly before: number;
  /** The sequence of the last event of it. */
  readonly after: number;
}

/**
 * Moves a tenant on by one revision, if it is where it is expected to be, and the schema is one that this code may write:
 * otherwise no row is touched. A tenant's first row is inserted, which fails if there is one.
 */
export function moveOn(target: SqlTarget, key: string, step: Step): RawBuilder<unknown> {
  const { schema, tenant } = tablesOf(target);
  const isUsable = sql`(select 1 from ${schema} where version >= ${OLDEST_VERSION} and compatible <= ${CURRENT_VERSION})`;
  if (step.revision === 1) {
    const row = [sql`${key}`, sql.lit(1), sql.lit(step.after)];
    return sql`insert into ${tenant} (tenant, revision, sequence)
      select ${sql.join(row)} from ${schema} where exists ${isUsable}`;
  }
  return sql`update ${tenant} set revision = ${step.revision}, sequence = ${step.after}
    where tenant = ${key} and revision = ${step.revision - 1} and sequence = ${step.before} and exists ${isUsable}`;
}

/**
 * Makes a whole commit by one statement, in databases whose queries may change several tables: one journey instead of nine,
 * and the tenant's row is held no longer than the database itself needs.
 *
 * All its parts see the database as it was when the statement began, and write only if the tenant's row was moved on. That
 * takes a row that was at the expected revision in this very view, and still is: so nothing that the other parts should see is
 * hidden from them, since nothing of a tenant changes without its row.
 *
 * @returns whether it was made
 */
export async function writeAtOnce(target: SqlTarget, rows: CommitRows, step: Step): Promise<boolean> {
  const tables = tablesOf(target);
  const first = step.revision === 1 ? sql`on conflict (tenant) do nothing` : sql``;
  const parts: RawBuilder<unknown>[] = [sql`moved as (${moveOn(target, rows.tenant, step)} ${first} returning 1)`];
  const add = (name: string, part: RawBuilder<unknown>) => parts.push(sql`${sql.raw(name)} as (${part})`);
  const isMoved = sql`exists (select 1 from moved)`;
  const ofTenant = sql`tenant = ${rows.tenant}`;
  if (rows.removed.length > 0) {
    const ids = sql.join(rows.removed);
    add("removed", sql`delete from ${tables.principal} where ${ofTenant} and principal in (${ids}) and ${isMoved}`);
  }
  // one statement cannot take away a row and put it back: those that stay are left as they are
  const kept = rows.role.map(([, principal, role]) => sql`(${principal}, ${role})`);
  const isKept = kept.length === 0 ? sql`` : sql`and (principal, role) not in (${sql.join(kept)})`;
  const ids = sql.join(rows.changed);
  if (rows.changed.length > 0) {
    add(
      "left_roles",
      sql`delete from ${tables.role} where ${ofTenant} and principal in (${ids}) ${isKept} and ${isMoved}`,
    );
  }
  const insert = (name: keyof typeof COLUMNS, ending: RawBuilder<unknown>) => {
    if (rows[name].length === 0) return;
    const columns = sql.raw(COLUMNS[name].join(", "));
    add(
      `new_${name}`,
      sql`insert into ${tables[name]} (${columns})
        select * from (values ${sql.join(rows[name].map(typedRow))}) as new_row where ${isMoved} ${ending}`,
    );
  };
  insert("principal", sql.raw(target.dialect.replaceState));
  insert("role", sql`on conflict (tenant, principal, role) do nothing`);
  insert("event", sql``);
  insert("concern", sql``);
  const made = await sql`with ${sql.join(parts)} select 1 as made from moved`.execute(target.db);
  return made.rows.length === 1;
}

/** Values in a query of their own do not know the columns that they are for. */
function typedRow(row: Row): RawBuilder<unknown> {
  const values = row.map((value) =>
    typeof value === "number" ? sql`cast(${value} as bigint)` : sql`cast(${value} as varchar)`,
  );
  return sql`(${sql.join(values)})`;
}
