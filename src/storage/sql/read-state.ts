import { type Kysely, sql } from "kysely";
import type { PrincipalState } from "../../model/principal-state.js";
import { isStoreId } from "../store-id.js";
import { decodeState } from "../stored-json.js";
import { orderedKey, textOfKey } from "./ordered-key.js";
import { checkVersion, type SchemaRow } from "./schema-version.js";
import { sqlStoreError } from "./sql-store-error.js";
import { type SqlTarget, tablesOf } from "./sql-target.js";

interface StateRow extends SchemaRow {
  readonly revision: unknown;
  readonly state: string | null;
}

/** Reads one state, with the tenant's revision of the same instant. */
export async function readState(
  target: SqlTarget,
  tenant: string,
  principalId: string,
): Promise<PrincipalState | undefined> {
  if (!isStoreId(tenant) || !isStoreId(principalId)) return undefined;
  const { schema, tenant: tenants, principal } = tablesOf(target);
  const [row] = await ask<StateRow>(
    target,
    sql`select m.version, m.compatible, t.revision, p.state from ${schema} m
      left join ${tenants} t on t.tenant = ${orderedKey(tenant)}
      left join ${principal} p on p.tenant = t.tenant and p.principal = ${orderedKey(principalId)}`,
  );
  checkVersion(row);
  if (row === undefined || row.state === null) return undefined;
  return decodeState(row.state, principalId, Number(row.revision));
}

/** The revisions of tenants that have one. */
export async function latestRevisions(
  target: SqlTarget,
  tenants: readonly string[],
): Promise<readonly (readonly [tenant: string, revision: number])[]> {
  const { schema, tenant: table } = tablesOf(target);
  const found: [string, number][] = [];
  for (let from = 0; from < tenants.length; from += MOST_TENANTS) {
    const keys = tenants.slice(from, from + MOST_TENANTS).map(orderedKey);
    const rows = await ask<SchemaRow & { tenant: string | null; revision: unknown }>(
      target,
      sql`select m.version, m.compatible, t.tenant, t.revision from ${schema} m
        left join ${table} t on t.tenant in (${sql.join(keys)})`,
    );
    checkVersion(rows[0]);
    for (const row of rows) if (row.tenant !== null) found.push([textOfKey(row.tenant), Number(row.revision)]);
  }
  return found;
}

const MOST_TENANTS = 500;

/** Runs a query. */
export async function ask<Row>(target: SqlTarget, query: ReturnType<typeof sql>, db: Kysely<unknown> = target.db) {
  try {
    return (await query.execute(db)).rows as readonly Row[];
  } catch (error) {
    throw sqlStoreError(target.dialect, error, "reading");
  }
}
