import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DecidedRequest } from "../../../../src/govern/decision-event.js";
import type { EventDraft } from "../../../../src/model/audit-event.js";
import type { Decision, Outcome } from "../../../../src/model/decision.js";
import { decisionRecorder } from "../../../../src/service/audit/decision-recorder.js";
import { shareOf } from "../../../../src/service/audit/decision-sampling.js";

const facts = { statements: [], errors: [], validUntil: null };
const decisions: Record<Outcome, Decision> = {
  allow: { outcome: "allow", ...facts },
  deny: { outcome: "deny", reason: "no_grant", ...facts },
  challenge: { outcome: "challenge", requirements: [], ...facts },
};

const asked = (outcome: Outcome, action = "read", actor = "u1", type = "deal"): DecidedRequest => ({
  actor: { id: actor, kind: "principal" },
  action,
  type,
  decision: decisions[outcome],
});

const actions = (drafts: readonly EventDraft[]) => drafts.map((draft) => draft.data.action);

describe("of decisions are recorded", () => {
  it("those that are refused or stepped up, if nothing else is said", () => {
    const recorder = decisionRecorder();
    const recorded = (["allow", "deny", "challenge"] as const).map((outcome) => recorder.record(asked(outcome)));
    expect(recorded).toEqual([false, true, true]);
    const drafts = recorder.drain();
    expect(drafts.map(({ data }) => data.outcome)).toEqual(["denied", "challenged"]);
    // each stands for itself alone
    for (const { data } of drafts) expect(data).not.toHaveProperty("details");
  });

  it("all of a sensitive action or type, whatever the outcome", () => {
    const sampling = { deny: 0, challenge: 0, actions: { export: 1 }, types: { invoice: 1 } };
    const recorder = decisionRecorder({ sampling });
    expect(recorder.record(asked("allow", "export"))).toBe(true);
    expect(recorder.record(asked("deny", "read", "u1", "invoice"))).toBe(true);
    expect(recorder.record(asked("deny", "read"))).toBe(false);
    expect(recorder.record(asked("deny", "constructor", "u1", "__proto__"))).toBe(false);
  });

  it("a share, which the event tells", () => {
    let drawn = 0;
    const recorder = decisionRecorder({ sampling: { allow: 0.25 }, random: () => (drawn++ % 100) / 100 });
    for (let n = 0; n < 100; n += 1) recorder.record(asked("allow"));
    const drafts = recorder.drain();
    expect(drafts).toHaveLength(25);
    expect(drafts[0]?.data.details).toEqual({ share: 0.25 });
  });

  it("about that share by chance, if no chance is given", () => {
    const recorder = decisionRecorder({ sampling: { allow: 0.5 }, capacityPerActor: 10_000 });
    for (let n = 0; n < 4000; n += 1) recorder.record(asked("allow"));
    expect(recorder.size).toBeGreaterThan(1700);
    expect(recorder.size).toBeLessThan(2300);
  });

  it("by the highest share that applies; a share that is none is all", () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(share, share, share, (allow, action, type) => {
        const sampling = { allow, actions: { export: action }, types: { deal: type } } as never;
        expect(shareOf(sampling, "allow", "export", "deal")).toBe(Math.max(allow ?? 0, action ?? 0, type ?? 0));
      }),
    );
    for (const wrong of [Number.NaN, -1, 100, "1" as never, null as never]) {
      expect(shareOf({ allow: wrong }, "allow", "read", "deal")).toBe(1);
    }
  });
});

describe("decisions wait to be committed", () => {
  it("in order, batch by batch", () => {
    const recorder = decisionRecorder({ batchSize: 2 });
    for (const action of ["a", "b", "c"]) recorder.record(asked("deny", action));
    expect(recorder.size).toBe(3);
    expect(actions(recorder.drain())).toEqual(["a", "b"]);
    expect(actions(recorder.drain())).toEqual(["c"]);
    expect(recorder.drain()).toEqual([]);
  });

  it("and no more than there is room for: the rest is counted, and told", () => {
    const recorder = decisionRecorder({ capacity: 2, capacityPerActor: 2 });
    const recorded = ["a", "b", "b", "c", "b"].map((action) => recorder.record(asked("deny", action)));
    expect(recorded).toEqual([true, true, false, false, false]);
    const drafts = recorder.drain();
    expect(actions(drafts)).toEqual(["a", "b", "recordDecision"]);
    expect(drafts[2]).toMatchObject({ type: "decision.dropped", data: { severity: "notice", outcome: "refused" } });
    expect(drafts[2]?.data.details).toEqual({
      total: 3,
      dropped: [
        { kind: "denied b", count: 2 },
        { kind: "denied c", count: 1 },
      ],
    });
    expect(recorder.drain()).toEqual([]);
    expect(recorder.record(asked("deny"))).toBe(true);
  });

  it("nobody drowns out the others", () => {
    const recorder = decisionRecorder({ capacity: 20 });
    for (let n = 0; n < 1000; n += 1) recorder.record(asked("deny", "read", "noisy"));
    expect(recorder.size).toBe(2);
    expect(recorder.record(asked("deny", "read", "quiet"))).toBe(true);
    recorder.drain();
    expect(recorder.record(asked("deny", "read", "noisy"))).toBe(true);
  });

  it("whoever acts, there is no more room than there is", () => {
    const recorder = decisionRecorder({ capacity: 3, capacityPerActor: 3 });
    for (const actor of ["u1", "u2", "u3", "u4"]) recorder.record(asked("deny", "read", actor));
    expect(recorder.size).toBe(3);
    expect(recorder.drain().at(-1)?.data).toEqual({
      actor: { id: "castellan", kind: "system" },
      action: "recordDecision",
      outcome: "refused",
      principalIds: [],
      severity: "notice",
      details: { total: 1, dropped: [{ kind: "denied read", count: 1 }] },
    });
  });

  it("an account has its room again once it is committed, and not when it was given back", () => {
    const recorder = decisionRecorder({ capacity: 20 });
    const record = () => recorder.record(asked("deny"));
    expect([record(), record(), record()]).toEqual([true, true, false]);
    const drained = recorder.drain();
    recorder.giveBack(drained);
    expect(record()).toBe(false);
    recorder.drain();
    expect([record(), record(), record()]).toEqual([true, true, false]);
  });

  it("kinds of drops are told apart up to a hundred", () => {
    const recorder = decisionRecorder({ capacity: 1 });
    for (let n = 0; n < 500; n += 1) recorder.record(asked("deny", `a${n}`));
    const dropped = recorder.drain()[1]?.data.details?.dropped as { count: number }[];
    expect(dropped).toHaveLength(101);
    expect(dropped.at(-1)).toEqual({ kind: "denied (others)", count: 399 });
    expect(dropped.reduce((sum, { count }) => sum + count, 0)).toBe(499);
  });

  it("is undone by giving back: first in line again, drops counted again", () => {
    const recorder = decisionRecorder({ capacity: 2, capacityPerActor: 2 });
    for (const action of ["a", "b", "x"]) recorder.record(asked("deny", action));
    const drained = recorder.drain();
    recorder.record(asked("deny", "c"));
    recorder.giveBack(drained);
    const again = recorder.drain();
    expect(actions(again)).toEqual(["a", "b", "recordDecision"]);
    expect(again[2]?.data.details?.total).toBe(2);
    expect(recorder.record(asked("deny", "d"))).toBe(true);
  });
});

describe("a flush", () => {
  it("commits everything that waits, batch by batch", async () => {
    const recorder = decisionRecorder({ batchSize: 2 });
    for (const action of ["a", "b", "c"]) recorder.record(asked("deny", action));
    const commits: string[][] = [];
    expect(await recorder.flush(async (drafts) => commits.push(actions(drafts)))).toBe(3);
    expect(commits).toEqual([["a", "b"], ["c"]]);
    expect(await recorder.flush(async () => commits.push([]))).toBe(0);
    expect(commits).toHaveLength(2);
  });

  it("loses nothing when the commit fails, and says so", async () => {
    const recorder = decisionRecorder({ batchSize: 2 });
    for (const action of ["a", "b", "c"]) recorder.record(asked("deny", action));
    const down = new Error("down");
    await expect(recorder.flush(() => Promise.reject(down))).rejects.toBe(down);
    expect(recorder.size).toBe(3);
    const commits: string[] = [];
    await recorder.flush(async (drafts) => commits.push(...actions(drafts)));
    expect(commits).toEqual(["a", "b", "c"]);
  });

  it("is one with another at the same time", async () => {
    const recorder = decisionRecorder();
    recorder.record(asked("deny"));
    let commits = 0;
    const commit = async () => {
      commits += 1;
      await Promise.resolve();
    };
    expect(await Promise.all([recorder.flush(commit), recorder.flush(commit)])).toEqual([1, 1]);
    expect(commits).toBe(1);
  });

  it("ends, however fast decisions come in", async () => {
    const recorder = decisionRecorder({ capacityPerActor: 10_000 });
    recorder.record(asked("deny"));
    await recorder.flush(async () => recorder.record(asked("deny")));
    expect(recorder.size).toBe(1);
  });

  it("law: what was recorded is committed once, or counted as dropped, whatever fails in between", async () => {
    const step = fc.oneof(
      fc.record({ record: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ flush: fc.constantFrom("done", "fails") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), async (steps, capacity) => {
        const recorder = decisionRecorder({ capacity, capacityPerActor: capacity, batchSize: 3 });
        const committed: EventDraft[] = [];
        const commit = async (drafts: readonly EventDraft[]) => void committed.push(...drafts);
        let made = 0;
        for (const it of steps) {
          if ("flush" in it) {
            await recorder.flush(it.flush === "done" ? commit : () => Promise.reject(new Error())).catch(() => 0);
          } else for (let n = 0; n < it.record; n += 1) recorder.record(asked("deny", `a${made++}`));
          expect(recorder.size).toBeLessThanOrEqual(capacity);
        }
        while ((await recorder.flush(commit)) > 0);
        const told = committed.filter(({ type }) => type === "decision.denied");
        const drops = committed.flatMap(({ data }) => (data.details?.total as number | undefined) ?? []);
        expect(told.length + drops.reduce((sum, count) => sum + count, 0)).toBe(made);
        expect(new Set(actions(told)).size).toBe(told.length);
      }),
    );
  });
});
