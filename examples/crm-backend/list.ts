import type { Access } from "castellan";
import { AccessDeniedError } from "castellan";
import type { CrmVocabulary } from "castellan/presets";
import { toSQL } from "castellan/query";
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

  const readable = toSQL(access.filter("read", type), { dialect: "sqlite", columns: columnsOf(type) });
  const found = and([readable, searching(search, query.search)]);
  const kept = and([found, query.facet === "" ? null : { text: `${quoted(facet)} = ?`, values: [query.facet] }]);
  const order = [...sort.map((field) => `${quoted(field)} COLLATE NOCASE ${query.order}`), "id"].join(", ");
  const wanted: FieldName[] = ["id", ...columns, ...access.needs("read", type)];
  const page = `WHERE ${kept.text} ORDER BY ${order} LIMIT ${PAGE_SIZE} OFFSET ?`;
  const rows = db.select(type, wanted, page, [...kept.values, (query.page - 1) * PAGE_SIZE]);

  const shown = rows.map((row): Cells => access.mask(type, row));
  return {
    columns: columns.filter((field) => shown.length === 0 || shown.some((cells) => Object.hasOwn(cells, field))),
    // with what the page needs to decide the same, as far as it may be seen
    rows: shown,
    total: db.count(type, `WHERE ${kept.text}`, kept.values),
    pageSize: PAGE_SIZE,
    names: namesIn(db, access, shown),
    sortable: columns.filter((field) => isQueryable(access, type, [field])),
    isSearchable: isQueryable(access, type, search),
    facets: isQueryable(access, type, [facet]) ? db.countBy(type, facet, `WHERE ${found.text}`, found.values) : null,
  };
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
