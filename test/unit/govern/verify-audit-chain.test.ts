import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditAnchor } from "../../../src/govern/audit-anchor.js";
import { auditHash } from "../../../src/govern/audit-chain.js";
import { type AuditVerificationOptions, verifyAuditChain } from "../../../src/govern/verify-audit-chain.js";
import type { AuditEvent } from "../../../src/model/audit-event.js";
import { anyChain, chain, draft } from "./chains.js";

type Entries = readonly unknown[];

const found = async (entries: Entries, options: AuditVerificationOptions = { tenant: "acme" }) =>
  (await verifyAuditChain(entries, options)).problems.map(({ kind, index, sequence }) => [kind, index, sequence]);

/** Made anew after an edit, as somebody would who knows how. */
const resealed = (event: AuditEvent, change: Partial<AuditEvent>): AuditEvent => {
  const edited = { ...event, ...change };
  return { ...edited, hash: auditHash(edited) };
};

function spliced(entries: Entries, at: number, drop: number, ...added: Entries): Entries {
  return [...entries.slice(0, at), ...added, ...entries.slice(at + drop)];
}

function replaced(entries: Entries, at: number, by: unknown): Entries {
  return spliced(entries, at, 1, by);
}

/** From one event on, everything made anew. */
const rewritten = (events: readonly AuditEvent[], from: number): AuditEvent[] => {
  const made = [...events];
  for (let index = from; index < made.length; index += 1) {
    const previoushash = made[index - 1]?.hash ?? "0".repeat(64);
    const data = index === from ? { ...made[index]!.data, reason: "never happened" } : made[index]!.data;
    made[index] = resealed(made[index]!, { previoushash, data });
  }
  return made;
};

describe("a chain that nobody touched", () => {
  it("is whole, from its first event, from any anchor to any anchor, and through JSON", async () => {
    const places = fc.tuple(anyChain(), fc.nat(), fc.nat());
    await fc.assert(
      fc.asyncProperty(places, async ([events, a, b]) => {
        const [first, last] = [a % events.length, b % events.length].sort((x, y) => x - y) as [number, number];
        const from = auditAnchor(events[first]!);
        const to = auditAnchor(events[last]!);
        expect(await verifyAuditChain(events)).toMatchObject({ ok: true, checked: events.length, problems: [] });
        expect(await verifyAuditChain(events, { tenant: "acme", to })).toMatchObject({ ok: true });
        expect(await verifyAuditChain(events.slice(first + 1), { from, to })).toMatchObject({ ok: true });
        expect(await verifyAuditChain(events.slice(first + 1, last + 1), { from, to })).toMatchObject({ ok: true });
        expect((await verifyAuditChain(JSON.parse(JSON.stringify(events)))).last).toEqual(auditAnchor(events.at(-1)!));
      }),
    );
  });

  it("may have no event at all, or none after the anchor", async () => {
    const [event] = chain([1]);
    const anchor = auditAnchor(event!);
    expect(await verifyAuditChain([])).toEqual({ ok: true, checked: 0, problems: [], omitted: 0, last: null });
    expect(await verifyAuditChain([event], { from: null })).toMatchObject({ ok: true, last: anchor });
    expect(await verifyAuditChain([], { from: anchor, to: anchor })).toMatchObject({ ok: true, last: anchor });
  });

  it("is read as it comes, and not kept", async () => {
    let reading = 0;
    let most = 0;
    const events = chain([500]);
    async function* streamed() {
      for (const event of events) {
        reading += 1;
        most = Math.max(most, reading);
        yield event;
        reading -= 1;
      }
    }
    expect(await verifyAuditChain(streamed())).toMatchObject({ ok: true, checked: 500 });
    expect(most).toBe(1);
  });
});

describe("whoever changes a chain without making hashes anew", () => {
  /** One change of any kind; what comes back may be what there was. */
  type Change = (entries: Entries, at: number, other: number, value: unknown) => Entries;
  const changes: Record<string, Change> = {
    edits: (entries, at, other, value) => spliced(entries, at, 1, edited(entries[at], other, value)),
    drops: (entries, at, other) => spliced(entries, at, 1 + (other % 3)),
    swaps: (entries, at, other) => replaced(replaced(entries, at, entries[other]), other, entries[at]),
    moves: (entries, at, other) => spliced(spliced(entries, at, 1), other, 0, entries[at]),
    repeats: (entries, at, other) => spliced(entries, other, 0, entries[at]),
    repeatsMany: (entries, at, other) => spliced(entries, other, 0, ...entries.slice(at, at + 3)),
    inserts: (entries, at, _, value) => spliced(entries, at, 0, value),
    borrows: (entries, at, other) => spliced(entries, at, other % 2, chain([20], "other")[other % 20]),
    truncates: (entries, at) => entries.slice(0, at),
    reverses: (entries) => [...entries].reverse(),
    bytes: (entries, at, other, value) => spliced(entries, at, 1, otherByte(entries[at], other, value)),
  };
  const change = fc.record({
    kind: fc.constantFrom(...Object.keys(changes)),
    at: fc.nat(),
    other: fc.nat(),
    value: fc.jsonValue({ maxDepth: 2 }),
  });

  it("is found, at the first place that is not as it was", async () => {
    const tally: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(anyChain(), fc.array(change, { minLength: 1, maxLength: 3 }), async (events, list) => {
        const to = auditAnchor(events.at(-1)!);
        let entries: Entries = events;
        for (const { kind, at, other, value } of list) {
          if (entries.length === 0) break;
          entries = changes[kind]!(entries, at % entries.length, other % entries.length, value);
        }
        const texts = entries.map((entry) => JSON.stringify(entry));
        const place = [...events, undefined].findIndex((event, n) => JSON.stringify(event) !== texts[n]);
        const { ok, problems, checked } = await verifyAuditChain(entries, { tenant: "acme", to });
        expect(checked).toBe(entries.length);
        expect(ok).toBe(place === -1);
        expect(problems[0]?.index ?? -1).toBe(place);
        if (list.length === 1 && !ok) tally[list[0]!.kind] = (tally[list[0]!.kind] ?? 0) + 1;
      }),
      { numRuns: 3000 },
    );
    expect(Object.keys(tally).sort()).toEqual(Object.keys(changes).sort());
    expect(Math.min(...Object.values(tally)), JSON.stringify(tally)).toBeGreaterThan(20);
  });

  it("by one edit is found there and nowhere else", async () => {
    await fc.assert(
      fc.asyncProperty(anyChain(), change, async (events, { at, other, value }) => {
        const place = at % events.length;
        const entries = changes.edits!(events, place, other, value);
        fc.pre(JSON.stringify(entries) !== JSON.stringify(events));
        const { problems } = await verifyAuditChain(entries, { tenant: "acme" });
        expect(problems.map((problem) => problem.index)).toEqual(problems.map(() => place));
        expect(["altered", "malformed", "foreign"]).toContain(problems[0]?.kind);
      }),
      { numRuns: 1000 },
    );
  });

  const events = chain([2, 3, 1, 4]);

  it("by an edit of each single member is found", async () => {
    for (const name of Object.keys(events[4]!)) {
      const { [name]: _, ...without } = events[4] as unknown as Record<string, unknown>;
      const other = typeof _ === "number" ? _ + 7 : typeof _ === "string" ? `${_}0` : { ...(_ as object), more: 1 };
      const first = async (entry: unknown) => (await found(replaced(events, 4, entry)))[0];
      expect(await first(without), name).toEqual([name === "subject" ? "altered" : "malformed", 4, 5]);
      expect((await first({ ...events[4], [name]: other }))?.slice(1), name).toEqual([4, 5]);
    }
  });

  it("by an edit of the chain's own numbers and hashes is told that event, and no other", async () => {
    const edits = [
      { hash: "0".repeat(64) },
      { previoushash: "0".repeat(64) },
      { sequence: 2 },
      { sequence: 9 },
      { sequence: 99 },
    ];
    for (const edit of edits) {
      for (const place of [0, 4, 9]) {
        if (edit.previoushash === events[place]?.previoushash) continue;
        const entries = replaced(events, place, { ...events[place], ...edit });
        expect(await found(entries), JSON.stringify([edit, place])).toEqual([["altered", place, place + 1]]);
      }
    }
  });

  it("by a drop is told which are missing", async () => {
    const { problems } = await verifyAuditChain(spliced(events, 3, 2));
    expect(problems).toEqual([
      {
        kind: "missing",
        index: 3,
        sequence: 4,
        id: "3.1",
        expected: 4,
        found: 6,
        message: "event `3.1` at 3 comes where 4 belongs: events 4 to 5 are missing",
      },
    ]);
    expect(await found(events.slice(1))).toEqual([["missing", 0, 1]]);
    expect(await found(spliced(events, 8, 1))).toEqual([["missing", 8, 9]]);
  });

  it("by a swap is told both places", async () => {
    expect(await found(replaced(replaced(events, 3, events[7]), 7, events[3]))).toEqual([
      ["misplaced", 3, 4],
      ["misplaced", 7, 8],
    ]);
  });

  it("by a move is told where from and where to", async () => {
    expect(await found(spliced(spliced(events, 2, 1), 6, 0, events[2]))).toEqual([
      ["missing", 2, 3],
      ["misplaced", 6, 8],
    ]);
  });

  it("by a repetition is told the second one", async () => {
    expect(await found(spliced(events, 5, 0, events[4]!))).toEqual([["duplicate", 5, 6]]);
    expect(await found(spliced(events, 7, 0, events[1]!))).toEqual([["duplicate", 7, 8]]);
    expect(await found([...events, events[9]!])).toEqual([["duplicate", 10, 11]]);
  });

  it("is told whether an event was moved there or copied", async () => {
    const without3 = spliced(events, 2, 1);
    expect(await found([...without3, events[2]])).toEqual([
      ["missing", 2, 3],
      ["misplaced", 9, 11],
    ]);
    for (const copied of [events[1], events[3]]) {
      expect(await found([...without3, copied])).toEqual([
        ["missing", 2, 3],
        ["duplicate", 9, 11],
      ]);
    }
    expect(await found(spliced(events, 2, 0, events[8]))).toEqual([["misplaced", 2, 3]]);
  });

  it("by another tenant's events is told them, also where no tenant is named", async () => {
    const [foreign] = chain([1], "other");
    const { problems } = await verifyAuditChain(spliced(events, 5, 0, foreign));
    expect(problems).toEqual([
      {
        kind: "foreign",
        index: 5,
        sequence: 6,
        id: "1.1",
        expected: "/castellan/acme",
        found: "/castellan/other",
        message: "event `1.1` at 5 is of `/castellan/other`, not of `/castellan/acme`",
      },
    ]);
  });

  it("by several kinds side by side is told each", async () => {
    const [foreign] = chain([1], "other");
    expect((await found(spliced(events, 3, 0, events[8], foreign))).slice(0, 2)).toEqual([
      ["missing", 3, 4],
      ["foreign", 4, 10],
    ]);
    expect((await found(spliced(events, 3, 0, null, events[8])))[0]).toEqual(["malformed", 3, 4]);
  });

  it("by another tenant's events is told them", async () => {
    const [foreign] = chain([1], "other");
    expect(await found(spliced(events, 5, 0, foreign))).toEqual([["foreign", 5, 6]]);
    expect(await found(replaced(events, 5, foreign))).toEqual([["foreign", 5, 6]]);
    expect((await found(chain([3], "other"))).map(([kind]) => kind)).toEqual(["foreign", "foreign", "foreign"]);
  });

  it("by what is no event is told them", async () => {
    const deep = JSON.parse(`${"[".repeat(9_000)}${"]".repeat(9_000)}`);
    const unsealable = [
      { ...events[5], data: { deep } },
      { ...events[5], data: null },
      { ...events[5], data: { n: 1n } },
    ];
    for (const junk of [
      ...unsealable,
      null,
      1,
      "x",
      [],
      {},
      { ...events[5], data: [] },
      { ...events[5], sequence: 1.5 },
      undefined,
    ]) {
      expect(await found(spliced(events, 5, 0, junk))).toEqual([["malformed", 5, 6]]);
      expect(await found(replaced(events, 5, junk))).toEqual([["malformed", 5, 6]]);
    }
    expect(await found(spliced(events, 5, 2, null, null, null))).toHaveLength(3);
  });

  it("by cutting the end off is found by an anchor, and by it alone", async () => {
    const to = auditAnchor(events[9]!);
    expect(await found(events.slice(0, 7))).toEqual([]);
    expect((await verifyAuditChain(events.slice(0, 7), { to })).problems).toEqual([
      {
        kind: "truncated",
        index: 7,
        sequence: 8,
        expected: 10,
        found: 7,
        message: "the chain ends at 7, before the anchor at 10",
      },
    ]);
    expect(await found([], { to })).toEqual([["truncated", 0, 1]]);
  });
});

describe("whoever makes hashes anew", () => {
  const events = chain([2, 3, 1, 4]);
  const data = { ...events[4]!.data, reason: "never happened" };

  it("of one event is found by the link of the next", async () => {
    expect(await found(replaced(events, 4, resealed(events[4]!, { data })))).toEqual([["broken_link", 5, 6]]);
  });

  it("of an event that was inserted is found by the one in its place", async () => {
    const forged = resealed(events[4]!, { data });
    expect(await found(spliced(events, 4, 0, forged))).toEqual([
      ["duplicate", 5, 6],
      ["broken_link", 6, 6],
    ]);
  });

  it("of everything up to the end is found by an anchor, and by it alone", async () => {
    for (const from of [0, 4, 9]) {
      const forged = rewritten(events, from);
      expect(await found(forged)).toEqual([]);
      expect(await found(forged, { to: auditAnchor(events[9]!) })).toEqual([["anchor_mismatch", 9, 10]]);
    }
    expect(await found(rewritten(events, 4), { to: auditAnchor(events[3]!) })).toEqual([]);
  });

  it("of everything is found by the anchor at the beginning", async () => {
    const forged = rewritten(events, 2);
    expect(await found(forged.slice(4), { from: auditAnchor(events[3]!) })).toEqual([["broken_link", 0, 5]]);
  });

  it("with numbers that do not follow is found", async () => {
    expect(await found(replaced(events, 9, resealed(events[9]!, { id: "4.9" })))).toEqual([["inconsistent", 9, 10]]);
    expect(await found(replaced(events, 9, resealed(events[9]!, { revision: 7, id: "7.1" })))).toEqual([
      ["inconsistent", 9, 10],
    ]);
    for (const id of [
      "constructor",
      "4.4.1",
      "4.2",
      "3.4",
      "4.",
      "4",
      "4.04",
      "4.4x",
      "4.x4",
      "04.4",
      " 4.4",
      "4.-4",
    ]) {
      expect(await found(replaced(events, 9, resealed(events[9]!, { id }))), id).toEqual([["inconsistent", 9, 10]]);
    }
    // in place of 4.1, the first of its commit
    for (const [revision, id] of [
      [4, "4.2"],
      [5, "5.1"],
      [3, "3.3"],
      [2, "2.4"],
    ] as const) {
      const entries = replaced(events.slice(0, 7), 6, resealed(events[6]!, { revision, id }));
      expect(await found(entries), id).toEqual([["inconsistent", 6, 7]]);
    }
    const { problems } = await verifyAuditChain(replaced(events, 9, resealed(events[9]!, { id: "4.9" })));
    expect(problems[0]).toMatchObject({ id: "4.9", expected: "4.4", found: "revision 4, id 4.9" });
  });

  it("are told both hashes", async () => {
    const forged = resealed(events[4]!, { data });
    const { problems } = await verifyAuditChain(replaced(events, 4, forged));
    expect(problems).toEqual([
      {
        kind: "broken_link",
        index: 5,
        sequence: 6,
        id: "3.1",
        expected: forged.hash,
        found: events[4]?.hash,
        message: "event `3.1` at 5 does not go on from the event before it: one of the two was replaced",
      },
    ]);
    const to = auditAnchor(events[4]!);
    const { problems: two } = await verifyAuditChain([...events.slice(0, 4), forged], { to });
    expect(two).toMatchObject([
      { kind: "anchor_mismatch", id: "2.3", sequence: 5, expected: to.hash, found: forged.hash },
    ]);
  });

  it("right after an anchor are found by numbers that do not follow it", async () => {
    const from = auditAnchor(events[7]!);
    const following = (change: Partial<AuditEvent>) => found([resealed(events[8]!, change)], { from });
    expect(await following({})).toEqual([]);
    // the anchor does not tell its place in its commit
    expect(await following({ id: "4.9" })).toEqual([]);
    expect(await following({ revision: 5, id: "5.1" })).toEqual([]);
    for (const change of [
      { id: "4.x" },
      { revision: 6, id: "6.1" },
      { revision: 5, id: "5.2" },
      { revision: 3, id: "3.9" },
    ]) {
      expect(await following(change)).toEqual([["inconsistent", 0, 9]]);
    }
  });
});

describe("a verification", () => {
  const events = chain([4]);

  it("takes whatever comes, and is content with none of it", async () => {
    const like = fc.record(
      {
        ...Object.fromEntries(Object.keys(events[0]!).map((name) => [name, fc.anything()])),
        specversion: fc.constantFrom("1.0", 1, null),
        datacontenttype: fc.constant("application/json"),
        type: fc.constantFrom("castellan.x", "x"),
        sequence: fc.constantFrom(1, 2, 2 ** 53 - 1, 0, -1, 1.5, "1"),
        hash: fc.constantFrom("0".repeat(64), events[1]!.hash, events[1]!.hash.toUpperCase()),
      },
      { requiredKeys: [] },
    );
    const entry = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), like);
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.nat(4), async (entries, at) => {
        const { ok, checked } = await verifyAuditChain(spliced(events, at, 0, ...entries));
        expect([ok, checked]).toEqual([false, events.length + entries.length]);
      }),
      { numRuns: 500 },
    );
  });

  it("reports at most so many problems, and says how many more there are", async () => {
    const result = await verifyAuditChain(
      Array.from({ length: 30 }, () => null),
      { maxProblems: 7 },
    );
    expect(result).toMatchObject({ ok: false, checked: 30, omitted: 23 });
    expect(result.problems).toHaveLength(7);
  });

  it("never puts what was written into events into its messages", async () => {
    const secret = draft({ details: { secret: "4711" } });
    const entries = [
      { ...events[0], data: secret.data },
      { ...events[1], id: "4711\n".repeat(99) },
    ];
    const { problems } = await verifyAuditChain(entries);
    expect(problems).toHaveLength(2);
    expect(problems[0]?.message).toBe("event `1.1` at 0 was changed after it was sealed");
    for (const { message } of problems) expect(message).not.toContain("\n");
  });

  it("refuses anchors that are none", async () => {
    for (const to of [
      null,
      {},
      { ...auditAnchor(events[0]!), hash: "0" },
      { ...auditAnchor(events[0]!), sequence: 0 },
    ]) {
      await expect(verifyAuditChain(events, { to: to as never })).rejects.toMatchObject({ code: "invalid_anchor" });
      if (to === null) continue;
      await expect(verifyAuditChain(events, { from: to as never })).rejects.toMatchObject({ code: "invalid_anchor" });
    }
  });

  it("is never content with anchors that contradict each other", async () => {
    const [first, second] = events.map(auditAnchor);
    const foreign = auditAnchor(chain([4], "other")[3]!);
    expect(await found(events.slice(2), { from: second!, to: first! })).toEqual([["anchor_mismatch", 2, 5]]);
    const forged = { ...first!, hash: "0".repeat(64) };
    expect((await found([], { from: first!, to: forged })).map(([kind]) => kind)).toEqual(["anchor_mismatch"]);
    expect((await found([], { from: second!, to: first! })).map(([kind]) => kind)).toEqual(["anchor_mismatch"]);
    const elsewhere = { ...first!, source: foreign.source };
    expect((await found([], { from: first!, to: elsewhere })).map(([kind]) => kind)).toEqual(["anchor_mismatch"]);
    expect(await found(events.slice(1), { from: first!, to: foreign })).not.toEqual([]);
    expect(await found(events, { tenant: "acme", to: foreign })).not.toEqual([]);
    expect(await found(events, { tenant: "other", to: foreign })).not.toEqual([]);
  });

  it("passes on what reading throws", async () => {
    async function* broken() {
      yield events[0];
      throw new Error("the store is gone");
    }
    await expect(verifyAuditChain(broken())).rejects.toThrow("the store is gone");
  });
});

/** One place in an event, any one, with another value, or without it. */
function edited(entry: unknown, pick: number, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(entry ?? null));
  const spots: [Record<string, unknown>, string][] = [];
  const visit = (at: unknown) => {
    if (typeof at !== "object" || at === null) return;
    for (const key of Object.keys(at)) {
      spots.push([at as Record<string, unknown>, key]);
      visit((at as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const [parent, key] = spots[pick % Math.max(1, spots.length)] ?? [{}, ""];
  if (value === null && !Array.isArray(parent)) delete parent[key];
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** The event's line with one other byte: another event, or no JSON at all. */
function otherByte(entry: unknown, place: number, value: unknown): unknown {
  const bytes = Buffer.from(JSON.stringify(entry ?? null));
  bytes[place % bytes.length] = 32 + (JSON.stringify(value).length % 90);
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}
