import type { Path } from "../../../compile/condition/expression.js";
import type { PortableField } from "../../../model/portable-field.js";
import { untranslatable } from "../untranslatable.js";
import type { Kind, Spot } from "./dialect.js";
import { kindsOf } from "./kind.js";
import type { Place, Site } from "./place.js";
import { type Value, valuesAt } from "./value.js";

/** What can be read as an instant, in memory, though it is stored as something else. */
const INSTANTS: readonly Kind[] = ["date", "number", "string"];

/**
 * Another field's values, as far as they are usable beside a path.
 *
 * @param plus - milliseconds to be added; what is no number cannot be shifted
 */
export function operandValues(
  site: Site,
  path: Path,
  other: PortableField,
  spot: Spot,
  place: Place,
  plus: number,
): readonly Value[] {
  refuseMixedInstants(site, path, other);
  const wanted = path.leaf.type === "enum" ? (["string", "number"] as const) : kindsOf(path.leaf);
  const values = valuesAt(site, other, spot, place).filter(({ kind }) => wanted.some((one) => one === kind));
  if (plus === 0) return values;
  return values
    .filter(({ kind }) => kind === "date" || kind === "number")
    .map(({ kind, sql }) => ({ kind, sql: site.dialect.shifted(sql, plus) }));
}

/** Memory would read a number or a text as an instant, and an instant as a number. */
function refuseMixedInstants({ test }: Site, path: Path, other: PortableField): void {
  const [left, right] = [kindsOf(path.leaf), kindsOf(other)];
  const isMixed = (one: readonly Kind[], two: readonly Kind[]) =>
    one.includes("date") && two.some((kind) => kind !== "date" && INSTANTS.includes(kind));
  if (isMixed(left, right) || isMixed(right, left)) {
    throw untranslatable(test, `an instant is compared with \`${other.name}\`, which is none`);
  }
}
