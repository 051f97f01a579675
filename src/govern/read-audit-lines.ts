import { canonicalJson } from "./canonical-json.js";

/** How lines are read. */
export interface AuditLinesOptions {
  /**
   * `exact`: a line that is not to the letter what an export writes is no event, which shows also what a reader of JSON
   * passes over, such as a second member of the same name. `any`: whatever is JSON, for lines that went through other systems.
   * Default `exact`.
   */
  readonly lines?: "exact" | "any";
  /** How long a line may be, in UTF-16 code units. Default 4,194,304. */
  readonly maxLength?: number;
}

/**
 * Reads events back from lines of JSON, for `verifyAuditChain`: in flat memory, and whatever the text is.
 *
 * @param text - in pieces of any length, as they come from a file or a response
 * @returns what stands on each line; `null` for a line that is no JSON, is too long, or is not exact: the verification
 * reports it by its place. Empty lines are passed over.
 * @example
 * const data = { actor: { id: "seed", kind: "system" }, action: "seed", outcome: "done", principalIds: [] } as const;
 * const events = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [{ type: "seeded", data }]);
 * (await verifyAuditChain(readAuditLines(exportAudit(events, { format: "jsonl" })))).ok // => true
 */
export async function* readAuditLines(
  text: Iterable<string> | AsyncIterable<string>,
  { lines = "exact", maxLength = 4_194_304 }: AuditLinesOptions = {},
): AsyncIterable<unknown> {
  let line = "";
  let tooLong = false;
  for await (const piece of text) {
    const [rest = "", ...next] = piece.split("\n");
    let part = rest;
    for (const begun of next) {
      if (tooLong || line.length + part.length > maxLength) yield null;
      else yield* read(line + part, lines);
      line = "";
      tooLong = false;
      part = begun;
    }
    tooLong ||= line.length + part.length > maxLength;
    line = tooLong ? "" : line + part;
  }
  if (tooLong) yield null;
  else yield* read(line, lines);
}

function* read(line: string, lines: "exact" | "any"): Iterable<unknown> {
  if (line.trim() === "") return;
  let value: unknown;
  try {
    value = JSON.parse(line);
    if (lines === "exact" && canonicalJson(value) !== line) value = null;
  } catch {
    value = null;
  }
  yield value;
}
