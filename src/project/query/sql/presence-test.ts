import { all, any, type Sql, sql, written } from "./fragment.js";
import { holdsJson, type Place, placeOf, type Site } from "./place.js";

/** Asks whether a path's value is there, or is `null`; the first key along the path that is not there decides. */
export function presenceTest(site: Site): Sql {
  const { dialect, test } = site;
  const { path, operator } = test;
  const place = placeOf(site, path);
  const inside = place.chain.slice(1);
  if (inside.length === 0) {
    const isThere = isInColumn(site, place);
    return operator === "present" ? isThere : sql`NOT (${isThere})`;
  }
  const nullName = written(`'${dialect.typeNames.null}'`);
  if (operator === "present") return sql`${inside.at(-1)?.type ?? []} <> ${nullName}`;
  const objectName = written(`'${dialect.typeNames.object}'`);
  return any(
    sql`NOT (${dialect.isPresent(place.column)})`,
    ...inside.map(({ type }, index) => {
      const isNull = sql`${type} = ${nullName}`;
      if (path.fields[place.mapped.depth + index]?.optional !== true) return isNull;
      const holder = place.chain[index]?.type ?? [];
      return any(isNull, all(sql`${holder} = ${objectName}`, sql`${type} IS NULL`));
    }),
  );
}

function isInColumn({ dialect, test }: Site, place: Place): Sql {
  const isNative = dialect.nativeArray !== null;
  return holdsJson(test.path.leaf, place, isNative)
    ? dialect.isPresent(place.column)
    : sql`${place.column} IS NOT NULL`;
}
