import { describe, expect, it } from "vitest";
import type { ChainHead } from "../../../src/govern/audit-chain.js";
import { verifyAuditChain } from "../../../src/govern/verify-audit-chain.js";
import type { AuditEvent } from "../../../src/model/audit-event.js";
import type { CastellanOptions } from "../../../src/service/castellan.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import { HandClock, house, populate, sessionAt, somebody } from "./house.js";
import { TroubledStore } from "./troubled-store.js";

const DE = { id: "n1", region: "DE" };
const FR = { id: "n2", region: "FR" };

async function open(audit: CastellanOptions<never>["audit"] = {}) {
  const clock = new HandClock();
  const real = memoryStore();
  await populate(real, "t", [somebody("ann", [{ id: "a", role: "reader", scope: { region: ["DE"] } }])]);
  const store = new TroubledStore(real);
  const errors: unknown[] = [];
  const castellan = createCastellan({ policy: house, store, clock, audit, onError: (error) => errors.push(error) });
  const access = await castellan.tenant("t").access("ann", sessionAt(clock.at), { requestId: "req-1" });
  const events = async () => {
    const all: AuditEvent[] = [];
    for await (const event of real.events("t", { afterRevision: 1 })) all.push(event);
    return all;
  };
  return { clock, store, real, castellan, access, errors, events, tenant: castellan.tenant("t") };
}

describe("decisions", () => {
  it("are not recorded where nobody asked for it", async () => {
    const { access, castellan, events } = await open();
    access.decide({ action: "read", type: "note", record: FR });
    await castellan.close();
    expect(await events()).toEqual([]);
  });

  it("that are denied are recorded, in a commit of their own, when the service is closed at the latest", async () => {
    const { access, castellan, clock, events, real } = await open({ decisions: {} });
    access.decide({ action: "read", type: "note", record: DE });
    const at = new Date(clock.at).toISOString();
    access.decide({ action: "read", type: "note", record: FR, fields: ["text"] });
    clock.at += 1_000;
    expect(() => access.assert({ action: "update", type: "note", record: DE, changes: { text: "secret" } })).toThrow();
    expect(await events()).toEqual([]);
    await castellan.close();
    const recorded = await events();
    expect(recorded).toMatchObject([
      {
        type: "castellan.decision.denied",
        revision: 2,
        data: {
          actor: { id: "ann", sessionId: "s1" },
          action: "read",
          record: { type: "note", id: "n2" },
          // when it was decided, and not when it was written down
          details: { at, fields: ["text"], requestId: "req-1" },
        },
      },
      { revision: 2, data: { action: "update", details: { changes: ["text"] } } },
    ]);
    expect(JSON.stringify(recorded)).not.toContain("secret");
    expect((await verifyAuditChain(real.events("t"))).ok).toBe(true);
  });

  it("are recorded after a while, without anybody waiting", async () => {
    const { access, events, castellan } = await open({ decisions: {} });
    access.decide({ action: "read", type: "note", record: FR });
    await expect.poll(events, { timeout: 5_000 }).toHaveLength(1);
    await castellan.close();
  });

  it("of an access that was narrowed or moved are recorded too, and explanations are not", async () => {
    const { access, castellan, events, clock } = await open({ decisions: {} });
    access.attenuate({ allow: {} }).decide({ action: "read", type: "note", record: DE });
    access.at(clock.at + 1).decide({ action: "read", type: "note", record: FR });
    String(access.explain({ action: "read", type: "note", record: FR }));
    await castellan.close();
    expect(await events()).toHaveLength(2);
  });

  it("wait where the store fails, and are lost with nobody's answer", async () => {
    const { access, castellan, events, store, errors } = await open({ decisions: {} });
    store.isDown = true;
    expect(access.decide({ action: "read", type: "note", record: DE }).outcome).toBe("allow");
    access.decide({ action: "read", type: "note", record: FR });
    await castellan.close();
    expect(await events()).toEqual([]);
    expect(errors).toMatchObject([{ code: "unavailable" }]);
  });

  it("on records that throw while they are read are made all the same", async () => {
    const { access, castellan } = await open({ decisions: {} });
    const record = new Proxy(FR, {
      getOwnPropertyDescriptor() {
        throw new Error("no");
      },
    });
    expect(access.decide({ action: "read", type: "note", record }).outcome).toBe("deny");
    await castellan.close();
  });
});

describe("what is not to be told", () => {
  it("is taken out before an event is sealed", async () => {
    const { tenant, castellan, events, real } = await open({ redact: { attributes: ["team"] } });
    await tenant.asSystem("seed").updateAttributes("ann", { attributes: { team: "secret one" } });
    await tenant.asSystem("seed").invite({ id: "new", attributes: { team: "secret two" } });
    await castellan.close();
    expect(JSON.stringify(await events())).not.toContain("secret");
    expect((await real.read("t", "ann"))?.principal.attributes).toEqual({ team: "secret one" });
    expect((await verifyAuditChain(real.events("t"))).ok).toBe(true);
  });
});

describe("sinks", () => {
  it("are given all events of the tenants that are opened, in order", async () => {
    const seen: AuditEvent[] = [];
    let head: ChainHead | null = null;
    const sink = { write: async (events: readonly AuditEvent[]) => void seen.push(...events) };
    const progress = () => ({
      load: async () => head,
      save: async (reached: ChainHead) => {
        head = reached;
      },
    });
    const store = memoryStore();
    await populate(store, "t", [somebody("ann")]);
    const castellan = createCastellan({ policy: house, store, audit: { sinks: [{ sink, progress }] } });
    await castellan.tenant("t").asSystem("seed").suspend("ann");
    await expect.poll(() => seen.length).toBe(2);
    await castellan.close();
    expect(seen.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});

describe("sinks of a service that is closed", () => {
  const decides = async (write: (events: readonly AuditEvent[]) => Promise<void>) => {
    const store = memoryStore();
    await populate(store, "t", [somebody("ann")]);
    let head: ChainHead | null = null;
    const progress = () => ({
      load: async () => head,
      save: async (reached: ChainHead) => {
        head = reached;
      },
    });
    const errors: unknown[] = [];
    const audit = { decisions: {}, sinks: [{ sink: { write }, progress }] };
    const onError = (error: unknown) => errors.push(error);
    const castellan = createCastellan({ policy: house, store, audit, onError });
    const access = await castellan.tenant("t").access("ann", null);
    access.decide({ action: "read", type: "note", record: FR });
    return { castellan, errors };
  };

  it("get what is written down last", async () => {
    const seen: string[] = [];
    const { castellan } = await decides(async (events) => void seen.push(...events.map(({ type }) => type)));
    await castellan.close();
    expect(seen).toEqual(["castellan.imported", "castellan.decision.denied"]);
  });

  it("that fail then are heard of, and keep nothing from ending", async () => {
    const { castellan, errors } = await decides(async () => {
      throw new Error("no room");
    });
    await castellan.close();
    expect(errors).toContainEqual(expect.objectContaining({ message: "no room" }));
  });
});

describe("a service that was closed", () => {
  it("lets nobody in, takes no command, and may be closed again", async () => {
    const { castellan, tenant } = await open();
    const admin = tenant.asSystem("seed");
    await castellan.close();
    await castellan.close();
    const access = await tenant.access("ann", null);
    expect(access.decide({ action: "read", type: "note", record: DE })).toMatchObject({ reason: "indeterminate" });
    await expect(admin.suspend("ann")).rejects.toMatchObject({ code: "unavailable" });
  });

  it("has finished the commands that it was given", async () => {
    const { castellan, tenant, real } = await open();
    const given = tenant.asSystem("seed").suspend("ann");
    await castellan.close();
    expect((await real.read("t", "ann"))?.principal.status).toBe("suspended");
    await given;
  });
});

describe("a tenant", () => {
  it("tells its audit by who, what and when", async () => {
    const { tenant, clock } = await open();
    const seed = tenant.asSystem("seed");
    clock.at += 1_000;
    await seed.suspend("ann");
    clock.at += 1_000;
    await seed.reactivate("ann");
    const told = async (query: Parameters<typeof tenant.audit>[0]) => {
      const actions: string[] = [];
      for await (const { data } of tenant.audit(query)) actions.push(data.action);
      return actions;
    };
    expect(await told({})).toEqual(["import", "suspend", "reactivate"]);
    expect(await told({ principalId: "ann", action: "suspend" })).toEqual(["suspend"]);
    expect(await told({ from: new Date(clock.at) })).toEqual(["reactivate"]);
    expect(await told({ until: new Date(clock.at).toISOString() })).toEqual(["import", "suspend"]);
    expect(await told({ last: 1 })).toEqual(["reactivate"]);
    expect(() => tenant.audit({ from: "yesterday" as never })).toThrow(
      expect.objectContaining({ code: "invalid_limit" }),
    );
  });

  it("tells what is kept on somebody, on everybody, and its revision", async () => {
    const { tenant, castellan } = await open();
    expect((await tenant.read("ann"))?.principal.id).toBe("ann");
    expect(await tenant.read("nobody")).toBeUndefined();
    expect(await tenant.read("\0")).toBeUndefined();
    const ids: string[] = [];
    for await (const { principal } of tenant.people()) ids.push(principal.id);
    expect(ids).toEqual(["ann"]);
    expect(await tenant.revision()).toBe(1);
    expect(await castellan.tenant("new").revision()).toBe(0);
  });

  it("takes in who was invited", async () => {
    const { tenant } = await open();
    const { token } = await tenant.asSystem("seed").invite({ id: "new" });
    expect(await tenant.acceptInvite(token, { key: "k" })).toMatchObject({ principalId: "new" });
    expect(await tenant.acceptInvite(token, { key: "k" })).toMatchObject({ principalId: "new" });
    await expect(tenant.acceptInvite("no-such-token")).rejects.toMatchObject({ reason: "invalid_token" });
  });

  it("may put others out of memory, and loses nothing by being put out itself", async () => {
    const clock = new HandClock();
    const store = memoryStore();
    const reads = [{ id: "a", role: "reader", scope: { region: ["DE"] } }];
    for (const id of ["t1", "t2"]) await populate(store, id, [somebody("ann", reads)]);
    const castellan = createCastellan({ policy: house, store, clock, cache: { maxTenants: 1 } });
    const [t1, t2] = [castellan.tenant("t1"), castellan.tenant("t2")];
    for (const tenant of [t1, t2, t1]) expect((await tenant.access("ann", null)).can("read", "note", DE)).toBe(true);
    const given = t1.asSystem("seed").suspend("ann");
    await t2.access("ann", null);
    await given;
    expect((await t1.access("ann", null)).can("read", "note", DE)).toBe(false);
    await castellan.close();
  });
});

describe("a tenant's own policy", () => {
  const own = { roles: { listener: { title: "Listener", extends: ["reader"] } } } as const;

  it("adds roles of the tenant's own", async () => {
    const { castellan, clock, real } = await open();
    await populate(real, "u", [somebody("bob", [{ id: "b", role: "listener", scope: { region: ["DE"] } }])]);
    const extended = castellan.tenant("u", { policy: house.extend(own) });
    expect((await extended.access("bob", sessionAt(clock.at))).can("read", "note", DE)).toBe(true);
    const plain = castellan.tenant("u");
    expect((await plain.access("bob", sessionAt(clock.at))).can("read", "note", DE)).toBe(false);
    const parsed = house.parseRoles(JSON.stringify(own));
    if (!parsed.ok) throw new Error("not parsed");
    expect((await castellan.tenant("u", { policy: parsed.policy }).access("bob", null)).can("read", "note", DE)).toBe(
      true,
    );
  });

  it("is the service's own, or an extension of an extension", async () => {
    const { castellan } = await open();
    const twice = house.extend(own).extend({ roles: { other: { title: "Other" } } });
    for (const policy of [house, twice]) expect(castellan.tenant("u", { policy: policy as never }).id).toBe("u");
  });

  it("is refused where it was not made of the service's", async () => {
    const { castellan } = await open();
    const { parsePolicy } = await import("../../../src/policy/parse-policy.js");
    const copy = parsePolicy(JSON.stringify(house.toJSON()));
    if (!copy.ok) throw new Error("not parsed");
    const { rules: _, ...loose } = house.toJSON();
    const looser = parsePolicy(JSON.stringify({ ...loose, rules: {} }));
    if (!looser.ok) throw new Error("not parsed");
    const data = house.toJSON();
    const [reader] = Object.entries(data.roles);
    const forged = [
      { ...data, rules: {} },
      { ...data, model: { ...data.model } },
      { ...data, separationOfDuty: [] },
      { ...data, id: "other" },
      { ...data, roles: Object.fromEntries(Object.entries(data.roles).slice(1)) },
      { ...data, roles: { ...data.roles, [reader![0]]: { ...reader![1] } } },
    ].map((json) => ({ policy: { ...copy.policy, toJSON: () => json } as typeof copy.policy }));
    for (const { policy } of [copy, looser, ...forged]) {
      expect(() => castellan.tenant("u", { policy })).toThrow(
        expect.objectContaining({ issues: [expect.objectContaining({ code: "no_extension" })] }),
      );
    }
  });
});
