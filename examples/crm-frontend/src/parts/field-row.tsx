import type { ReactNode } from "react";
import { type Cells, type CrmType, type FieldInfo, type Names, references } from "../../../crm-backend/contract.js";
import { Field, useAccess } from "../access.js";
import { cellOf, labelOf } from "../format.js";
import { Link } from "../router.js";
import { Cell } from "./cell.js";
import { Input } from "./input.js";
import { Why } from "./why.js";

interface FieldRowProps {
  readonly type: CrmType;
  readonly field: FieldInfo;
  readonly record: Cells;
  readonly names: Names;
  readonly draft: Cells;
  readonly onChange: (draft: Cells) => void;
}

/** One field: to be written, to be read, to be read in part, or not there at all. */
export function FieldRow(props: FieldRowProps) {
  const { type, field, record, draft, onChange } = props;
  const { name } = field;
  const access = useAccess();
  return (
    <Field type={type} record={record} field={name}>
      {({ view }) => {
        if (view === "hidden") return null;
        // for some change of it: which one may be written is asked when there is one
        const mayWrite = view === "full" && access.canSome("update", type, record, name);
        if (!mayWrite || !hasInput(field)) return <ReadOnly {...props} view={view} mayWrite={mayWrite} />;
        const isChanged = Object.hasOwn(draft, name);
        return (
          <Input
            field={field}
            label={labelOf(name)}
            value={cellOf(isChanged ? draft : record, name)}
            isChanged={isChanged}
            onChange={(next) => onChange(withChange(draft, record, field, next))}
          />
        );
      }}
    </Field>
  );
}

type ReadOnlyProps = FieldRowProps & { readonly view: "full" | "masked"; readonly mayWrite: boolean };

function ReadOnly({ type, field, record, names, view, mayWrite }: ReadOnlyProps) {
  const label = labelOf(field.name);
  const value = cellOf(record, field.name);
  const about = view === "masked" ? `is ${label} shown in part` : `can ${label} not be edited`;
  return (
    <div className="field" data-field={field.name} data-view={view}>
      <div className="field-head">
        <span className="field-label">{label}</span>
        {!mayWrite && (
          <Why
            type={type}
            action={view === "masked" ? "read" : "update"}
            id={record.id ?? undefined}
            fields={[field.name]}
            about={about}
          />
        )}
      </div>
      <p className="field-value">
        <Reference field={field} id={value} names={names}>
          <Cell field={field} value={value} names={names} view={view} />
        </Reference>
      </p>
    </div>
  );
}

type ReferenceProps = Pick<FieldRowProps, "field" | "names"> & { readonly id: unknown; readonly children: ReactNode };

/** Leads to the record that an id is of, where one may see what it is called. */
function Reference({ field, id, names, children }: ReferenceProps) {
  const target = references[field.name];
  if (target === undefined || names[String(id)] === undefined) return children;
  return <Link to={`/${target}/${encodeURIComponent(String(id))}`}>{children}</Link>;
}

/** What this page has an input for. */
function hasInput({ name, type, array }: FieldInfo): boolean {
  return !array && type !== "object" && type !== "opaque" && references[name] === undefined;
}

/** The draft with one more change, or with one less where the value is again as it was. */
function withChange(draft: Cells, record: Cells, { name }: FieldInfo, next: unknown): Cells {
  const { [name as keyof Cells]: _, ...others } = draft;
  return next === cellOf(record, name) ? others : { ...others, [name]: next };
}
