import type { PortableField } from "../../../model/portable-field.js";
import type { MaskView } from "../../../model/statement-data.js";
import { both, type CellView } from "../../cell-view.js";
import type { FilterExpression } from "../../filter/expression.js";
import type { PartyFilters } from "../../filter/party-filters.js";
import { VIEWS } from "../../mask-view.js";
import { type ColumnMapping, columnOf } from "../column-mapping.js";
import { identifier, type Sql, sql, written } from "./fragment.js";
import { type Said, type Translation, translate } from "./translate.js";

/** Who sees cells: one party, or two together, of whom neither sees more than alone. */
export interface Beholders {
  readonly party: PartyFilters;
  readonly human: PartyFilters | null;
}

/** A translation of several expressions, which have parts in common. */
export interface CellTranslation extends Translation {
  readonly said: Said;
}

/** A cell in a select list, as far as it may be seen, under the name of its field or path. */
export interface SelectedCell {
  readonly name: string;
  readonly value: Sql;
}

/** The cells of one field: one, or one for each path in it that has a column of its own. */
export function cellsOf(
  at: CellTranslation,
  field: PortableField,
  index: number,
  who: Beholders,
): readonly SelectedCell[] {
  const apart = pathsApart(at.columns, field);
  const own = isWholeApart(at.columns, field)
    ? []
    : [{ name: field.name, value: cell(at, field, [field.name], index, who) }];
  return [...own, ...apart.map((path) => ({ name: path, value: cell(at, field, path.split("."), index, who) }))];
}

/** Paths inside a field that are mapped. */
function pathsApart(columns: ColumnMapping, { name }: PortableField): readonly string[] {
  return Object.keys(columns).filter((path) => path.startsWith(`${name}.`));
}

/** Whether all that a field holds is in other columns. */
function isWholeApart(columns: ColumnMapping, field: PortableField, prefix = ""): boolean {
  const path = `${prefix}${field.name}`;
  if (prefix !== "" && Object.hasOwn(columns, path)) return true;
  const inside = field.fields ?? [];
  return (
    field.type === "object" &&
    field.array !== true &&
    inside.length > 0 &&
    (prefix !== "" || !Object.hasOwn(columns, path)) &&
    inside.every((child) => isWholeApart(columns, child, `${path}.`))
  );
}

function cell(at: CellTranslation, field: PortableField, keys: readonly string[], index: number, who: Beholders): Sql {
  const { column: name, stored } = columnOf(at.columns, keys);
  const column = at.table === null ? identifier(name) : identifier(at.table, name);
  // only texts are shown in part
  const text = keys.length === 1 && isText(field) ? at.dialect.masking.text(column, stored) : null;
  const cases = branches(who.party, index).map((own) => ({
    ...own,
    human: who.human === null ? null : branches(who.human, index),
  }));
  const isMasked = cases.some(({ view, human }) => view !== "full" || human?.some((other) => other.view !== "full"));
  const show = (view: CellView): Sql => {
    if (view === "hidden" || (view !== "full" && text === null)) return written("NULL");
    if (view !== "full" && text !== null) return masked(at, view, text);
    return isMasked && text !== null ? at.dialect.masking.whole(column, text) : column;
  };
  return chosen(
    at,
    cases.map(({ where, view, human }) => ({
      where,
      value:
        human === null
          ? show(view)
          : chosen(
              at,
              human.map((other) => ({ where: other.where, value: show(both(view, other.view)) })),
            ),
    })),
  );
}

function masked({ dialect }: CellTranslation, view: MaskView, text: Sql): Sql {
  return sql`CASE WHEN ${text} IS NOT NULL THEN ${dialect.masking.views[view](text)} END`;
}

function isText({ type, array, values = [] }: PortableField): boolean {
  return (
    array !== true && (type === "string" || (type === "enum" && values.some((value) => typeof value === "string")))
  );
}

interface Branch {
  readonly where: FilterExpression;
  readonly view: Exclude<CellView, "hidden">;
}

/** On which records one party sees a field in which way: the first that holds counts, the most revealing stands first. */
function branches(party: PartyFilters, index: number): readonly Branch[] {
  const all = (["full", ...VIEWS] as const).map((view) => ({ view, where: party.ofField(index, view) }));
  const certain = all.findIndex(({ where }) => where.kind === "always");
  return all.slice(0, certain < 0 ? all.length : certain + 1).filter(({ where }) => where.kind !== "never");
}

/** The value of the first case that holds, or NULL. */
function chosen(at: CellTranslation, cases: readonly { readonly where: FilterExpression; readonly value: Sql }[]): Sql {
  const [first] = cases;
  if (first === undefined) return written("NULL");
  if (first.where.kind === "always") return first.value;
  const arms = cases.map(({ where, value }) => sql` WHEN ${translate(at, where, at.said)} THEN ${value}`);
  return sql`CASE${arms.flat()} END`;
}
