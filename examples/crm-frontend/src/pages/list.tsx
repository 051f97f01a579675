import { useEffect, useState } from "react";
import type { CrmType, ListPage } from "../../../crm-backend/contract.js";
import { useAccess } from "../access.js";
import { labelOf, valueLabel } from "../format.js";
import { useSession } from "../me.js";
import { Icon } from "../parts/icons.js";
import { plurals } from "../parts/sidebar.js";
import { Table } from "../parts/table.js";
import { Why } from "../parts/why.js";
import { navigate, useLocation } from "../router.js";
import { useLoaded } from "../use-loaded.js";

/** A list: what is in it, in which order and in which cells is the server's answer. */
export function List({ type }: { type: CrmType }) {
  const { search } = useLocation();
  const { data, problem, isLoading } = useLoaded<ListPage>(`/records/${type}${search}`, useAccess());
  return (
    <section aria-labelledby="list-title" aria-busy={isLoading}>
      <div className="page-head">
        <h1 id="list-title">
          {plurals[type]} <span className="total">{data?.total}</span>
        </h1>
        <Search type={type} page={data} />
      </div>
      <Facets type={type} page={data} />
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {data !== null && <Table type={type} page={data} />}
      {data !== null && <Pager page={data} />}
    </section>
  );
}

/** Changes what the list is asked for; a change of anything but the page begins at its first. */
function useQuery() {
  const url = useLocation();
  const change = (changes: Readonly<Record<string, string>>, options?: { replace: boolean }) => {
    const query = new URLSearchParams(url.search);
    for (const [name, value] of Object.entries({ page: "", ...changes })) {
      if (value === "") query.delete(name);
      else query.set(name, value);
    }
    navigate(`${url.pathname}?${query}`, options);
  };
  return { query: url.searchParams, change };
}

interface PartProps {
  readonly type: CrmType;
  readonly page: ListPage | null;
}

function Search({ type, page }: PartProps) {
  const access = useAccess();
  const { query, change } = useQuery();
  const [text, setText] = useState(query.get("search") ?? "");
  const asked = query.get("search") ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing asks anew
  useEffect(() => {
    const timer = setTimeout(() => text !== asked && change({ search: text }, { replace: true }), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const isClosed = page !== null && !page.isSearchable;
  // a record that would tell by being found what it does not show
  const name = type === "report" ? "title" : "name";
  const closedBy = page?.rows.find((row) => access.view(type, row, name) !== "full");
  return (
    <div className="search">
      <label>
        <Icon name={isClosed ? "lock" : "search"} />
        <span className="visually-hidden">Search {plurals[type].toLowerCase()}</span>
        <input
          type="search"
          value={text}
          placeholder={isClosed ? "Search is closed" : `Search ${plurals[type].toLowerCase()}`}
          disabled={isClosed}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {isClosed && (
        <Why
          type={type}
          action="read"
          id={closedBy?.id ?? undefined}
          fields={[name]}
          about="can this list not be searched"
        />
      )}
    </div>
  );
}

function Facets({ type, page }: PartProps) {
  const { me } = useSession();
  const { query, change } = useQuery();
  const { facet, fields } = me.types[type];
  const chosen = query.get("facet") ?? "";
  // an enum has an order of its own: that of its steps
  const steps = fields.find(({ name }) => name === facet)?.values ?? [];
  const facets = (page?.facets ?? []).toSorted((a, b) => steps.indexOf(a.value) - steps.indexOf(b.value));
  return (
    <fieldset className="facets" aria-label={`Filter by ${labelOf(facet).toLowerCase()}`}>
      {["", ...facets.map(({ value }) => value)].map((value) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => change({ facet: value })}>
          {value === "" ? "All" : valueLabel(value)}
          {value !== "" && <span>{facets.find((it) => it.value === value)?.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}

function Pager({ page }: { page: ListPage }) {
  const { query, change } = useQuery();
  const current = Number(query.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(page.total / page.pageSize));
  return (
    <nav className="pager" aria-label="Pages">
      <button type="button" disabled={current <= 1} onClick={() => change({ page: String(current - 1) })}>
        <Icon name="left" />
        Previous
      </button>
      <span>
        Page {current} of {last}
      </span>
      <button type="button" disabled={current >= last} onClick={() => change({ page: String(current + 1) })}>
        Next
        <Icon name="right" />
      </button>
    </nav>
  );
}
