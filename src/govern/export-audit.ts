import type { AuditEvent } from "../model/audit-event.js";
import { canonicalJson } from "./canonical-json.js";
import { csvLine } from "./csv-line.js";

/** How events are written out. */
export interface AuditExportOptions {
  /** `jsonl`: whole events, one to a line, that can be verified. `csv`: a table for people. */
  readonly format: "jsonl" | "csv";
}

type Cell = string | number | undefined;

/** The columns of a CSV export, in their order. New ones are added at the end. */
const columns: Readonly<Record<string, (event: AuditEvent) => Cell>> = {
  sequence: ({ sequence }) => sequence,
  time: ({ time }) => time,
  type: ({ type }) => type,
  outcome: ({ data }) => data.outcome,
  action: ({ data }) => data.action,
  actor: ({ data }) => data.actor.id,
  actor_kind: ({ data }) => data.actor.kind,
  on_behalf_of: ({ data }) => data.actor.onBehalfOf,
  session: ({ data }) => data.actor.sessionId,
  subject: ({ subject }) => subject,
  principals: ({ data }) => json(data.principalIds),
  record_type: ({ data }) => data.record?.type,
  record_id: ({ data }) => data.record?.id,
  reason: ({ data }) => data.reason,
  denied_because: ({ data }) => (data.decision?.outcome === "deny" ? data.decision.reason : undefined),
  severity: ({ data }) => data.severity ?? "info",
  before: ({ data }) => json(data.before),
  after: ({ data }) => json(data.after),
  decision: ({ data }) => json(data.decision),
  details: ({ data }) => json(data.details),
  key: ({ data }) => data.key,
  revision: ({ revision }) => revision,
  id: ({ id }) => id,
  source: ({ source }) => source,
  previoushash: ({ previoushash }) => previoushash,
  hash: ({ hash }) => hash,
};

/**
 * Writes events out, one after the other, as text.
 *
 * - `jsonl`: one line of canonical JSON (RFC 8785) for each event, ending in `\n`. Read it back with `readAuditLines`, and
 *   `verifyAuditChain` verifies it.
 * - `csv`: RFC 4180, with a header. Texts that a spreadsheet would take for a formula begin with an apostrophe.
 *
 * @param events - in the order of their sequence
 * @example
 * const data = { actor: { id: "u1", kind: "principal" }, action: "=1+1", outcome: "done", principalIds: [] } as const;
 * const events = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [{ type: "x", data }]);
 * const lines: string[] = [];
 * for await (const line of exportAudit(events, { format: "csv" })) lines.push(line);
 * lines[0]?.slice(0, 24) // => `"sequence","time","type"`
 * lines[1]?.includes(`"'=1+1"`) // => true
 */
export async function* exportAudit(
  events: Iterable<AuditEvent> | AsyncIterable<AuditEvent>,
  { format }: AuditExportOptions,
): AsyncIterable<string> {
  if (format === "csv") yield csvLine(Object.keys(columns));
  for await (const event of events) {
    yield format === "csv" ? csvLine(Object.values(columns).map((cell) => cell(event))) : `${canonicalJson(event)}\n`;
  }
}

function json(value: unknown): Cell {
  return value === undefined ? undefined : canonicalJson(value);
}
