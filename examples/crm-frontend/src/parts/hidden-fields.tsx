import type { Cells, CrmType, FieldInfo } from "../../../crm-backend/contract.js";
import { useAccess } from "../access.js";
import { labelOf } from "../format.js";
import { Icon } from "./icons.js";
import { Why } from "./why.js";

interface HiddenFieldsProps {
  readonly type: CrmType;
  readonly id: string;
  readonly record: Cells;
  readonly fields: readonly FieldInfo[];
}

/** What a section keeps from this person, by name: the values never left the server. */
export function HiddenFields({ type, id, record, fields }: HiddenFieldsProps) {
  const access = useAccess();
  const hidden = fields.filter(({ name }) => access.view(type, record, name) === "hidden");
  if (hidden.length === 0) return null;
  return (
    <div className="hidden-fields">
      <Icon name="lock" />
      Not shown to you:
      {hidden.map(({ name }) => (
        <span key={name} data-field={name} data-view="hidden">
          <Why type={type} action="read" id={id} fields={[name]} label={labelOf(name)} about="is it hidden" />
        </span>
      ))}
    </div>
  );
}
