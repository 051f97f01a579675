import { useState } from "react";
import type { Cells, CrmType, FieldInfo, RecordPage } from "../../../crm-backend/contract.js";
import { Can, useAccess } from "../access.js";
import { cellOf, labelOf, textOf, titleOf } from "../format.js";
import { useSession } from "../me.js";
import { Cell } from "../parts/cell.js";
import { Closed } from "../parts/closed.js";
import { ExportButton } from "../parts/export-button.js";
import { FieldRow } from "../parts/field-row.js";
import { HiddenFields } from "../parts/hidden-fields.js";
import { Icon } from "../parts/icons.js";
import { Requests } from "../parts/requests.js";
import { SaveBar } from "../parts/save-bar.js";
import { plurals } from "../parts/sidebar.js";
import { Link } from "../router.js";
import { useLoaded } from "../use-loaded.js";

interface RecordViewProps {
  readonly type: CrmType;
  readonly id: string;
}

/** One record: what may be seen of it, in fields that may be written where that is so. */
export function RecordView({ type, id }: RecordViewProps) {
  const { data, problem, put } = useLoaded<RecordPage>(`/records/${type}/${id}`, useAccess());
  if (problem !== null) {
    return (
      <p className="problem" role="alert">
        {problem}
      </p>
    );
  }
  if (data === null) return null;
  // what was loaded while one could see it goes when one no longer can
  return (
    <Can action="read" type={type} record={data.record} fallback={<Closed type={type} />}>
      <Sheet type={type} id={id} page={data} onAnswer={put} />
    </Can>
  );
}

interface SheetProps extends RecordViewProps {
  readonly page: RecordPage;
  readonly onAnswer: (page: RecordPage) => void;
}

function Sheet({ type, id, page, onAnswer }: SheetProps) {
  const { me } = useSession();
  const [draft, setDraft] = useState<Cells>({});
  const { record, names } = page;
  const { fields, groups, facet } = me.types[type];
  const status = fields.find(({ name }) => name === facet);
  return (
    <article aria-labelledby="record-title">
      <div className="page-head">
        <div>
          <Link to={`/${type}`} className="crumb">
            <Icon name="left" />
            {plurals[type]}
          </Link>
          <h1 id="record-title">
            {titleOf(record, id)}
            {status?.type === "enum" && <Cell field={status} value={cellOf(record, facet)} names={names} view="full" />}
          </h1>
          <p className="muted">{provenanceOf(fields, page)}</p>
        </div>
        <ExportButton type={type} id={id} record={record} />
      </div>
      <Requests page={page} onAnswer={onAnswer} />
      {sectionsOf(fields, groups).map((section) => (
        <section key={section.title} className="card" aria-label={section.title}>
          <h2>{section.title}</h2>
          <div className="fields">
            {section.fields.map((field) => (
              <FieldRow
                key={field.name}
                type={type}
                field={field}
                record={record}
                names={names}
                draft={draft}
                onChange={setDraft}
              />
            ))}
          </div>
          <HiddenFields type={type} id={id} record={record} fields={section.fields} />
        </section>
      ))}
      <SaveBar type={type} id={id} record={record} draft={draft} onDraft={setDraft} onAnswer={onAnswer} />
    </article>
  );
}

const provenance = ["id", "createdAt", "createdById"];

/** The fields in groups, as the model groups them. */
function sectionsOf(fields: readonly FieldInfo[], groups: Readonly<Record<string, readonly string[]>>) {
  const titles: Readonly<Record<string, string>> = { personal: "Personal data", financial: "Money" };
  const grouped = new Set(Object.values(groups).flat());
  const rest = fields.filter(({ name }) => !grouped.has(name) && !provenance.includes(name));
  return [
    { title: "Details", fields: rest },
    ...Object.entries(groups).map(([group, names]) => ({
      title: titles[group] ?? labelOf(group),
      fields: fields.filter(({ name }) => names.includes(name)),
    })),
  ];
}

function provenanceOf(fields: readonly FieldInfo[], { record, names }: RecordPage): string {
  const created = fields.find(({ name }) => name === "createdAt");
  if (created === undefined || record.createdAt === undefined) return String(record.id);
  const by = names[String(record.createdById)] ?? record.createdById;
  return `${record.id} · created ${textOf(created, record.createdAt, names)} by ${by}`;
}
