import { type Access, AccessDeniedError } from "castellan";
import type { CrmVocabulary } from "castellan/presets";
import { cells, toSQL } from "castellan/query";
import type { Cells, CrmType, FieldName, ListPage } from "./contract.js";
import { type CrmDatabase, columnsOf, quoted } from "./database.js";
import { namesIn } from "./names.js";
import { lists } from "./types.js";

const PAGE_SIZE = 15;

/** What is asked of a list. */
export interface ListQuery {
  readonly search: string;
  /** A field; empty for the list's first column, where one may sort by it. */
  readonly sort: FieldName | "";
  readonly order: "asc" | "desc";
  /** A value of the list's facet; empty for all. */
  readonly facet: string;
  /** From 1. */
  readonly page: number;
}

/**
 * One page of a list: the database keeps what may be read, sorts and searches by what may be asked about, and of the
 * rows only the cells leave that may be seen.
 *
 * @throws AccessDeniedError where nothing may be read, or where the query would tell what the cells do not show
 */
export function listPage(db: CrmDatabase, access: Access<CrmVocabulary>, type: CrmType, query: ListQuery): ListPage {
  if (!access.canSome("read", type)) access.assert({ action: "read", type, record: {} });
  const { columns, search, facet } = lists[type];
  const sort = query.sort === "" ? [columns[0]].filter((field) => isQueryable(access, type, [field])) : [query.sort];
  access.assertQueryable(type, [
    ...sort,
    ...(query.search === "" ? [] : search),
    ...(query.facet === "" ? [] : [facet]),
  ]);

  const as = { dialect: "sqlite", columns: columnsOf(type) } as const;
  const readable = toSQL(access.filter("read", type), as);
  const found = and([readable, searching(search, query.search)]);
  const kept = and([found, query.facet === "" ? null : { text: `${quoted(facet)} = ?`, values: [query.facet] }]);
  const order = [...sort.map((field) => `${quoted(field)} COLLATE NOCASE ${query.order}`), "id"].join(", ");
  const page = `WHERE ${kept.text} ORDER BY ${order} LIMIT ${PAGE_SIZE} OFFSET ?`;
  const values = [...kept.values, (query.page - 1) * PAGE_SIZE];
  const rows = db.selectCells(type, cells(access, "read", type, as), page, values);

  return {
    columns: columns.filter((field) => access.canSome("read", type, undefined, field) || rows.some(shows(field))),
    rows,
    total: db.count(type, `WHERE ${kept.text}`, kept.values),
    pageSize: PAGE_SIZE,
    names: namesIn(db, access, rows),
    sortable: columns.filter((field) => isQueryable(access, type, [field])),
    isSearchable: isQueryable(access, type, search),
    facets: isQueryable(access, type, [facet]) ? db.countBy(type, facet, `WHERE ${found.text}`, found.values) : null,
  };
}

/** Whether a record has something to show in a column, if only in part. */
function shows(field: FieldName): (record: Cells) => boolean {
  return (record) => ((record as Partial<Record<FieldName, unknown>>)[field] ?? null) !== null;
}

interface Condition {
  readonly text: string;
  readonly values: readonly unknown[];
}

function searching(fields: readonly string[], text: string): Condition | null {
  if (text === "") return null;
  const tests = fields.map((field) => `instr(lower(${quoted(field)}), lower(?)) > 0`);
  return { text: tests.join(" OR "), values: fields.map(() => text) };
}

function and(conditions: readonly (Condition | null)[]): Condition {
  const asked = conditions.filter((condition) => condition !== null);
  return { text: asked.map(({ text }) => `(${text})`).join(" AND "), values: asked.flatMap(({ values }) => values) };
}

function isQueryable(access: Access<CrmVocabulary>, type: CrmType, fields: readonly FieldName[]): boolean {
  try {
    access.assertQueryable(type, fields);
    return true;
  } catch (error) {
    if (error instanceof AccessDeniedError) return false;
    throw error;
  }
}
