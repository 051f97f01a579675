import { sql } from "kysely";
import type { PrincipalState } from "../../model/principal-state.js";
import { checkLimit } from "../event-query.js";
import type { ScanOptions } from "../policy-store.js";
import { isStoreId } from "../store-id.js";
import { decodeState } from "../stored-json.js";
import { orderedKey, textOfKey } from "./ordered-key.js";
import { PageSize } from "./page.js";
import { ask } from "./read-state.js";
import { roleKey } from "./role-key.js";
import { checkVersion, type SchemaRow } from "./schema-version.js";
import { type SqlTarget, tablesOf } from "./sql-target.js";

interface StateRow extends SchemaRow {
  readonly revision: unknown;
  readonly principal: string | null;
  readonly state: string | null;
}

/** All states of a tenant by id, page by page; each page is one statement, and so of one revision. */
export async function* scanStates(
  target: SqlTarget,
  tenant: string,
  options: ScanOptions,
): AsyncGenerator<PrincipalState, void, undefined> {
  checkLimit(options);
  if (!isStoreId(tenant)) return;
  const { role } = options;
  const size = new PageSize();
  let after = orderedKey(options.after ?? "");
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const most = size.upTo(left);
    const rows = await statesAfter(target, tenant, after, role, most);
    for (const { revision, principal, state } of rows) {
      after = principal;
      const read = decodeState(state, textOfKey(principal), revision);
      // long names of roles share a key
      if (role !== undefined && !read.assignments.some((assignment) => assignment.role === role)) continue;
      left--;
      yield read;
    }
    if (rows.length < most) return;
    size.learn(rows.map((row) => row.state));
  }
}

async function statesAfter(target: SqlTarget, tenant: string, after: string, role: string | undefined, most: number) {
  const tables = tablesOf(target);
  const key = orderedKey(tenant);
  const some =
    role === undefined
      ? sql`select principal, state from ${tables.principal} where tenant = ${key} and principal > ${after}
          order by principal limit ${sql.lit(most)}`
      : // the page is cut out of the index before anything is joined: planners would rather walk through all principals
        sql`select p.principal, p.state from (
            select principal from ${tables.role} where tenant = ${key} and role = ${roleKey(role)} and principal > ${after}
            order by principal limit ${sql.lit(most)}
          ) r join ${tables.principal} p on p.tenant = ${key} and p.principal = r.principal`;
  const rows = await ask<StateRow>(
    target,
    sql`select m.version, m.compatible, t.revision, s.principal, s.state from ${tables.schema} m
      left join ${tables.tenant} t on t.tenant = ${key}
      left join (${some}) s on 1 = 1
      order by s.principal`,
  );
  checkVersion(rows[0]);
  return rows.flatMap(({ revision, principal, state }) =>
    principal === null || state === null ? [] : [{ revision: Number(revision), principal, state }],
  );
}
