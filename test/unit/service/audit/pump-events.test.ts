import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChainHead, chainHead, sealEvents } from "../../../../src/govern/audit-chain.js";
import { verifyAuditChain } from "../../../../src/govern/verify-audit-chain.js";
import type { AuditEvent } from "../../../../src/model/audit-event.js";
import { linesSink } from "../../../../src/service/audit/lines-sink.js";
import { pumpEvents } from "../../../../src/service/audit/pump-events.js";
import { draft, TIME } from "../../govern/chains.js";
import { committer, drafts, TENANT } from "./stored.js";

const ids = (events: readonly AuditEvent[]) => events.map((event) => event.id);

describe("pumping carries committed events to a sink", () => {
  it("all of them, in order, in batches, and goes on from what was acknowledged", async () => {
    const { store, commit } = committer();
    await commit(...drafts(3));
    await commit(...drafts(2));
    const batches: string[][] = [];
    const sink = { write: async (events: readonly AuditEvent[]) => void batches.push(ids(events)) };
    const head = await pumpEvents({ store, tenant: TENANT, sink, from: null, batchSize: 2 });
    expect(batches).toEqual([["1.1", "1.2"], ["1.3", "2.1"], ["2.2"]]);
    expect(await pumpEvents({ store, tenant: TENANT, sink, from: head })).toEqual(head);
    await commit(...drafts(1));
    await pumpEvents({ store, tenant: TENANT, sink, from: head });
    expect(batches.slice(3)).toEqual([["3.1"]]);
  });

  it("as lines that verify", async () => {
    const { store, commit } = committer();
    await commit(...drafts(3));
    let text = "";
    const sink = linesSink((lines) => {
      text += lines;
    });
    await pumpEvents({ store, tenant: TENANT, sink, from: null });
    const lines = text.trimEnd().split("\n");
    expect(await verifyAuditChain(lines.map((line) => JSON.parse(line)))).toMatchObject({ ok: true, checked: 3 });
  });

  it("law: each at least once, in order, however often the sink or the process fails", async () => {
    const failure = fc.constantFrom("none", "before", "after", "unsaved");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 }),
        fc.array(failure),
        async (sizes, fails) => {
          const { store, commit, events } = committer();
          let kept: ChainHead | null = null;
          let call = 0;
          const received: AuditEvent[] = [];
          const sink = {
            async write(batch: readonly AuditEvent[]) {
              const fail = fails[call++] ?? "none";
              if (fail === "before") throw new Error("down");
              received.push(...batch);
              if (fail === "after") throw new Error("the answer was lost");
            },
          };
          const onAcknowledged = (head: ChainHead) => {
            if (fails[call - 1] === "unsaved") throw new Error("the process died");
            kept = head;
          };
          const pump = () => pumpEvents({ store, tenant: TENANT, sink, from: kept, batchSize: 3, onAcknowledged });
          for (const size of sizes) {
            await commit(...drafts(size));
            await pump().catch(() => undefined);
          }
          for (let tries = 0; tries <= fails.length; tries += 1) await pump().catch(() => undefined);
          const all = await events();
          expect([...new Set(ids(received))]).toEqual(ids(all));
          expect(kept).toEqual(all.length === 0 ? null : chainHead(all.at(-1)!));
          // what comes again begins where it was not acknowledged: never an event before its predecessor
          let reached = 0;
          for (const { sequence } of received) {
            expect(sequence).toBeLessThanOrEqual(reached + 1);
            reached = Math.max(reached, sequence);
          }
        },
      ),
    );
  });

  it("keeps no reading open while the sink is slow, and no more than a batch", async () => {
    const { store, commit } = committer();
    await commit(...drafts(5));
    let open = 0;
    let read = 0;
    const watched = {
      async *events(tenant: string, query?: object) {
        open += 1;
        try {
          for await (const event of store.events(tenant, query)) {
            read += 1;
            yield event;
          }
        } finally {
          open -= 1;
        }
      },
    };
    const seen: number[][] = [];
    const sink = { write: async () => void seen.push([open, read]) };
    await pumpEvents({ store: watched, tenant: TENANT, sink, from: null, batchSize: 2 });
    expect(seen.map(([count]) => count)).toEqual([0, 0, 0]);
    expect(seen[0]?.[1]).toBe(2);
  });

  it("asks for no more than it needs", async () => {
    const { store, commit } = committer();
    await commit(...drafts(1));
    await commit(...drafts(2));
    const asked: unknown[] = [];
    const watched = {
      events: (tenant: string, query?: object) => {
        asked.push(query);
        return store.events(tenant, query);
      },
    };
    const sink = { write: async () => undefined };
    await pumpEvents({ store: watched, tenant: TENANT, sink, from: null });
    expect(asked).toEqual([{ afterRevision: 0 }, { afterRevision: 1 }]);
  });

  it("ends at the signal, after the batch that is under way", async () => {
    const { store, commit } = committer();
    await commit(...drafts(4));
    const stop = new AbortController();
    const sink = { write: async () => stop.abort() };
    const head = await pumpEvents({ store, tenant: TENANT, sink, from: null, batchSize: 1, signal: stop.signal });
    expect(head?.sequence).toBe(1);
  });

  describe("and stops where the store's events", () => {
    const seal = (head: ChainHead | null, count: number, revision: number) =>
      sealEvents({ tenant: TENANT, head, revision, time: TIME }, drafts(count));
    const one = seal(null, 2, 1);
    const two = seal(chainHead(one[1]!), 2, 2);
    const pumped = (events: readonly AuditEvent[], from: ChainHead | null) => {
      const store = {
        async *events() {
          yield* events;
        },
      };
      return pumpEvents({ store, tenant: TENANT, sink: { write: async () => undefined }, from });
    };

    it.each<[string, readonly AuditEvent[], ChainHead | null]>([
      ["have one missing", [one[0]!, ...two], null],
      ["begin later than at the first", one.slice(1), null],
      ["were edited", [one[0]!, { ...one[1]!, data: draft({ reason: "no" }).data }], null],
      ["were rewritten", two, { ...chainHead(one[1]!), hash: "0".repeat(64) }],
      ["leave out what comes next", two.slice(1), chainHead(one[1]!)],
    ])("%s", async (_, events, from) => {
      await expect(pumped(events, from)).rejects.toMatchObject({ code: "audit_gap" });
    });

    it("says where", async () => {
      await expect(pumped(one.slice(1), null)).rejects.toThrow(
        "event 2 does not go on from the beginning: verify the chain",
      );
      await expect(pumped(two.slice(1), chainHead(one[1]!))).rejects.toThrow("event 4 does not go on from event 2");
    });

    it("are whole: goes on", async () => {
      expect(await pumped([...one, ...two], chainHead(one[0]!))).toEqual(chainHead(two[1]!));
    });
  });
});
