import type { CompiledAction } from "../../compile/resource.js";
import { isLeft } from "../../decide/attenuate.js";
import { actionOf } from "../../decide/standpoint.js";
import { InvalidRequestError, isCastellanError, UntranslatableFilterError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import type { ProjectedAccess } from "../access.js";
import { PartyFilters } from "../filter/party-filters.js";
import { dialectOf } from "./dialect.js";
import { cellsOf, type SelectedCell } from "./sql/cell.js";
import type { SqlDialect } from "./sql/dialect.js";
import { identifier, joined, type PlainSqlValue, sql, written } from "./sql/fragment.js";
import { render, type SqlText } from "./sql/render.js";
import type { PlainSqlOptions, SqlOptions } from "./sql.js";

/** An access. The limit that it takes tells its names. */
export interface CellsSource {
  /** What the access may be narrowed to: by type, the actions. */
  attenuate(limit: never): unknown;
}

/** The resource types of an access, with their actions. */
export type ActionsOf<Source extends CellsSource> = Parameters<Source["attenuate"]>[0] extends {
  readonly allow: infer ByType;
}
  ? {
      readonly [Type in keyof ByType & string]-?: NonNullable<ByType[Type]> extends readonly (infer Action)[]
        ? Action
        : never;
    }
  : never;

/**
 * Makes a select list, so that the database itself returns only what may be seen: readable cells as they are, masked ones
 * in part, and NULL in place of what `mask` would drop, since a select list cannot leave out a column of one row.
 *
 * A column stands under its field's name. A path that is mapped to a column of its own stands under the path, in place of
 * its field if that is all mapped so.
 *
 * Cells say nothing of which rows there are: that is for `WHERE`, with {@link toSQL}. In PostgreSQL, number its
 * placeholders from there on where these end: `toSQL`'s `firstPlaceholder`.
 *
 * @param access - of this very instant
 * @param action - `read`, or another that reads, such as `export`
 * @param type - the resource type
 * @param options - for which database, and where the fields are kept
 * @returns `text`, to stand between `SELECT` and `FROM`, and the `values` to bind, in order
 * @throws InvalidRequestError `unknown_type`, `unknown_action`; `invalid_request` for an action that creates
 * @throws UntranslatableFilterError `untranslatable_filter` where what may be seen depends on what only memory can tell
 * @example
 * const fields = [{ name: "id", type: "string" }, { name: "phone", type: "string" }] as const;
 * const contact = resource({ fields, actions: ["read"], readOnlyActions: ["read"] });
 * const support = { title: "Support", statements: { contact: [{ allow: "read", fields: ["id"] }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { contact } }), { id: "crm", version: 1, roles: { support } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "support" }], session: null, now: 0 });
 * cells(access, "read", "contact", { dialect: "postgres" }).text // => '"id" AS "id", NULL AS "phone"'
 */
export function cells<Source extends CellsSource, Type extends keyof ActionsOf<Source> & string>(
  access: Source,
  action: ActionsOf<Source>[Type],
  type: Type,
  options: PlainSqlOptions,
): SqlText<PlainSqlValue>;
/** For any database: PostgreSQL gets lists as values. */
export function cells<Source extends CellsSource, Type extends keyof ActionsOf<Source> & string>(
  access: Source,
  action: ActionsOf<Source>[Type],
  type: Type,
  options: SqlOptions,
): SqlText;
export function cells(access: unknown, action: string, type: string, options: SqlOptions): SqlText {
  const at = accessOf(access);
  const compiled = actionOf(at, action, type);
  const dialect = dialectOf(options.dialect);
  if (compiled.isCreate) {
    throw new InvalidRequestError("invalid_request", `${quote(action)} creates, and there are no cells of it yet`);
  }
  const selected = reading(compiled, () => selectedOf(at, compiled, dialect, options));
  const items = selected.map(({ name, value }) => sql`${value} AS ${identifier(name)}`);
  return render(dialect, joined(items, ", "), options.firstPlaceholder);
}

function selectedOf(
  { party, human, limits }: ProjectedAccess,
  action: CompiledAction,
  dialect: SqlDialect,
  { columns = {}, table: named }: SqlOptions,
): readonly SelectedCell[] {
  const table = named ?? null;
  const { fields } = action.resource;
  const at = { dialect, columns, table, said: new Map() };
  const who = {
    party: new PartyFilters(party, action),
    human: human === null ? null : new PartyFilters(human, action),
  };
  const shown = fields.flatMap((field, index) => cellsOf(at, field, index, who));
  if (isLeft(limits, action, party.now)) return shown;
  return shown.map(({ name }) => ({ name, value: written("NULL") }));
}

/** Facts that throw while they are read are known for no expression. */
function reading<Result>(action: CompiledAction, build: () => Result): Result {
  try {
    return build();
  } catch (error) {
    if (isCastellanError(error)) throw error;
    const question = `${action.name} of ${action.resource.type}`;
    throw new UntranslatableFilterError(question, `${question}: the facts cannot be read`);
  }
}

/** Also that of the other copy of this package: of ES modules and of CommonJS there may be one each. */
function accessOf(access: unknown): ProjectedAccess {
  if (isAccess(access)) return access;
  throw new InvalidRequestError("invalid_facts", "cells are of an access, as `policy.access()` gives it");
}

function isAccess(access: unknown): access is ProjectedAccess {
  if (typeof access !== "object" || access === null) return false;
  const { party, filter } = access as Partial<ProjectedAccess>;
  return typeof party === "object" && typeof filter === "function";
}
