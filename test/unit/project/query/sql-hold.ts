import { isCastellanError } from "../../../../src/model/errors.js";
import type { ColumnMapping } from "../../../../src/project/query/column-mapping.js";
import type { SqlText } from "../../../../src/project/query/sql/render.js";
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
  for (const { name, ast, keeps, hasHalves } of cases) {
    const statement = said(() => toSQL({ ast }, { dialect: engine.dialect, columns, table }), hasHalves);
    if (statement === null) continue;
    const { text, values } = statement;
    const rows = await engine.query({ text: `SELECT id FROM ${table} WHERE ${text}`, values });
    const kept = new Set(rows.map(({ id }) => Number(id)));
    for (const record of records) {
      const isKept = kept.has(Number(record.id));
      if (isKept !== keeps(record)) found.push(`${name.slice(0, 200)} ${isKept ? "keeps" : "drops"} row ${record.id}`);
    }
  }
  return found;
}

/** What is said; `null` where it is refused for half of a surrogate pair. */
function said(say: () => SqlText, hasHalves: boolean): SqlText | null {
  try {
    return say();
  } catch (error) {
    if (hasHalves && isCastellanError(error) && error.message.includes("surrogate")) return null;
    throw error;
  }
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
