import { describe, expect, it } from "vitest";
import { verifyAuditChain } from "../../../src/govern/verify-audit-chain.js";
import type { AuditEvent } from "../../../src/model/audit-event.js";
import type { CastellanOptions } from "../../../src/service/castellan.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import type { PolicyStore } from "../../../src/storage/policy-store.js";
import { ASSIGN_KEEPER, HandClock, house, populate, sessionAt, somebody } from "./house.js";
import { TroubledStore } from "./troubled-store.js";

const READS = { id: "a1", role: "reader", scope: { region: ["DE"] } };

async function office(options: Partial<CastellanOptions<never>> = {}) {
  const clock = new HandClock();
  const real = memoryStore();
  await populate(real, "t", [somebody("kim", [ASSIGN_KEEPER]), somebody("ann", [READS]), somebody("bob")]);
  const store = new TroubledStore(real);
  const errors: unknown[] = [];
  const castellan = createCastellan({
    policy: house,
    store,
    clock,
    onError: (error) => errors.push(error),
    ...(options as object),
  });
  const tenant = castellan.tenant("t");
  const session = sessionAt(clock.at);
  const kim = tenant.as({ principalId: "kim", session });
  const events = async (): Promise<AuditEvent[]> => {
    const all: AuditEvent[] = [];
    for await (const event of real.events("t")) all.push(event);
    return all;
  };
  return { clock, real, store, errors, castellan, tenant, kim, session, events };
}

const input = { role: "reader", scope: { region: ["FR"] } } as const;

describe("a command", () => {
  it("is one commit with its events, sealed into the chain, and tells both", async () => {
    const { kim, real, events } = await office();
    const done = await kim.assign("ann", { ...input, reason: "helps out" });
    expect(done).toMatchObject({ revision: 2, assignmentId: expect.any(String) });
    expect(done.events).toMatchObject([
      {
        revision: 2,
        sequence: 2,
        type: "castellan.assignment.created",
        data: { reason: "helps out", outcome: "done" },
      },
    ]);
    expect((await events()).slice(1)).toEqual(done.events);
    expect((await real.read("t", "ann"))?.assignments.map(({ id }) => id)).toEqual(["a1", done.assignmentId]);
    expect((await verifyAuditChain(real.events("t"), { tenant: "t" })).ok).toBe(true);
  });

  it("names who gave it, in which session", async () => {
    const { kim } = await office();
    const { events } = await kim.assign("ann", input);
    expect(events[0]?.data.actor).toEqual({ id: "kim", kind: "principal", sessionId: "s1" });
  });

  it("given on somebody's behalf is found by their name, done or refused", async () => {
    const { tenant, session } = await office();
    const pair = tenant.as({ principalId: "bob", session, onBehalfOf: { principalId: "kim", session } });
    await expect(pair.assign("ann", input)).rejects.toMatchObject({ reason: "not_authorised" });
    await tenant.asSystem("seed").assign("bob", { role: "keeper", scope: { region: "*" } });
    await pair.assign("ann", input);
    const found: string[] = [];
    for await (const { type } of tenant.audit({ principalId: "kim", afterRevision: 1 })) found.push(type);
    expect(found).toEqual(["castellan.command.refused", "castellan.assignment.created"]);
  });

  it("given at the same time as others takes its turn", async () => {
    const { kim, store, real } = await office();
    const done = await Promise.all(Array.from({ length: 20 }, () => kim.assign("ann", input)));
    expect(new Set(done.map(({ revision }) => revision)).size).toBe(20);
    expect(store.count("commit")).toBe(20);
    expect((await real.read("t", "ann"))?.assignments).toHaveLength(21);
  });

  it("is planned anew where another process came first", async () => {
    const { real, clock } = await office();
    const others = [1, 2, 3].map(() => createCastellan({ policy: house, store: new TroubledStore(real), clock }));
    const given = others.flatMap((other) =>
      Array.from({ length: 5 }, () => other.tenant("t").asSystem("seed").assign("ann", input)),
    );
    await Promise.all(given);
    expect((await real.read("t", "ann"))?.assignments).toHaveLength(16);
    expect((await verifyAuditChain(real.events("t"))).ok).toBe(true);
  });

  it("from JSON that is no command is refused", async () => {
    const { kim } = await office();
    for (const command of [{ command: "constructor" }, { command: 1 }, {}, { command: "assign", principalId: {} }]) {
      await expect(kim.run(command as never)).rejects.toMatchObject({
        code: "command_refused",
        reason: "invalid_command",
      });
    }
  });

  it.each([
    [{ principalId: "kim" }],
    [{ principalId: "kim", session: "s1" }],
    [{ principalId: "kim", session: null, onBehalfOf: { principalId: "ann" } }],
    [{ principalId: "kim", session: null, onBehalfOf: null }],
    [{ principalId: "", session: null }],
    [{ principalId: "kim", session: null, actingAs: "" }],
  ])("is given by somebody in a session, or in none: %j", async (who) => {
    const { tenant } = await office();
    expect(() => tenant.as(who as never)).toThrow(expect.objectContaining({ code: "invalid_facts" }));
  });

  it("cannot be renamed by what it is given", async () => {
    const { kim, real } = await office();
    await kim.suspend("ann", { command: "erase", principalId: "bob" } as never).catch(() => undefined);
    expect((await real.read("t", "ann"))?.principal.status).toBe("suspended");
    expect((await real.read("t", "bob"))?.principal.status).toBe("active");
  });
});

describe("a refused command", () => {
  it("throws the decision, changes nothing, and is audited", async () => {
    const { tenant, session, events, real } = await office();
    const ann = tenant.as({ principalId: "ann", session });
    const given = ann.assign("bob", { ...input, reason: "please" });
    await expect(given).rejects.toMatchObject({
      code: "command_refused",
      reason: "not_authorised",
      decision: { outcome: "deny" },
    });
    expect((await real.read("t", "bob"))?.assignments).toEqual([]);
    expect((await events()).at(-1)).toMatchObject({
      type: "castellan.command.refused",
      subject: "bob",
      data: {
        actor: { id: "ann", sessionId: "s1" },
        action: "assign",
        outcome: "refused",
        reason: "please",
        principalIds: ["bob"],
        decision: { outcome: "deny", reason: "no_grant" },
        details: { refusal: "not_authorised", role: "reader" },
      },
    });
  });

  it.each([
    ["nobody", "nobody", undefined, "principal_inactive"],
    ["somebody whose session is too old", "eve", undefined, "session_revoked"],
    ["an agent for nobody", "kim", "nobody", "principal_inactive"],
  ])("of %s is audited as well", async (_, principalId, onBehalfOf, reason) => {
    const { tenant, session, real, events, clock } = await office();
    const eve = somebody("eve", [ASSIGN_KEEPER]);
    const state = { ...eve, principal: { ...eve.principal, sessionsValidFrom: clock.at + 1 } };
    await addState(real, state);
    const who = { principalId, session, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
    await expect(tenant.as(who).suspend("ann")).rejects.toMatchObject({ decision: { outcome: "deny", reason } });
    expect((await events()).at(-1)).toMatchObject({
      data: {
        outcome: "refused",
        action: "suspend",
        actor: { id: principalId, ...(onBehalfOf ? { onBehalfOf } : {}) },
      },
    });
  });

  it("tells which action on which record and fields was refused, and nothing that the record holds", async () => {
    const { events, tenant, session } = await office();
    const ann = tenant.as({ principalId: "ann", session });
    const record = { id: "n1", region: "DE", ownerId: "ann", text: "a secret" };
    const asked = { action: "update", type: "note", record, changes: { text: "another secret" } } as const;
    await expect(ann.authorize(asked)).rejects.toMatchObject({ reason: "policy" });
    await expect(ann.requestAccess({ ...asked, reason: "please" })).rejects.toMatchObject({ reason: "policy" });
    const told = (await events()).slice(-2);
    const wanted = { record: { type: "note", id: "n1" }, details: { wantedAction: "update", fields: ["text"] } };
    expect(told).toMatchObject([
      { data: { action: "authorize", ...wanted } },
      { data: { action: "requestAccess", ...wanted } },
    ]);
    expect(JSON.stringify(told)).not.toContain("secret");
  });

  it.each([
    {},
    {
      get id() {
        throw new Error("no");
      },
    },
    new Proxy({}, { ownKeys: () => [][0] as never, getOwnPropertyDescriptor: () => [][0] as never }),
  ])("is audited whatever its record is", async (record) => {
    const { events, tenant, session } = await office();
    const bob = tenant.as({ principalId: "bob", session });
    const asked = bob.authorize({ action: "update", type: "note", record, changes: record, key: "k" } as never);
    await expect(asked).rejects.toMatchObject({ code: "command_refused" });
    expect((await events()).at(-1)).toMatchObject({ type: "castellan.command.refused" });
  });

  it("by a session that an identity provider revoked is refused", async () => {
    const { tenant, session, real } = await office();
    const mark = { id: "s1", provider: "idp", saidAt: 1, revoked: true } as never;
    await addState(real, somebody("eve", [ASSIGN_KEEPER], { identity: { provider: "idp", sessions: [mark] } }));
    const eve = tenant.as({ principalId: "eve", session });
    await expect(eve.suspend("ann")).rejects.toMatchObject({ decision: { reason: "session_revoked" } });
  });

  it("is refused even if that cannot be written down", async () => {
    const { tenant, session, store, errors } = await office();
    for (let times = 0; times < 7; times += 1) store.fail("commit");
    const given = tenant.as({ principalId: "ann", session }).assign("bob", input);
    await expect(given).rejects.toMatchObject({ code: "command_refused" });
    expect(errors).toMatchObject([{ code: "unavailable" }]);
  });
});

describe("a command that would be refused by now", () => {
  it("is not said to be refused where it may have been carried out before", async () => {
    const { kim, store, real, clock } = await office();
    const other = createCastellan({ policy: house, store: real, clock }).tenant("t").asSystem("other");
    store.fail("commit");
    let isDone = false;
    store.wait = async (call) => {
      if (store.count("commit") === 0) return;
      if (call === "events" && !isDone) {
        isDone = true;
        await other.suspend("kim");
      }
      if (call === "commit" && store.count("commit") > 1) store.isDown = true;
    };
    await expect(kim.assign("ann", input)).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("a store that fails", () => {
  it.each(["before", "after"] as const)("%s a commit lets it be written once", async (trouble) => {
    const { kim, store, real, events } = await office();
    store.fail("commit", trouble);
    const done = await kim.assign("ann", input);
    expect((await real.read("t", "ann"))?.assignments.map(({ id }) => id)).toEqual(["a1", done.assignmentId]);
    expect(await events()).toHaveLength(2);
    expect(done.events).toEqual((await events()).slice(1));
  });

  it("while it is found out what became of a commit does not make it happen twice", async () => {
    const { kim, store, events } = await office();
    store.fail("commit", "after");
    store.fail("events");
    await kim.assign("ann", input);
    expect(await events()).toHaveLength(2);
  });

  it("after a commit, where another one comes next, does not make it happen twice", async () => {
    const { kim, store, real, clock, events } = await office();
    const other = createCastellan({ policy: house, store: real, clock }).tenant("t").asSystem("other");
    store.fail("commit", "after");
    let isDone = false;
    store.wait = async (call) => {
      if (call !== "events" || store.count("commit") === 0 || isDone) return;
      isDone = true;
      await other.assign("bob", input);
    };
    const done = await kim.assign("ann", input);
    expect(done.revision).toBe(2);
    expect((await events()).map(({ data }) => data.actor.id)).toEqual(["import", "kim", "other"]);
  });

  it("for good says that it is unknown whether anything was written", async () => {
    const { kim, store } = await office();
    store.fail("commit", "after");
    let commits = 0;
    store.wait = (call) => {
      if (call === "commit") commits += 1;
      store.isDown = commits >= 2;
    };
    await expect(kim.assign("ann", input)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("unknown"),
    });
  });

  it("for good, after it was found out that nothing was written, says just that", async () => {
    const { kim, store, real, clock } = await office();
    const other = createCastellan({ policy: house, store: real, clock }).tenant("t").asSystem("other");
    store.fail("commit");
    let isDone = false;
    store.wait = async (call) => {
      if (store.count("commit") === 0) return;
      if (call === "events" && !isDone) {
        isDone = true;
        await other.assign("bob", input);
      }
      if (call === "read") store.isDown = true;
    };
    await expect(kim.assign("ann", input)).rejects.toMatchObject({ code: "unavailable", message: "cut off" });
  });

  it("to show the newest states is not planned on", async () => {
    const { real, clock } = await office();
    const replica = memoryStore();
    await populate(replica, "t", [somebody("ann", [READS])]);
    await createCastellan({ policy: house, store: real, clock }).tenant("t").asSystem("seed").revoke("ann", "a1");
    const lagging: PolicyStore = {
      read: (...read) => replica.read(...read),
      commit: (...commit) => real.commit(...commit),
      scan: (...scan) => replica.scan(...scan),
      events: (...query) => real.events(...query),
    };
    const seed = createCastellan({ policy: house, store: lagging, clock }).tenant("t").asSystem("seed");
    await expect(seed.assign("ann", input)).rejects.toMatchObject({ code: "unavailable" });
    expect((await real.read("t", "ann"))?.assignments).toEqual([]);
  });

  it("before anything was tried says just that", async () => {
    const { kim, store } = await office();
    store.isDown = true;
    await expect(kim.assign("ann", input)).rejects.toMatchObject({ code: "unavailable", message: "cut off" });
  });
});

describe("a key", () => {
  it("makes a command happen once, and tells the first result again", async () => {
    const { kim, events } = await office();
    const first = await kim.assign("ann", { ...input, key: "k1" });
    const again = await kim.assign("ann", { ...input, key: "k1" });
    expect(again).toEqual(first);
    expect(await events()).toHaveLength(2);
  });

  it("given many times at once makes it happen once", async () => {
    const { kim, events } = await office();
    const done = await Promise.all(Array.from({ length: 5 }, () => kim.assign("ann", { ...input, key: "k1" })));
    expect(new Set(done.map(({ assignmentId }) => assignmentId)).size).toBe(1);
    expect(await events()).toHaveLength(2);
  });

  it("settles what became of a command whose outcome was unknown", async () => {
    const { kim, store, events, real } = await office();
    let commits = 0;
    store.fail("commit", "after");
    store.wait = (call) => {
      if (call === "commit") commits += 1;
      store.isDown = commits >= 2;
    };
    await expect(kim.assign("ann", { ...input, key: "k1" })).rejects.toMatchObject({ code: "unavailable" });
    store.wait = () => undefined;
    store.isDown = false;
    const done = await kim.assign("ann", { ...input, key: "k1" });
    expect((await real.read("t", "ann"))?.assignments.map(({ id }) => id)).toEqual(["a1", done.assignmentId]);
    expect(await events()).toHaveLength(2);
  });

  it("of another command is refused", async () => {
    const { kim } = await office();
    await kim.assign("ann", { ...input, key: "k1" });
    const other = kim.assign("ann", { ...input, scope: { region: ["DE"] }, key: "k1" });
    await expect(other).rejects.toMatchObject({ reason: "invalid_command" });
  });

  it("belongs to its actor", async () => {
    const { kim, tenant } = await office();
    const first = await kim.assign("ann", { ...input, key: "k1" });
    const other = await tenant.asSystem("seed").assign("ann", { ...input, key: "k1" });
    expect(other.assignmentId).not.toBe(first.assignmentId);
  });

  it("of a refused command may be given again", async () => {
    const { tenant, session, clock } = await office({ administration: askToSuspend } as never);
    const tired = tenant.as({ principalId: "kim", session });
    await expect(tired.suspend("ann", { key: "k1" })).rejects.toMatchObject({ decision: { outcome: "challenge" } });
    const factors = ["pwd", "otp"].map((method) => ({ method, at: clock.at }));
    const awake = tenant.as({ principalId: "kim", session: { ...session, factors } });
    expect((await awake.suspend("ann", { key: "k1" })).events).toHaveLength(1);
  });

  it("tells an invitation again, but for its token, which is kept nowhere", async () => {
    const { kim, events } = await office();
    const first = await kim.invite({ id: "new", assignments: [input], key: "k1" });
    const again = await kim.invite({ id: "new", assignments: [input], key: "k1" });
    expect(first.token).toEqual(expect.any(String));
    expect(again).toEqual({ ...first, token: null });
    expect(JSON.stringify(await events())).not.toContain(first.token?.split(".")[1]);
  });

  it("tells a timeline again", async () => {
    const { kim } = await office();
    await kim.assign("ann", input);
    const first = await kim.lockDown("ann", { reason: "stolen", key: "k1" });
    const again = await kim.lockDown("ann", { reason: "stolen", key: "k1" });
    expect(again).toEqual(first);
  });

  it.each(["", "k".repeat(201), "\0", 7])("refuses %j, which is none", async (key) => {
    const { kim } = await office();
    await expect(kim.suspend("ann", { key: key as never })).rejects.toMatchObject({ reason: "invalid_command" });
  });
});

describe("a preview", () => {
  it("tells whom a command would change and how, and does not do it", async () => {
    const { kim, store, events, real } = await office({
      ids: () => {
        throw new Error("an id was used up");
      },
    } as never);
    const preview = await kim.preview({ command: "assign", principalId: "ann", ...input });
    expect(preview).toMatchObject({
      outcome: "done",
      changes: [{ principalId: "ann", before: { assignments: [READS] }, after: { assignments: [READS, input] } }],
      events: [{ type: "assignment.created", subject: "ann" }],
    });
    expect(store.count("commit")).toBe(0);
    expect(await events()).toHaveLength(1);
    expect((await real.read("t", "ann"))?.assignments).toEqual([READS]);
  });

  it("tells who would be forgotten", async () => {
    const { tenant } = await office();
    const seed = tenant.asSystem("seed");
    await seed.offboard("bob", { keep: "nothing" });
    const preview = await seed.preview({ command: "erase", principalId: "bob" });
    expect(preview).toMatchObject({ outcome: "done", changes: [{ principalId: "bob", after: null }] });
  });

  it("tells by which decision it would be refused, and audits nothing", async () => {
    const { tenant, session, events } = await office();
    const preview = await tenant
      .as({ principalId: "ann", session })
      .preview({ command: "assign", principalId: "bob", ...input });
    expect(preview).toMatchObject({ outcome: "refused", reason: "not_authorised", decision: { reason: "no_grant" } });
    expect(await events()).toHaveLength(1);
  });
});

describe("what the policy is asked about administration", () => {
  it("refuses a command that it says no to, and challenges where it would step up", async () => {
    const { kim, events } = await office({ administration: askToSuspend } as never);
    await expect(kim.suspend("ann")).rejects.toMatchObject({
      reason: "policy",
      decision: { outcome: "challenge", requirements: [{ kind: "mfa" }] },
    });
    expect((await events()).at(-1)).toMatchObject({
      type: "castellan.command.challenged",
      data: { outcome: "challenged", decision: { outcome: "challenge" } },
    });
  });

  it("refuses with what denies, if one of several questions does", async () => {
    const forbidden = { action: "create", type: "note", record: { id: "n1", region: "DE" } };
    const administration = (question: Parameters<typeof askToSuspend>[0]) => [askToSuspend(question), forbidden];
    const { kim } = await office({ administration } as never);
    await expect(kim.suspend("ann")).rejects.toMatchObject({ decision: { outcome: "deny", reason: "no_grant" } });
  });

  it("that makes no sense refuses the command", async () => {
    const administration = () => ({ action: "fly", type: "note", record: {} });
    const { kim, real } = await office({ administration } as never);
    await expect(kim.suspend("ann")).rejects.toMatchObject({ reason: "invalid_command" });
    expect((await real.read("t", "ann"))?.principal.status).toBe("active");
  });

  it("is nothing where there is nothing to ask", async () => {
    for (const administration of [() => null, () => []]) {
      const { kim } = await office({ administration } as never);
      expect((await kim.suspend("ann")).events).toHaveLength(1);
    }
  });

  it("is not asked of the host itself", async () => {
    const { tenant } = await office({ administration: askToSuspend } as never);
    expect((await tenant.asSystem("scim").suspend("ann")).events).toHaveLength(1);
  });

  it("asks an agent and its human", async () => {
    const { tenant, session, clock, real } = await office({ administration: askToSuspend } as never);
    const factors = ["pwd", "otp"].map((method) => ({ method, at: clock.at }));
    const sure = { ...session, factors };
    await addState(real, somebody("bot", [ASSIGN_KEEPER]));
    const both = { principalId: "bot", session: sure, onBehalfOf: { principalId: "kim", session } };
    await expect(tenant.as(both).suspend("ann")).rejects.toMatchObject({ decision: { outcome: "challenge" } });
    const { events } = await tenant.as({ ...both, onBehalfOf: { principalId: "kim", session: sure } }).suspend("ann");
    expect(events[0]?.data.actor).toMatchObject({ id: "bot", onBehalfOf: "kim" });
  });
});

function askToSuspend({ before, after }: { before: { principal: { id: string } } | null; after: unknown }) {
  if (before === null || after === null) return null;
  return { action: "suspend", type: "person", record: { id: before.principal.id, status: "active" } };
}

/** Adds somebody as if they had always been there. */
async function addState(store: ReturnType<typeof memoryStore>, state: ReturnType<typeof somebody>): Promise<void> {
  const { sealEvents, chainHead } = await import("../../../src/govern/audit-chain.js");
  for await (const last of store.events("t", { last: 1 })) {
    const data = {
      actor: { id: "x", kind: "system" },
      action: "x",
      outcome: "done",
      principalIds: [state.principal.id],
    } as const;
    const revision = last.revision + 1;
    const events = sealEvents({ tenant: "t", head: chainHead(last), revision, time: 0 }, [{ type: "x", data }]);
    await store.commit("t", { put: [state], events }, { expectedRevision: last.revision });
  }
}
