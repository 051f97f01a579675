import type { Comparable } from "../../../compile/condition/expression.js";
import type { PortableField } from "../../../model/portable-field.js";
import { untranslatable } from "../untranslatable.js";
import type { Kind, Spot, SqlDialect } from "./dialect.js";
import { any, NO_ROW, type Sql, sql } from "./fragment.js";
import { enumValues, kindsOf, literalsOf } from "./kind.js";
import { type Place, readingOf, type Site } from "./place.js";

/** A value in normal form, as one of the kinds that its field has. */
export interface Value {
  readonly kind: Kind;
  readonly sql: Sql;
}

/** The kinds as which a place is read: of an enum of texts and numbers a column of one type has but one. */
export function kindsAt({ dialect, test }: Site, leaf: PortableField, spot: Spot, { mapped }: Place): readonly Kind[] {
  const kinds = kindsOf(leaf);
  const { stored } = mapped;
  if (kinds.length < 2 || spot.form === "json") return kinds;
  if (stored !== null) return kinds.filter((kind) => dialect.columns[kind][stored] !== undefined);
  if (!dialect.isTyped) return kinds;
  throw untranslatable(test, `\`${leaf.name}\` has texts and numbers: say in which of them its column is \`stored\``);
}

/** A field's value at a spot, NULL where it is unusable: of an enum only its values are usable. */
export function valuesAt(site: Site, leaf: PortableField, spot: Spot, place: Place): readonly Value[] {
  return kindsAt(site, leaf, spot, place).map((kind) => {
    const { value } = readingOf(site, spot, kind, place);
    const known = enumValues(leaf, kind);
    return { kind, sql: known === null ? value : amongThese(site.dialect, kind, value, known) };
  });
}

function amongThese(dialect: SqlDialect, kind: Kind, value: Sql, known: readonly Comparable[]): Sql {
  return sql`CASE WHEN ${dialect.oneOf(kind, value, known)} THEN ${value} END`;
}

/** Whether a value is there. */
export function isUsable(values: readonly Value[]): Sql {
  return any(...values.map(({ sql: value }) => sql`${value} IS NOT NULL`));
}

/** Whether two values are equal: true, or else false or NULL. */
export function areEqual(left: readonly Value[], right: readonly Value[]): Sql {
  return any(
    ...left.flatMap((one) =>
      right.filter(({ kind }) => kind === one.kind).map((other) => sql`${one.sql} = ${other.sql}`),
    ),
  );
}

/** Whether a value is one of the literals: true, or else false or NULL. */
export function isAmong(
  { dialect }: Site,
  leaf: PortableField,
  values: readonly Value[],
  literals: readonly Comparable[],
): Sql {
  return any(
    ...values.map(({ kind, sql: value }) => {
      const fitting = literalsOf(leaf, kind, literals).filter((one) => typeof dialect.literal[kind](one) !== "string");
      return fitting.length === 0 ? NO_ROW : dialect.oneOf(kind, value, fitting);
    }),
  );
}
