import { describe, expect, it } from "vitest";
import { sealEvents } from "../../../src/govern/audit-chain.js";
import type { AuditEvent } from "../../../src/model/audit-event.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import type { PolicyStore } from "../../../src/storage/policy-store.js";
import { HandClock, house, populate, sessionAt, somebody } from "./house.js";
import { type Call, TroubledStore } from "./troubled-store.js";

const DE = { id: "n1", region: "DE" };

/** Two processes over one store, each with its own way to it; `ann` and `bob` read in Germany. */
async function twoProcesses(options: { freshFor?: number; staleFor?: number } = {}) {
  const clock = new HandClock();
  const real = memoryStore();
  const reads = [{ id: "a1", role: "reader", scope: { region: ["DE"] } }];
  await populate(real, "t", [somebody("ann", reads), somebody("bob", reads)]);
  const open = (store: TroubledStore) => {
    const castellan = createCastellan({ policy: house, store, clock, ...options });
    const tenant = castellan.tenant("t");
    const mayRead = async (id = "ann", atLeast = 0) =>
      (await tenant.access(id, sessionAt(clock.at), { atLeast })).can("read", "note", DE);
    return { castellan, tenant, store, mayRead };
  };
  return { clock, real, here: open(new TroubledStore(real)), there: open(new TroubledStore(real)) };
}

/** Holds the next call of a kind, once it was passed on to the store or its answer came back. */
function hold(store: TroubledStore, call: Call, moment: "going" | "coming") {
  let release = () => {};
  let reached = () => {};
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let waits = 0;
  let isHeld = false;
  store.wait = (one) => {
    if (one !== call || isHeld) return;
    waits += 1;
    if (waits < (moment === "going" ? 1 : 2)) return;
    isHeld = true;
    reached();
    return gate;
  };
  return { isReached, release };
}

describe("what is known", () => {
  it("is answered from without asking the store", async () => {
    const { here } = await twoProcesses();
    expect(await here.mayRead()).toBe(true);
    const before = here.store.calls.length;
    for (let count = 0; count < 5; count += 1) expect(await here.mayRead()).toBe(true);
    expect(here.store.calls.length).toBe(before);
  });

  it("counts no longer than `freshFor` after a revocation by another process, which nobody told of", async () => {
    const { clock, here, there } = await twoProcesses({ freshFor: 5_000 });
    expect(await here.mayRead()).toBe(true);
    await there.tenant.asSystem("seed").revoke("ann", "a1");
    clock.at += 5_001;
    expect(await here.mayRead()).toBe(false);
  });

  it("is asked about by one query for all principals of a tenant, and stays where nothing concerned it", async () => {
    const { clock, here, there } = await twoProcesses({ freshFor: 5_000 });
    await here.mayRead("ann");
    await here.mayRead("bob");
    await there.tenant.asSystem("seed").revoke("ann", "a1");
    clock.at += 5_001;
    const reads = here.store.count("read");
    expect(await here.mayRead("bob")).toBe(true);
    expect(here.store.count("read")).toBe(reads);
    expect(await here.mayRead("ann")).toBe(false);
    expect(here.store.count("read")).toBe(reads + 1);
  });

  it("is asked about before it is too late, and nobody waits for that", async () => {
    const { clock, here, there } = await twoProcesses({ freshFor: 5_000 });
    await here.mayRead();
    await there.tenant.asSystem("seed").revoke("ann", "a1");
    clock.at += 2_600;
    const events = here.store.count("events");
    expect(await here.mayRead()).toBe(true);
    expect(here.store.count("events")).toBe(events + 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await here.mayRead()).toBe(false);
  });

  it("is asked about each time with `freshFor` 0", async () => {
    const { here, there } = await twoProcesses({ freshFor: 0 });
    expect(await here.mayRead()).toBe(true);
    await there.tenant.asSystem("seed").revoke("ann", "a1");
    expect(await here.mayRead()).toBe(false);
  });

  it("does not look fresher because it was read often", async () => {
    const { clock, here, there } = await twoProcesses({ freshFor: 5_000 });
    await here.mayRead();
    await there.tenant.asSystem("seed").revoke("ann", "a1");
    here.store.isDown = true;
    for (let count = 0; count < 5; count += 1) {
      clock.at += 1_000;
      expect(await here.mayRead()).toBe(true);
    }
    clock.at += 1;
    expect(await here.mayRead()).toBe(false);
  });

  it("does not look fresher because the clock was set back", async () => {
    const { clock, here, there } = await twoProcesses({ freshFor: 50 });
    await here.mayRead();
    await there.tenant.asSystem("seed").revoke("ann", "a1");
    clock.at -= 3_600_000;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await here.mayRead()).toBe(false);
  });

  it("of nobody is known for as long, and no longer once they come", async () => {
    const { clock, here, there } = await twoProcesses({ freshFor: 5_000 });
    expect(await here.mayRead("new")).toBe(false);
    const reads = here.store.count("read");
    expect(await here.mayRead("new")).toBe(false);
    expect(here.store.count("read")).toBe(reads);
    const seed = there.tenant.asSystem("seed");
    const invited = await seed.invite({ id: "new", assignments: [{ role: "reader", scope: { region: ["DE"] } }] });
    await there.tenant.acceptInvite(invited.token);
    clock.at += 5_001;
    expect(await here.mayRead("new")).toBe(true);
  });

  it("is bounded: who was not asked about for longest is read anew", async () => {
    const { clock, real } = await twoProcesses();
    const store = new TroubledStore(real);
    const castellan = createCastellan({ policy: house, store, clock, cache: { maxEntries: 1 } });
    for (const id of ["ann", "bob", "ann"]) await castellan.tenant("t").access(id, null);
    expect(store.count("read")).toBe(3);
  });

  it("of one tenant says nothing of another", async () => {
    const { here } = await twoProcesses();
    expect(await here.mayRead()).toBe(true);
    const other = await here.castellan.tenant("u").access("ann", null);
    expect(other.can("read", "note", DE)).toBe(false);
  });

  it("is all forgotten where more happened than is worth reading", async () => {
    const { clock, real, here } = await twoProcesses({ freshFor: 5_000 });
    await here.mayRead();
    await flood(real, 5_100);
    clock.at += 5_001;
    const reads = here.store.count("read");
    expect(await here.mayRead()).toBe(true);
    expect(here.store.count("read")).toBe(reads + 1);
  });
});

describe("a process's own commands", () => {
  it("count at once", async () => {
    const { here } = await twoProcesses();
    expect(await here.mayRead()).toBe(true);
    await here.tenant.asSystem("seed").revoke("ann", "a1");
    expect(await here.mayRead()).toBe(false);
  });

  it("count in a reading that was under way", async () => {
    const { here } = await twoProcesses();
    await here.mayRead("bob");
    const held = hold(here.store, "read", "coming");
    const early = here.mayRead();
    await held.isReached;
    await here.tenant.asSystem("seed").revoke("ann", "a1");
    const late = here.mayRead();
    held.release();
    expect(await late).toBe(false);
    expect(await early).toBe(false);
  });
});

describe("a command of which it was found out late that it was written", () => {
  it("says nothing of what others did since", async () => {
    const { clock, here, there } = await twoProcesses({ freshFor: 5_000 });
    expect(await here.mayRead()).toBe(true);
    here.store.fail("commit", "after");
    let waits = 0;
    here.store.wait = async (call) => {
      if (call === "commit") waits += 1;
      // it was written, and its answer is on its way
      if (call !== "commit" || waits !== 2) return;
      clock.at += 1_000;
      await there.tenant.asSystem("seed").revoke("ann", "a1");
      clock.at += 3_000;
    };
    await here.tenant.asSystem("seed").updateAttributes("bob", { attributes: { team: "x" } });
    clock.at += 3_000;
    expect(await here.mayRead()).toBe(false);
  });
});

describe("a tenant that was put out of memory", () => {
  it("is not read as it was before a command that went on meanwhile", async () => {
    const { real, clock } = await twoProcesses();
    await populate(real, "u", [somebody("ann")]);
    const store = new TroubledStore(real);
    const castellan = createCastellan({ policy: house, store, clock, freshFor: "1h", cache: { maxTenants: 1 } });
    const [t, u] = [castellan.tenant("t"), castellan.tenant("u")];
    const mayRead = async () => (await t.access("ann", null)).can("read", "note", DE);
    // the log is known, the state is not
    await t.access("nobody", null);
    const commit = hold(store, "commit", "going");
    const given = t.asSystem("seed").revoke("ann", "a1");
    await commit.isReached;
    await u.access("ann", null);
    await t.access("nobody", null);
    const read = hold(store, "read", "coming");
    const early = mayRead();
    await read.isReached;
    commit.release();
    await given;
    const late = mayRead();
    read.release();
    expect(await late).toBe(false);
    await early;
    await castellan.close();
  });
});

describe("`atLeast`", () => {
  it("shows what another process did, however fresh what is known is", async () => {
    const { here, there } = await twoProcesses({ freshFor: 60_000 });
    expect(await here.mayRead()).toBe(true);
    const { revision } = await there.tenant.asSystem("seed").revoke("ann", "a1");
    expect(await here.mayRead()).toBe(true);
    expect(await here.mayRead("ann", revision)).toBe(false);
    expect(await here.mayRead()).toBe(false);
  });

  it("is not satisfied by a reading that began before", async () => {
    const { here, there } = await twoProcesses({ freshFor: 60_000 });
    await here.mayRead("bob");
    const held = hold(here.store, "read", "coming");
    const early = here.mayRead();
    await held.isReached;
    const { revision } = await there.tenant.asSystem("seed").revoke("ann", "a1");
    const late = here.mayRead("ann", revision);
    held.release();
    expect(await late).toBe(false);
    await early;
  });

  it("needs no question where this process did it", async () => {
    const { here } = await twoProcesses();
    await here.mayRead("ann");
    const { revision } = await here.tenant.asSystem("seed").revoke("bob", "a1");
    const before = here.store.calls.length;
    expect(await here.mayRead("ann", revision)).toBe(true);
    expect(here.store.calls.length).toBe(before);
  });

  it("is denied as indeterminate where the store cannot show it", async () => {
    const { here } = await twoProcesses();
    const access = await here.tenant.access("ann", null, { atLeast: 99 });
    const decision = access.decide({ action: "read", type: "note", record: DE });
    expect(decision).toMatchObject({ outcome: "deny", reason: "indeterminate", errors: [{ code: "unavailable" }] });
  });

  it("is denied as indeterminate where a replica stays behind", async () => {
    const { real, here, clock } = await twoProcesses();
    const replica = memoryStore();
    await populate(replica, "t", [somebody("ann", [{ id: "a1", role: "reader", scope: { region: ["DE"] } }])]);
    const { revision } = await here.tenant.asSystem("seed").revoke("ann", "a1");
    // the log is the real one, and states come late
    const store: PolicyStore = {
      read: (tenant, id) => replica.read(tenant, id),
      commit: (...commit) => real.commit(...commit),
      scan: (...scan) => replica.scan(...scan),
      events: (...query) => real.events(...query),
    };
    const tenant = createCastellan({ policy: house, store, clock }).tenant("t");
    const access = await tenant.access("ann", sessionAt(clock.at), { atLeast: revision });
    expect(access.decide({ action: "read", type: "note", record: DE })).toMatchObject({ reason: "indeterminate" });
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d, which is no revision", async (atLeast) => {
    const { here } = await twoProcesses();
    await expect(here.tenant.access("ann", null, { atLeast })).rejects.toMatchObject({ code: "invalid_limit" });
  });
});

describe("readings at the same time", () => {
  it("are one", async () => {
    const { here } = await twoProcesses();
    await Promise.all(Array.from({ length: 50 }, () => here.mayRead()));
    expect(here.store.count("read")).toBe(1);
    expect(here.store.count("events")).toBe(1);
  });

  it("of a log are one", async () => {
    const { clock, here } = await twoProcesses({ freshFor: 5_000 });
    await here.mayRead("ann");
    await here.mayRead("bob");
    clock.at += 5_001;
    const events = here.store.count("events");
    await Promise.all(Array.from({ length: 50 }, (_, index) => here.mayRead(index % 2 ? "ann" : "bob")));
    expect(here.store.count("events")).toBe(events + 1);
  });
});

describe("a store that tells news", () => {
  it("makes a revocation count at once", async () => {
    const clock = new HandClock();
    const store = memoryStore();
    await populate(store, "t", [somebody("ann", [{ id: "a1", role: "reader", scope: { region: ["DE"] } }])]);
    const here = createCastellan({ policy: house, store, clock, freshFor: "1h" });
    const there = createCastellan({ policy: house, store, clock });
    const mayRead = async () => (await here.tenant("t").access("ann", null)).can("read", "note", DE);
    expect(await mayRead()).toBe(true);
    await there.tenant("t").asSystem("seed").revoke("ann", "a1");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await mayRead()).toBe(false);
    await Promise.all([here.close(), there.close()]);
  });

  it("is watched again after it failed, and what it did not tell is found out by asking", async () => {
    const clock = new HandClock();
    const real = memoryStore();
    await populate(real, "t", [somebody("ann", [{ id: "a1", role: "reader", scope: { region: ["DE"] } }])]);
    let watched = 0;
    const store: PolicyStore = {
      read: (...read) => real.read(...read),
      commit: (...commit) => real.commit(...commit),
      scan: (...scan) => real.scan(...scan),
      events: (...query) => real.events(...query),
      // biome-ignore lint/correctness/useYield: it fails before it tells anything
      async *watch() {
        watched += 1;
        throw new Error("lost");
      },
    };
    const errors: unknown[] = [];
    const castellan = createCastellan({ policy: house, store, clock, freshFor: 5_000, onError: (e) => errors.push(e) });
    const mayRead = async () => (await castellan.tenant("t").access("ann", null)).can("read", "note", DE);
    expect(await mayRead()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(watched).toBeGreaterThan(1);
    expect(errors).toContainEqual(new Error("lost"));
    await createCastellan({ policy: house, store: real, clock }).tenant("t").asSystem("seed").revoke("ann", "a1");
    clock.at += 5_001;
    expect(await mayRead()).toBe(false);
    await castellan.close();
  });
});

/** Commits that concern nobody here. */
async function flood(store: PolicyStore, count: number): Promise<void> {
  let last: AuditEvent | null = null;
  for await (const event of store.events("t", { last: 1 })) last = event;
  const data = { actor: { id: "x", kind: "system" }, action: "x", outcome: "done", principalIds: [] } as const;
  const revision = (last?.revision ?? 0) + 1;
  const drafts = Array.from({ length: count }, () => ({ type: "x", data }));
  const events = sealEvents({ tenant: "t", head: last, revision, time: 0 }, drafts);
  await store.commit("t", { put: [], events }, { expectedRevision: revision - 1 });
}
