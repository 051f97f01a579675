import type { FieldInfo, Names } from "../../../crm-backend/contract.js";
import { textOf, valueLabel } from "../format.js";
import { Icon } from "./icons.js";

interface CellProps {
  readonly field: FieldInfo;
  readonly value: unknown;
  readonly names: Names;
  readonly view: "full" | "masked" | "hidden";
}

/** A value, to be read. */
export function Cell({ field, value, names, view }: CellProps) {
  if (view === "hidden" || value === undefined) return <span className="nothing">–</span>;
  if (view === "masked") {
    return (
      <span className="masked" title="Shown in part">
        <Icon name="mask" />
        {textOf(field, value, names)}
      </span>
    );
  }
  if (field.type === "enum" && typeof value === "string") {
    return <span className={`badge badge-${value}`}>{valueLabel(value)}</span>;
  }
  return textOf(field, value, names);
}
