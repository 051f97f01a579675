import type { Access } from "castellan";
import type { CrmVocabulary } from "castellan/presets";
import { type Cells, type CrmType, type FieldName, type Names, references } from "./contract.js";
import type { CrmDatabase } from "./database.js";

/** Looks up the names behind the ids in some records, as far as they may be seen. */
export function namesIn(db: CrmDatabase, access: Access<CrmVocabulary>, records: readonly Cells[]): Names {
  const ids = records.flatMap((cells) =>
    Object.entries(cells).map(([field, id]) => ({ target: references[field as FieldName], id })),
  );
  const idsOf = (type: CrmType) => [...new Set(ids.filter(({ target }) => target === type).map(({ id }) => id))];
  return Object.fromEntries([
    ...named(db, access, "account", idsOf("account")),
    ...named(db, access, "user", idsOf("user")),
  ]);
}

/** The names that may be seen of some accounts or users. */
export function named(
  db: CrmDatabase,
  access: Access<CrmVocabulary>,
  type: "account" | "user",
  ids: readonly unknown[],
): [string, string][] {
  const fields: FieldName[] = ["id", "name", ...access.needs("read", type)];
  const rows = db.select(type, fields, "WHERE id IN (SELECT value FROM json_each(?))", [JSON.stringify(ids)]);
  return rows.flatMap((row): [string, string][] => {
    const { name } = access.mask(type, row) as { name?: string };
    return name === undefined ? [] : [[row.id, name]];
  });
}
