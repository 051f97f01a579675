import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditAnchor } from "../../../src/govern/audit-anchor.js";
import { csvLine } from "../../../src/govern/csv-line.js";
import { exportAudit } from "../../../src/govern/export-audit.js";
import { readAuditLines } from "../../../src/govern/read-audit-lines.js";
import { verifyAuditChain } from "../../../src/govern/verify-audit-chain.js";
import { anyChain, chain, draft, sealCommits } from "./chains.js";

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
const jsonl = async (events: Parameters<typeof exportAudit>[0]) =>
  (await collect(exportAudit(events, { format: "jsonl" }))).join("");

/** RFC 4180, read by the book. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") {
      rows.push(row);
      row = [];
    }
    if (cell.lastIndex === text.length) return rows;
  }
  throw new Error("no CSV");
}

describe("an export as lines of JSON", () => {
  it("comes back as it was, in pieces of any length, and verifies", async () => {
    await fc.assert(
      fc.asyncProperty(anyChain(), fc.integer({ min: 1, max: 200 }), async (events, length) => {
        const text = await jsonl(events);
        const pieces = text.match(new RegExp(`[^]{1,${length}}`, "g")) ?? [];
        expect(await collect(readAuditLines(pieces))).toEqual(events);
        const options = { tenant: "acme", to: auditAnchor(events.at(-1)!) };
        expect(await verifyAuditChain(readAuditLines(pieces), options)).toMatchObject({ ok: true });
      }),
      { numRuns: 50 },
    );
  });

  it("shows every byte that was changed, by the line", async () => {
    const events = chain([2, 2]);
    const text = await jsonl(events);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), async (at, code) => {
        const byte = String.fromCharCode(code);
        fc.pre(text[at] !== byte);
        const changed = text.slice(0, at) + byte + text.slice(at + 1);
        const { ok, problems } = await verifyAuditChain(readAuditLines([changed]), { to: auditAnchor(events[3]!) });
        const line = text.slice(0, at).split("\n").length - 1;
        expect([ok, problems[0]?.index]).toEqual([false, line]);
      }),
      { numRuns: 500 },
    );
  });

  it("shows a member that stands twice, of which readers of JSON see one", async () => {
    const [event] = chain([1]);
    const forged = (await jsonl([event!])).replace('"outcome":', '"outcome":"refused","outcome":');
    expect(JSON.parse(forged)).toEqual(event);
    expect(await collect(readAuditLines([forged]))).toEqual([null]);
    expect(await collect(readAuditLines([forged], { lines: "any" }))).toEqual([event]);
  });

  it("takes lines that went through other systems, if told to", async () => {
    const events = chain([2]);
    const text = events.map((event) => JSON.stringify(event, null, 1).replaceAll("\n", " ")).join("\r\n");
    expect(await collect(readAuditLines([text]))).toEqual([null, null]);
    expect(await verifyAuditChain(readAuditLines([text], { lines: "any" }))).toMatchObject({ ok: true, checked: 2 });
  });

  it("gives nothing for what is no line of an event, and keeps no line that is too long", async () => {
    const long = "x".repeat(50);
    const pieces = ["{\n", "\n \n", "null\n", "[1]\n", long, long, "\n", `"${"y".repeat(41)}"\n1`];
    expect(await collect(readAuditLines(pieces, { maxLength: 40 }))).toEqual([null, null, [1], null, null, 1]);
    expect(await collect(readAuditLines([long], { maxLength: 40 }))).toEqual([null]);
    // exactly as long as may be, whole and in pieces; and one more
    const exact = JSON.stringify("y".repeat(38));
    for (const rest of ["", "\n"]) {
      expect(await collect(readAuditLines([exact + rest], { maxLength: 40 }))).toHaveLength(1);
      expect(await collect(readAuditLines([exact + rest], { maxLength: 40 }))).not.toContain(null);
      expect(
        await collect(readAuditLines([exact.slice(0, 9), exact.slice(9) + rest], { maxLength: 40 })),
      ).not.toContain(null);
      expect(await collect(readAuditLines([exact + rest], { maxLength: 39 }))).toEqual([null]);
      expect(await collect(readAuditLines([exact.slice(0, 9), exact.slice(9) + rest], { maxLength: 39 }))).toEqual([
        null,
      ]);
    }
    expect(await collect(readAuditLines([long, `${long}\n${exact}`], { maxLength: 40 }))).toHaveLength(2);
    expect(await collect(readAuditLines([]))).toEqual([]);
  });

  it("is written as it is read", async () => {
    let read = 0;
    async function* counted() {
      for (const event of chain([5])) {
        read += 1;
        yield event;
      }
    }
    for await (const _ of exportAudit(counted(), { format: "jsonl" })) break;
    expect(read).toBe(1);
  });
});

describe("an export as CSV", () => {
  it("has a header and the same columns for every event", async () => {
    const decision = { outcome: "deny", reason: "no_grant", statements: [], errors: [], validUntil: null } as const;
    const events = sealCommits([
      [
        draft({
          actor: { id: "agent-7", kind: "principal", onBehalfOf: "u1", sessionId: "s1" },
          record: { type: "deal", id: 7 },
          reason: 'a "quoted", word\r\nand a line',
          key: "k1",
          severity: "critical",
          before: null,
          after: { b: 1, a: [2] },
          details: { x: "y" },
          decision,
        }),
        { ...draft(), subject: "" },
      ],
    ]);
    const [header, first, second] = parseCsv((await collect(exportAudit(events, { format: "csv" }))).join(""));
    const table = (row: string[] | undefined) => Object.fromEntries(header?.map((name, n) => [name, row?.[n]]) ?? []);
    expect(table(first)).toEqual({
      sequence: "1",
      time: "2026-03-02T09:00:00.000Z",
      type: "castellan.assignment.created",
      outcome: "done",
      action: "assign",
      actor: "agent-7",
      actor_kind: "principal",
      on_behalf_of: "u1",
      session: "s1",
      subject: "u17",
      principals: '["u17"]',
      record_type: "deal",
      record_id: "7",
      reason: 'a "quoted", word\r\nand a line',
      denied_because: "no_grant",
      severity: "critical",
      before: "null",
      after: '{"a":[2],"b":1}',
      decision: '{"errors":[],"outcome":"deny","reason":"no_grant","statements":[],"validUntil":null}',
      details: '{"x":"y"}',
      key: "k1",
      revision: "1",
      id: "1.1",
      source: "/castellan/acme",
      previoushash: "0".repeat(64),
      hash: events[0]?.hash,
    });
    expect(second).toHaveLength(header?.length ?? 0);
    expect(table(second)).toMatchObject({ subject: "", before: "", record_id: "", severity: "info", session: "s1" });
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "'=1", "''@x"])(
    "gives a spreadsheet no formula in %j",
    (text) => {
      expect(csvLine([text])).toBe(`"'${text}"\r\n`);
    },
  );

  it("can be read back to the letter: one apostrophe in front of what would be a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."'=+-@a \t\r\n\",1") }), { minLength: 1 }), (texts) => {
        const [row] = parseCsv(csvLine(texts));
        expect(row?.every((cell) => !/^[=+\-@\t\r\n]/.test(cell))).toBe(true);
        expect(row?.map((cell) => (/^''*[=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell))).toEqual(texts);
      }),
    );
  });

  it("writes numbers as numbers, and nothing for what is not there", () => {
    expect(csvLine([1, -2, undefined, ""])).toBe('1,-2,,""\r\n');
  });
});
