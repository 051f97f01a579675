import { describe, expect, it } from "vitest";
import { timelineOf } from "../../../src/govern/timeline.js";
import type { AuditEvent, EventDraft } from "../../../src/model/audit-event.js";
import { draft, sealCommits, TIME } from "./chains.js";

const by = (id: string, more: Partial<EventDraft["data"]["actor"]> = {}, principalIds: string[] = []): EventDraft =>
  draft({ actor: { id, kind: "principal", ...more }, principalIds });

const events = sealCommits([
  [by("u1", { sessionId: "s1" }, ["u17"]), by("u2", {}, ["u1"])],
  [by("agent-7", { onBehalfOf: "u1", sessionId: "s2" })],
  [by("u1", { kind: "system" }), by("u1", { sessionId: "s3", onBehalfOf: "u9" }, ["u1", "u9"])],
]);

const timeline = async (...rest: Parameters<typeof timelineOf> extends [unknown, ...infer R] ? R : never) => {
  const entries = [];
  for await (const entry of timelineOf(events, ...rest)) entries.push(entry);
  return entries;
};

describe("the timeline of an account", () => {
  it("has what it did, and what was done on its behalf, in order", async () => {
    expect((await timeline("u1")).map(({ part, id, by: who }) => [part, id, who])).toEqual([
      ["acted", "1.1", "u1"],
      ["represented", "2.1", "agent-7"],
      ["acted", "3.2", "u1"],
    ]);
  });

  it("has what was done to it, if asked", async () => {
    expect((await timeline("u1", { parts: ["concerned"] })).map(({ id }) => id)).toEqual(["1.2"]);
    expect(await timeline("u17")).toEqual([]);
  });

  it("does not take a system for a principal of the same name", async () => {
    expect((await timeline("u1", { parts: ["acted", "represented", "concerned"] })).map(({ id }) => id)).toEqual([
      "1.1",
      "1.2",
      "2.1",
      "3.2",
    ]);
  });

  it("can be cut to a session and to a span of time", async () => {
    expect((await timeline("u1", { sessionId: "s3" })).map(({ id }) => id)).toEqual(["3.2"]);
    expect((await timeline("u1", { from: TIME + 1000 })).map(({ id }) => id)).toEqual(["2.1", "3.2"]);
    expect((await timeline("u1", { until: TIME + 1000 })).map(({ id }) => id)).toEqual(["1.1"]);
  });

  it("tells of each what there is to tell", async () => {
    const [first, , last] = await timeline("u1");
    expect(first).toStrictEqual({
      part: "acted",
      at: TIME,
      sequence: 1,
      id: "1.1",
      type: "castellan.assignment.created",
      action: "assign",
      outcome: "done",
      by: "u1",
      sessionId: "s1",
      others: ["u17"],
    });
    expect(last).toMatchObject({ onBehalfOf: "u9", others: ["u9"] });
    const [told] = sealCommits([[draft({ record: { type: "deal", id: 7 }, reason: "why", severity: "critical" })]]);
    const entries = [];
    for await (const entry of timelineOf([told!], "u1")) entries.push(entry);
    expect(entries[0]).toMatchObject({ record: { type: "deal", id: 7 }, reason: "why", severity: "critical" });
  });

  it("has decisions at the time when they were made, not when they were written down", async () => {
    const at = "2026-03-02T08:59:59.000Z";
    const decided = sealCommits([
      [
        { ...by("u1"), type: "decision.denied", data: { ...by("u1").data, details: { at } } },
        { ...by("u1"), type: "decision.denied", data: { ...by("u1").data, details: { at: "yesterday" } } },
        { ...by("u1"), data: { ...by("u1").data, details: { at } } },
      ],
    ]);
    const times = [];
    for await (const entry of timelineOf(decided, "u1")) times.push(entry.at);
    expect(times).toEqual([TIME - 1000, TIME, TIME]);
  });

  it("reads one event after the other", async () => {
    let read = 0;
    async function* counted(): AsyncIterable<AuditEvent> {
      for (const event of events) {
        read += 1;
        yield event;
      }
    }
    for await (const _ of timelineOf(counted(), "u1")) break;
    expect(read).toBe(1);
  });
});
