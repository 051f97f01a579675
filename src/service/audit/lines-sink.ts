import { canonicalJson } from "../../govern/canonical-json.js";
import type { AuditEvent } from "../../model/audit-event.js";
import type { AuditSink } from "./audit-sink.js";

/**
 * A sink that writes one line of JSON for each event, as `exportAudit` does: for files, pipes and log collectors.
 *
 * @param append - writes whole lines; once it resolves they are acknowledged
 * @example
 * let log = "";
 * const sink = linesSink((text) => {
 *   log += text;
 * });
 * await sink.write([]);
 * log // => ""
 */
export function linesSink(append: (text: string) => Promise<void> | void): AuditSink {
  return {
    async write(events: readonly AuditEvent[]): Promise<void> {
      await append(events.map((event) => `${canonicalJson(event)}\n`).join(""));
    },
  };
}
