import { type ChangeEvent, useId } from "react";
import type { FieldInfo } from "../../../crm-backend/contract.js";
import { valueLabel } from "../format.js";

interface InputProps {
  readonly field: FieldInfo;
  readonly label: string;
  readonly value: unknown;
  readonly isChanged: boolean;
  readonly onChange: (value: unknown) => void;
}

/** A field that may be written. */
export function Input({ field, label, value, isChanged, onChange }: InputProps) {
  const id = useId();
  return (
    <div className="field" data-field={field.name} data-changed={isChanged}>
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
      </div>
      <Control id={id} field={field} value={value} onChange={onChange} />
    </div>
  );
}

type ControlProps = Pick<InputProps, "field" | "value" | "onChange"> & { readonly id: string };

function Control({ id, field, value, onChange }: ControlProps) {
  const text = value === null || value === undefined ? "" : String(value);
  // an empty field is no value where the model allows none
  const none = field.nullable ? null : "";
  switch (field.type) {
    case "enum":
      return (
        <select id={id} name={field.name} value={text} onChange={(event) => onChange(event.target.value)}>
          {field.values?.map((option) => (
            <option key={option} value={option}>
              {valueLabel(String(option))}
            </option>
          ))}
        </select>
      );
    case "boolean":
      return (
        <input
          id={id}
          name={field.name}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case "number": {
      const change = ({ target }: ChangeEvent<HTMLInputElement>) =>
        onChange(target.value === "" ? none : target.valueAsNumber);
      return <input id={id} name={field.name} type="number" step="any" value={text} onChange={change} />;
    }
    case "date": {
      const change = ({ target }: ChangeEvent<HTMLInputElement>) =>
        onChange(target.value === "" ? none : `${target.value}T00:00:00.000Z`);
      return <input id={id} name={field.name} type="date" value={text.slice(0, 10)} onChange={change} />;
    }
    default: {
      const change = ({ target }: ChangeEvent<HTMLInputElement>) => onChange(target.value === "" ? none : target.value);
      return <input id={id} name={field.name} type="text" value={text} onChange={change} maxLength={500} />;
    }
  }
}
