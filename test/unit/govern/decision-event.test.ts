import { describe, expect, it } from "vitest";
import { auditHash, sealEvents } from "../../../src/govern/audit-chain.js";
import { type DecidedRequest, decisionEvent } from "../../../src/govern/decision-event.js";
import type { Decision } from "../../../src/model/decision.js";
import { isStoreId } from "../../../src/storage/store-id.js";

const facts = { statements: [{ id: "guests-never-export" }], errors: [], validUntil: null };
const denied: Decision = { outcome: "deny", reason: "forbidden", ...facts };
const request: DecidedRequest = {
  actor: { id: "agent-7", kind: "principal", onBehalfOf: "u17", sessionId: "s1" },
  action: "export",
  type: "deal",
  recordId: "d1",
  decision: denied,
};

describe("an event of a decision", () => {
  it("tells who asked, on whose behalf, from which session, for what, on which record, why, and what was said", () => {
    expect(decisionEvent({ ...request, justification: "quarter end", requestId: "req-1", fields: ["stage"] })).toEqual({
      type: "decision.denied",
      subject: "agent-7",
      data: {
        actor: request.actor,
        action: "export",
        outcome: "denied",
        principalIds: ["u17"],
        record: { type: "deal", id: "d1" },
        reason: "quarter end",
        decision: denied,
        details: { fields: ["stage"], requestId: "req-1" },
      },
    });
  });

  it.each([
    [denied, "denied"],
    [{ outcome: "allow", ...facts }, "allowed"],
    [{ outcome: "challenge", requirements: [], ...facts }, "challenged"],
  ] as [Decision, string][])("is named by its outcome", (decision, outcome) => {
    const event = decisionEvent({ ...request, decision });
    expect([event.type, event.data.outcome]).toEqual([`decision.${outcome}`, outcome]);
  });

  it("names the changes, and tells none of their values", () => {
    const event = decisionEvent({ ...request, changes: { margin: "4711", stage: "won" } });
    expect(event.data.details).toEqual({ changes: ["margin", "stage"] });
    expect(JSON.stringify(event)).not.toContain("4711");
  });

  it("tells when it was decided, if that is known", () => {
    expect(decisionEvent({ ...request, at: 0 }).data.details).toEqual({ at: "1970-01-01T00:00:00.000Z" });
    expect(decisionEvent({ ...request, at: Number.NaN }).data.details).toEqual({ at: null });
    expect(decisionEvent(request).data).not.toHaveProperty("details");
  });

  it("cuts what is too long, and says so", () => {
    const { data } = decisionEvent({
      ...request,
      type: "t".repeat(200),
      recordId: "d".repeat(201),
      justification: "a\0b",
      fields: Array(100).fill("x"),
      changes: Object.fromEntries(Array.from({ length: 103 }, (_, n) => [`f${n}`, 1])),
    });
    expect(data.record).toEqual({ type: "t".repeat(200), id: `${"d".repeat(200)}…` });
    expect(data.reason).toBe("a\ufffdb");
    expect(data.details?.fields).toEqual(Array(100).fill("x"));
    expect((data.details as { changes: string[] }).changes.slice(99)).toEqual(["f99", "… and 3 more"]);
    const bare = { actor: request.actor, action: "read", type: "deal", decision: denied };
    expect(decisionEvent(bare).data.record).toStrictEqual({ type: "deal" });
    expect(decisionEvent({ ...bare, recordId: 7 }).data.record).toEqual({ type: "deal", id: 7 });
  });

  it("has no subject where no principal acted", () => {
    const event = decisionEvent({ ...request, actor: { id: "nightly", kind: "system" } });
    expect(event).not.toHaveProperty("subject");
    expect(event.data.principalIds).toEqual([]);
  });

  it("bounds what came from outside, and holds nothing that a store cannot take", () => {
    const long = "\0\ud83dx".repeat(100_000);
    const event = decisionEvent({
      ...request,
      action: long,
      type: long,
      recordId: long,
      justification: long,
      requestId: long,
      fields: Array.from({ length: 5_000 }, () => long),
      changes: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`${n}`, 1])),
    });
    expect(JSON.stringify(event).length).toBeLessThan(60_000);
    expect(JSON.stringify(event)).not.toMatch(/\\u0000|\\ud83d/);
    expect(isStoreId(event.data.action)).toBe(true);
    const [sealed] = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [event]);
    expect(auditHash(JSON.parse(JSON.stringify(sealed)))).toBe(sealed?.hash);
    expect(isStoreId(decisionEvent({ ...request, action: "" }).data.action)).toBe(true);
  });
});
