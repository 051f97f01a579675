import { describe, expect, it } from "vitest";
import { auditHash } from "../../../src/govern/audit-chain.js";
import { exportAudit } from "../../../src/govern/export-audit.js";
import { defineModel } from "../../../src/policy/define-model.js";
import { definePolicy } from "../../../src/policy/define-policy.js";
import { resource } from "../../../src/policy/resource.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import { HandClock, populate, sessionAt, somebody } from "./house.js";

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "stage", type: "string" },
    { name: "margin", type: "number" },
  ],
  actions: ["create", "read", "update"],
  sensitive: ["margin"],
});
const seller = {
  title: "Seller",
  statements: { deal: [{ allow: ["create", "read", "update"], fields: ["id", "stage", "margin"] }] },
} as const;
const boss = { title: "Boss", assignableBy: ["boss"] } as const;
const policy = definePolicy(
  defineModel({
    principal: {
      attributes: [
        { name: "salary", type: "number", optional: true },
        { name: "team", type: "string", optional: true },
      ],
    },
    resources: { deal },
  }),
  { id: "keys", version: 1, roles: { seller: { ...seller, assignableBy: ["boss"] }, boss } },
);

async function office() {
  const clock = new HandClock();
  const store = memoryStore();
  const kim = somebody("kim", [{ id: "k", role: "boss" }]);
  await populate(store, "t", [
    kim,
    somebody("ann", [{ id: "a", role: "seller" }]),
    somebody("sam", [{ id: "s", role: "boss" }]),
  ]);
  const redact = { attributes: ["salary"] };
  const tenant = createCastellan({ policy, store, clock, audit: { redact } }).tenant("t");
  const as = (principalId: string, session = sessionAt(clock.at)) => tenant.as({ principalId, session });
  const audit = async () => {
    const lines: string[] = [];
    for await (const line of exportAudit(tenant.audit(), { format: "jsonl" })) lines.push(line);
    return lines.join("");
  };
  return { clock, tenant, as, audit };
}

const wins = { action: "update", type: "deal", record: { id: "d1", stage: "open" } } as const;

describe("the hash of a command under a key", () => {
  it("is made of nothing that events do not tell, so that nobody tries values out on it", async () => {
    const { as, audit } = await office();
    const told = { command: "updateAttributes", principalId: "ann", attributes: { salary: 70_000, team: "north" } };
    await as("kim").updateAttributes("ann", { attributes: { salary: 70_000, team: "north" }, key: "k1" });
    const text = await audit();
    expect(text).not.toContain(auditHash({ command: told }));
    const hidden = { ...told, attributes: { ...told.attributes, salary: { redacted: true } } };
    expect(text).toContain(auditHash({ command: hidden }));
  });

  it("tells other commands apart by all that is told, and by the record", async () => {
    const { as } = await office();
    const done = await as("ann").authorize({ ...wins, changes: { stage: "won" }, key: "k1" });
    const again = await as("ann").authorize({
      ...wins,
      // by now it is what it was to become
      record: { id: "d1", stage: "won" },
      changes: { stage: "won" },
      key: "k1",
    });
    expect(again.revision).toBe(done.revision);
    for (const other of [
      { ...wins, changes: { stage: "lost" } },
      { ...wins, changes: { stage: "won" }, record: { id: "d2", stage: "open" } },
      { ...wins, changes: { stage: "won" }, action: "read" as const },
    ]) {
      await expect(as("ann").authorize({ ...other, key: "k1" })).rejects.toMatchObject({ reason: "invalid_command" });
    }
  });

  it("gives no yes to other values than those that were decided on, where these are not told", async () => {
    const { as } = await office();
    await as("ann").authorize({ ...wins, changes: { margin: 5 }, key: "k1" });
    for (const margin of [5, 99]) {
      const again = as("ann").authorize({ ...wins, changes: { margin }, key: "k1" });
      await expect(again).rejects.toMatchObject({ reason: "wrong_status" });
    }
  });

  it("knows a record that is to be written by what it holds, however it refers to others", async () => {
    const { as } = await office();
    const written = { id: "d9", stage: "open" };
    const circle: Record<string, unknown> = { ...written };
    Object.assign(circle, { one: circle, other: circle });
    const create = (record: object) =>
      as("ann").authorize({ action: "create", type: "deal", record, key: "k1" } as never);
    await create(written);
    await expect(create({ ...written, stage: "won" })).rejects.toMatchObject({ reason: "invalid_command" });
    await expect(create(circle)).rejects.toMatchObject({ reason: "invalid_command" });
    await expect(
      as("ann").authorize({ ...wins, record: circle, changes: { stage: "won" }, key: "k2" } as never),
    ).resolves.toMatchObject({ events: [{ data: { action: "authorize", outcome: "done", key: "k2" } }] });
  });
});

describe("a result that is told again", () => {
  it("is told to nobody who may not act any more", async () => {
    const { as, clock } = await office();
    const give = (session = sessionAt(clock.at)) => as("sam", session).assign("ann", { role: "boss", key: "k1" });
    await give();
    await expect(give(sessionAt(clock.at, { expiresAt: clock.at }))).rejects.toMatchObject({
      decision: { outcome: "challenge" },
    });
    await as("kim").suspend("sam");
    await expect(give()).rejects.toMatchObject({ decision: { reason: "principal_inactive" } });
  });

  it("is told to whoever ended their own session by it", async () => {
    const { as, clock } = await office();
    const session = sessionAt(clock.at);
    clock.at += 1_000;
    const first = await as("ann", session).endSessions("ann", { key: "k1" });
    expect((await as("ann", session).endSessions("ann", { key: "k1" })).revision).toBe(first.revision);
  });

  it("is nothing that a preview would change", async () => {
    const { as } = await office();
    const command = { command: "assign", principalId: "ann", role: "boss", key: "k1" } as const;
    expect(await as("kim").preview(command)).toMatchObject({ outcome: "done", changes: [{ principalId: "ann" }] });
    await as("kim").run(command);
    expect(await as("kim").preview(command)).toEqual({ outcome: "done", changes: [], events: [] });
    expect(await as("kim").preview({ ...command, role: "seller" })).toMatchObject({ outcome: "refused" });
  });
});
