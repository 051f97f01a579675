import { describe, expect, it, vi } from "vitest";
import type { ChainHead } from "../../../../src/govern/audit-chain.js";
import { exportAudit } from "../../../../src/govern/export-audit.js";
import { timelineOf } from "../../../../src/govern/timeline.js";
import { verifyAuditChain } from "../../../../src/govern/verify-audit-chain.js";
import type { AuditEvent } from "../../../../src/model/audit-event.js";
import { defineModel } from "../../../../src/policy/define-model.js";
import { definePolicy } from "../../../../src/policy/define-policy.js";
import { resource } from "../../../../src/policy/resource.js";
import type { CastellanOptions } from "../../../../src/service/castellan.js";
import { createCastellan } from "../../../../src/service/create-castellan.js";
import { memoryStore } from "../../../../src/storage/memory/memory-store.js";

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "stage", type: "string" },
    { name: "margin", type: "number" },
  ],
  actions: ["read", "update", "export"],
  sensitive: ["margin"],
});
const attributes = ["team", "salary"].map((name) => ({ name, type: "string", optional: true }) as const);
const model = defineModel({ principal: { attributes }, resources: { deal } });
const policy = definePolicy(model, {
  id: "crm",
  version: 1,
  roles: {
    lead: {
      title: "Lead",
      assignableBy: ["lead"],
      statements: { deal: [{ allow: "*", fields: ["id", "stage", "margin"] }] },
    },
    rep: {
      title: "Rep",
      assignableBy: ["lead"],
      statements: { deal: [{ allow: ["read", "update"], fields: ["id", "stage", "margin"] }] },
    },
  },
  rules: { deal: [{ id: "second-pair-of-eyes", require: { approval: { by: "lead" } }, for: "update" }] },
});

const MARGIN = 48_151_623;
const SALARY = "a-salary-of-42";

/** A small working day: invited, joined, changed, asked, approved, refused, looked into. */
async function workday(audit: CastellanOptions<never>["audit"] = {}) {
  const store = memoryStore();
  const errors: unknown[] = [];
  const castellan = createCastellan({ policy, store, audit, onError: (error) => errors.push(error) });
  const acme = castellan.tenant("acme");
  const system = acme.asSystem("seed");
  const tokens: string[] = [];
  for (const [id, role] of [
    ["grace", "lead"],
    ["ada", "rep"],
  ] as const) {
    const { token } = await system.invite({ id, attributes: { salary: SALARY }, assignments: [{ role }] });
    tokens.push(token);
    await acme.acceptInvite(token, { key: `accept-${id}` });
  }
  const now = Date.now();
  const session = { id: "s1", authenticatedAt: now, lastActiveAt: now, factors: [{ method: "pwd", at: now }] };
  const record = { id: "d1", stage: "open", margin: MARGIN };
  const ada = acme.as({ principalId: "ada", session });
  await system.updateAttributes("ada", { attributes: { salary: `${SALARY}-and-more`, team: "north" } });
  const asked = {
    action: "update",
    type: "deal",
    record,
    changes: { margin: MARGIN + 1 },
    reason: "better terms",
  } as const;
  const { requestId } = await ada.requestAccess({ ...asked, key: "r1" });
  await acme.as({ principalId: "grace", session }).approve(requestId, { reason: "fine" });
  await ada.assign("ada", { role: "lead", reason: "why not" }).catch(() => undefined);
  const access = await acme.access("ada", session, { requestId: "req-17" });
  access.decide({ ...asked, changes: { stage: "won", margin: MARGIN } });
  access.decide({ action: "export", type: "deal", record });
  access.decide({ action: "read", type: "deal", record, fields: ["margin"] });
  return { store, castellan, acme, tokens, errors };
}

async function eventsOf(store: ReturnType<typeof memoryStore>): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const event of store.events("acme")) events.push(event);
  return events;
}

describe("the audit of a running service", () => {
  it("is a whole chain, of commands done and refused and of decisions", async () => {
    const { store, castellan, errors } = await workday({ decisions: { sampling: { actions: { read: 1 } } } });
    await castellan.close();
    const events = await eventsOf(store);
    expect(await verifyAuditChain(events, { tenant: "acme" })).toMatchObject({ ok: true, checked: events.length });
    const outcomes = events.map(({ data }) => `${data.action} ${data.outcome}`);
    expect(outcomes).toEqual(
      expect.arrayContaining(["invite done", "assign refused", "update challenged", "export denied", "read allowed"]),
    );
    const decided = events.filter(({ type }) => type.startsWith("castellan.decision."));
    expect(decided.map(({ data }) => [data.actor, data.record?.id, data.details?.requestId])).toEqual(
      Array(3).fill([{ id: "ada", kind: "principal", sessionId: "s1" }, "d1", "req-17"]),
    );
    expect(errors).toEqual([]);
  });

  it("tells no sensitive value, in no event and in no export", async () => {
    const { store, castellan, tokens } = await workday({ decisions: {}, redact: { attributes: ["salary"] } });
    await castellan.close();
    const events = await eventsOf(store);
    let csv = "";
    for await (const line of exportAudit(events, { format: "csv" })) csv += line;
    for (const text of [JSON.stringify(events), csv]) {
      for (const secret of [String(MARGIN), String(MARGIN + 1), SALARY, ...tokens]) expect(text).not.toContain(secret);
      expect(text).toContain("north");
    }
    expect(JSON.stringify(events)).toContain('{"redacted":true}');
  });

  it("reaches a sink that was down from the beginning, whole and in order", async () => {
    let isDown = true;
    let kept: ChainHead | null = null;
    const received: AuditEvent[] = [];
    const sink = {
      write: async (events: readonly AuditEvent[]) => {
        if (isDown) throw new Error("down");
        received.push(...events);
      },
    };
    const progress = () => ({
      load: async () => kept,
      save: async (head: ChainHead) => {
        kept = head;
      },
    });
    const { store, castellan, errors } = await workday({ sinks: [{ sink, progress, batchSize: 3 }] });
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0));
    isDown = false;
    const events = await eventsOf(store);
    await vi.waitFor(() => expect(received).toHaveLength(events.length), { timeout: 20_000 });
    await castellan.close();
    expect(await verifyAuditChain(received)).toMatchObject({ ok: true, checked: events.length });
  });

  it("tells what an account did", async () => {
    const { store, castellan } = await workday({ decisions: {} });
    await castellan.close();
    const done: string[] = [];
    for await (const { action, outcome } of timelineOf(store.events("acme", { principalId: "ada" }), "ada")) {
      done.push(`${action} ${outcome}`);
    }
    expect(done).toEqual([
      "acceptInvite done",
      "requestAccess done",
      "assign refused",
      "update challenged",
      "export denied",
    ]);
  });
});
