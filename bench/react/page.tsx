import { hydrateAccess } from "castellan/client";
import { createAccessContext } from "castellan/react";
import { type ReactNode, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Input, LaneName, Output } from "./protocol.js";

const { AccessProvider, Field } = createAccessContext();

function Plain({ value }: { readonly value: unknown }): ReactNode {
  return textOf(value);
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

type Cell = (type: string, record: Input["records"][number], field: string) => ReactNode;

const CELLS: Readonly<Record<LaneName, Cell>> = {
  inline: (_type, record, field) => textOf(record[field]),
  component: (_type, record, field) => <Plain value={record[field]} />,
  field: (type, record, field) => <Field type={type} record={record} field={field} />,
};

/** Renders each table once, and then each in turn, as often as asked. */
function measure({ snapshot, type, fields, records, rounds }: Input): Output {
  // who reads without castellan is sent what may be read: every lane shows the same cells
  const access = hydrateAccess(snapshot, { now: snapshot.now });
  const readable = records.map((record) => access.mask(type, record) as Input["records"][number]);
  const lanes = Object.keys(CELLS) as LaneName[];
  const tables = new Map(lanes.map((lane) => [lane, mount(lane)] as const));
  const series = Object.fromEntries(lanes.map((lane) => [lane, [] as number[]])) as Record<LaneName, number[]>;
  for (let round = 0; round < rounds + 5; round += 1) {
    for (const lane of lanes) {
      const start = performance.now();
      flushSync(() => tables.get(lane)?.render());
      const ms = performance.now() - start;
      // the first ones are for the compilers
      if (round >= 5) series[lane].push(ms);
    }
  }
  const texts = Object.fromEntries(lanes.map((lane) => [lane, tables.get(lane)?.host.textContent ?? ""]));
  return { cells: records.length * fields.length, texts: texts as Output["texts"], series };

  function mount(lane: LaneName) {
    const host = document.body.appendChild(document.createElement("div"));
    const cell = CELLS[lane];
    const rows = lane === "field" ? records : readable;
    let render = () => {};
    const Table = () => {
      const [tick, setTick] = useState(0);
      render = () => setTick(tick + 1);
      return (
        <table data-tick={tick}>
          <tbody>
            {rows.map((record) => (
              <tr key={String(record.id)}>
                {fields.map((field) => (
                  <td key={field}>{cell(type, record, field)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    };
    const table = <Table />;
    // the instant of the snapshot: sessions end
    const clock = () => snapshot.now;
    flushSync(() =>
      createRoot(host).render(
        lane === "field" ? (
          <AccessProvider snapshot={snapshot} clock={clock}>
            {table}
          </AccessProvider>
        ) : (
          table
        ),
      ),
    );
    return { host, render: () => render() };
  }
}

declare global {
  interface Window {
    measure: typeof measure;
  }
}

window.measure = measure;
