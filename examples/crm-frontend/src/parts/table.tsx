import type { Cells, CrmType, FieldInfo, FieldName, ListPage } from "../../../crm-backend/contract.js";
import { Field } from "../access.js";
import { cellOf, isNumeric, labelOf } from "../format.js";
import { useSession } from "../me.js";
import { Link, navigate, useLocation } from "../router.js";
import { Cell } from "./cell.js";
import { Icon } from "./icons.js";

interface TableProps {
  readonly type: CrmType;
  readonly page: ListPage;
}

/** The rows of a list. A masked cell looks masked; one that may not be seen is empty. */
export function Table({ type, page }: TableProps) {
  const { me } = useSession();
  const fields = page.columns.flatMap((name) => me.types[type].fields.filter((field) => field.name === name));
  if (page.rows.length === 0) return <p className="empty">Nothing is to be seen here.</p>;
  return (
    <div className="table-frame">
      <table>
        <thead>
          <tr>
            {fields.map((field) => (
              <ColumnHead key={field.name} name={field.name} isNumber={isNumeric(field)} sortable={page.sortable} />
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <Row key={String(row.id)} type={type} row={row} fields={fields} names={page.names} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly type: CrmType;
  readonly row: Cells;
  readonly fields: readonly FieldInfo[];
  readonly names: ListPage["names"];
}

function Row({ type, row, fields, names }: RowProps) {
  const id = String(row.id);
  const [first, ...others] = fields.map((field) => ({
    field,
    value: cellOf(row, field.name),
    cell: (
      <Field type={type} record={row} field={field.name}>
        {({ view }) => <Cell field={field} value={cellOf(row, field.name)} names={names} view={view} />}
      </Field>
    ),
  }));
  if (first === undefined) return null;
  return (
    <tr>
      <th scope="row">
        <Link to={`/${type}/${encodeURIComponent(id)}`} className="row-link">
          {first.value === null ? id : first.cell}
        </Link>
      </th>
      {others.map(({ field, cell }) => (
        <td key={field.name} data-label={labelOf(field.name)} className={isNumeric(field) ? "number" : undefined}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

interface ColumnHeadProps {
  readonly name: FieldName;
  readonly isNumber: boolean;
  readonly sortable: readonly FieldName[];
}

function ColumnHead({ name, isNumber, sortable }: ColumnHeadProps) {
  const url = useLocation();
  const isSorted = url.searchParams.get("sort") === name;
  const isDescending = isSorted && url.searchParams.get("order") === "desc";
  const className = isNumber ? "number" : undefined;
  if (!sortable.includes(name)) {
    return (
      <th scope="col" className={className}>
        {labelOf(name)}
      </th>
    );
  }
  const sort = () => {
    const query = new URLSearchParams(url.search);
    query.set("sort", name);
    query.set("order", isSorted && !isDescending ? "desc" : "asc");
    query.delete("page");
    navigate(`${url.pathname}?${query}`);
  };
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}
    >
      <button type="button" className="sort" onClick={sort}>
        {labelOf(name)}
        <Icon name={isDescending ? "down" : "up"} />
      </button>
    </th>
  );
}
