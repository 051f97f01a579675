import type { ColumnMapping } from "../../../../src/project/query/column-mapping.js";
import { toSQL } from "../../../../src/project/query/sql.js";
import type { Case } from "./sql-cases.js";
import type { Engine } from "./sql-engines.js";

/** Which rows of a table a database keeps otherwise than memory, case by case: none, if all is well. */
export async function disagreements(
  engine: Engine,
  table: string,
  records: readonly Record<string, unknown>[],
  cases: readonly Case[],
  columns: ColumnMapping = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, ast, keeps } of cases) {
    const { text, values } = toSQL({ ast }, { dialect: engine.dialect, columns, table });
    const rows = await engine.query({ text: `SELECT id FROM ${table} WHERE ${text}`, values });
    const kept = new Set(rows.map(({ id }) => Number(id)));
    for (const record of records) {
      const isKept = kept.has(Number(record.id));
      if (isKept !== keeps(record)) found.push(`${name.slice(0, 200)} ${isKept ? "keeps" : "drops"} row ${record.id}`);
    }
  }
  return found;
}

/** Cases by the path and operator they are about. */
export function grouped(cases: readonly Case[]): readonly (readonly [string, readonly Case[]])[] {
  const groups = new Map<string, Case[]>();
  for (const each of cases) {
    const key = each.name.split(" {")[0] ?? "";
    const group = groups.get(key) ?? [];
    group.push(each);
    groups.set(key, group);
  }
  return [...groups];
}
