import { describe, expect, it } from "vitest";
import type { PrincipalState } from "../../../src/model/principal-state.js";
import type { CastellanOptions } from "../../../src/service/castellan.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import { StoreError } from "../../../src/storage/store-error.js";
import { ASSIGN_KEEPER, HandClock, house, populate, sessionAt, somebody } from "./house.js";
import { TroubledStore } from "./troubled-store.js";

const DE = { id: "n1", region: "DE" };
const FR = { id: "n2", region: "FR" };
const reads = (...region: string[]) => [{ id: `r-${region}`, role: "reader", scope: { region } }];

async function open(people: readonly PrincipalState[], options: Partial<CastellanOptions<never>> = {}) {
  const clock = new HandClock();
  const real = memoryStore();
  await populate(real, "t", people);
  const store = new TroubledStore(real);
  const errors: unknown[] = [];
  const castellan = createCastellan({
    policy: house,
    store,
    clock,
    onError: (error) => errors.push(error),
    ...(options as object),
  });
  return { clock, real, store, errors, castellan, tenant: castellan.tenant("t") };
}

describe("an access", () => {
  it("is the policy seen by what is kept, at the clock's instant", async () => {
    const { tenant, clock } = await open([
      somebody("ann", [{ id: "a", role: "reader", scope: { region: ["DE"] }, validUntil: new HandClock().at + 1_000 }]),
    ]);
    const access = await tenant.access("ann", null);
    expect(access.can("read", "note", DE)).toBe(true);
    expect(access.can("read", "note", FR)).toBe(false);
    expect(access.validUntil).toBe(clock.at + 1_000);
  });

  it("never reaches beyond what it knows of time, though it comes from memory", async () => {
    const { tenant, clock } = await open(
      [
        somebody("ann", [
          { id: "a", role: "reader", scope: { region: ["DE"] }, validUntil: new HandClock().at + 1_000 },
        ]),
      ],
      { freshFor: "1h" },
    );
    await tenant.access("ann", null);
    clock.at += 1_000;
    expect((await tenant.access("ann", null)).can("read", "note", DE)).toBe(false);
  });

  it("of somebody unknown is denied", async () => {
    const { tenant } = await open([]);
    const access = await tenant.access("nobody", null);
    expect(access.decide({ action: "read", type: "note", record: DE })).toMatchObject({
      outcome: "deny",
      reason: "principal_inactive",
      errors: [],
    });
  });

  it.each(["", "x".repeat(257), "\0", "\ud800", 7, null, undefined])("of %j makes no sense", async (id) => {
    const { tenant } = await open([]);
    await expect(tenant.access(id as never, null)).rejects.toMatchObject({ code: "invalid_facts" });
  });

  it.each(["__proto__", "constructor", "toString"])("of %s is one of nobody", async (id) => {
    const { tenant } = await open([]);
    expect((await tenant.access(id, null)).can("read", "note", DE)).toBe(false);
  });

  it("leaves out what is set aside, and says until when", async () => {
    const at = new HandClock().at;
    const muted = { at: 0, by: "kim", until: at + 500, reason: "leave" };
    const [assignment] = reads("DE");
    const { tenant, clock } = await open([somebody("ann", [{ ...assignment!, muted }])], { freshFor: "1h" });
    const access = await tenant.access("ann", null);
    expect(access.can("read", "note", DE)).toBe(false);
    expect(access.validUntil).toBe(at + 500);
    clock.at = at + 500;
    expect((await tenant.access("ann", null)).can("read", "note", DE)).toBe(true);
  });

  it("heeds what an identity provider said of the session", async () => {
    const identity = { provider: "idp", sessions: [{ id: "s1", provider: "idp", saidAt: 5, revoked: true }] } as never;
    const { tenant, clock } = await open([somebody("ann", reads("DE"), { identity })]);
    const decision = (await tenant.access("ann", sessionAt(clock.at))).decide({
      action: "read",
      type: "note",
      record: DE,
    });
    expect(decision).toMatchObject({ outcome: "deny", reason: "session_revoked" });
    expect((await tenant.access("ann", sessionAt(clock.at, { id: "s2" }))).can("read", "note", DE)).toBe(true);
  });

  it("takes approvals that are kept elsewhere", async () => {
    const { tenant, clock } = await open([somebody("ann", reads("DE"))]);
    const approval = {
      id: "x",
      by: "kim",
      principal: "ann",
      action: "update",
      type: "note",
      recordId: "n1",
      at: clock.at,
    };
    const access = await tenant.access("ann", null, { approvals: [approval] });
    expect((access as never as { party: { approvals: unknown[] } }).party.approvals).toEqual([approval]);
  });

  it("may stand on a clock that is an object, as `Date` is", async () => {
    const store = memoryStore();
    await populate(store, "t", [somebody("ann", reads("DE"))]);
    const tenant = createCastellan({ policy: house, store, clock: Date }).tenant("t");
    expect((await tenant.access("ann", null)).can("read", "note", DE)).toBe(true);
  });
});

describe("on behalf of somebody", () => {
  const people = [somebody("bot", reads("DE", "FR")), somebody("ann", reads("DE"))];

  it("both must be allowed", async () => {
    const { tenant, clock } = await open(people);
    const onBehalfOf = { principalId: "ann", session: sessionAt(clock.at) };
    const access = await tenant.access("bot", sessionAt(clock.at), { onBehalfOf });
    expect([DE, FR].map((record) => access.can("read", "note", record))).toEqual([true, false]);
  });

  it("no session is borrowed where only a name is given", async () => {
    const ann = somebody("ann", reads("DE"));
    const { tenant, clock } = await open([
      people[0]!,
      { ...ann, principal: { ...ann.principal, sessionsValidFrom: 1 } },
    ]);
    const session = sessionAt(clock.at);
    expect((await tenant.access("bot", session, { onBehalfOf: "ann" })).can("read", "note", DE)).toBe(false);
    const access = await tenant.access("bot", session, { onBehalfOf: { principalId: "ann", session } });
    expect(access.can("read", "note", DE)).toBe(true);
  });

  it("nothing is allowed for somebody unknown", async () => {
    const { tenant, clock } = await open(people);
    const access = await tenant.access("bot", sessionAt(clock.at), { onBehalfOf: "nobody" });
    expect(access.can("read", "note", DE)).toBe(false);
  });

  it("both are read at least as of the revision asked for", async () => {
    const { tenant, castellan, real, clock } = await open(people, { freshFor: "1h" });
    const options = { onBehalfOf: { principalId: "ann", session: sessionAt(clock.at) } };
    await tenant.access("bot", sessionAt(clock.at), options);
    const other = createCastellan({ policy: house, store: real, clock });
    const { revision } = await other.tenant("t").asSystem("x").revoke("ann", "r-DE");
    const access = await tenant.access("bot", sessionAt(clock.at), { ...options, atLeast: revision });
    expect(access.can("read", "note", DE)).toBe(false);
    await castellan.close();
  });

  it("does not go together with a log-in as somebody", async () => {
    const { tenant } = await open(people);
    const given = tenant.access("bot", null, { onBehalfOf: "ann", actingAs: "ann" });
    await expect(given).rejects.toMatchObject({ code: "invalid_facts" });
  });
});

describe("logged in as somebody", () => {
  const at = new HandClock().at;
  const login = { id: "l1", by: "kim", from: at - 1_000, until: at + 1_000, reason: "support" };
  const kim = somebody("kim", [ASSIGN_KEEPER]);
  const ann = somebody("ann", reads("DE"), { logins: [login] });
  const acting = { actingAs: "ann" };

  it("is never more than both may, and ends with the log-in", async () => {
    const { tenant, clock } = await open([kim, ann], { freshFor: "1h" });
    const session = sessionAt(clock.at);
    expect((await tenant.access("kim", session)).can("export", "note", DE)).toBe(true);
    const access = await tenant.access("kim", session, acting);
    expect(access.can("read", "note", DE)).toBe(true);
    expect(access.can("read", "note", FR)).toBe(false);
    expect(access.can("export", "note", DE)).toBe(false);
    expect(access.validUntil).toBe(login.until);
    expect(access.at(login.until).can("read", "note", DE)).toBe(false);
    clock.at = login.until;
    expect((await tenant.access("kim", sessionAt(clock.at), acting)).can("read", "note", DE)).toBe(false);
  });

  it("begins with the log-in, and says so", async () => {
    const { tenant, clock } = await open([kim, { ...ann, logins: [{ ...login, from: at + 100 }] }], { freshFor: "1h" });
    const access = await tenant.access("kim", sessionAt(clock.at), acting);
    expect(access.can("read", "note", DE)).toBe(false);
    expect(access.validUntil).toBe(at + 100);
    clock.at = at + 100;
    expect((await tenant.access("kim", sessionAt(clock.at), acting)).can("read", "note", DE)).toBe(true);
  });

  it.each([
    ["without a log-in", { ...ann, logins: [] }],
    ["by a log-in of somebody else", { ...ann, logins: [{ ...login, by: "eve" }] }],
    [
      "after the account's sessions were ended",
      { ...ann, principal: { ...ann.principal, sessionsValidFrom: at - 500 } },
    ],
    ["with an account that is suspended", { ...ann, principal: { ...ann.principal, status: "suspended" as const } }],
  ])("is nothing %s", async (_, account) => {
    const { tenant, clock } = await open([kim, account]);
    // who acts may have authenticated again since
    const access = await tenant.access("kim", sessionAt(clock.at), acting);
    expect(access.can("read", "note", DE)).toBe(false);
  });

  it("is nothing without a session of one's own", async () => {
    const { tenant } = await open([kim, ann]);
    expect((await tenant.access("kim", null, acting)).can("read", "note", DE)).toBe(false);
  });

  it("names both in what is done", async () => {
    const people = [kim, somebody("ann", [ASSIGN_KEEPER], { logins: [login] }), somebody("bob", reads("DE"))];
    const { tenant, clock } = await open(people);
    const both = tenant.as({ principalId: "kim", session: sessionAt(clock.at), actingAs: "ann" });
    const { events } = await both.suspend("bob");
    expect(events[0]?.data.actor).toMatchObject({ id: "kim", onBehalfOf: "ann" });
  });

  it("gives no authority that the account lacks, nor after its end", async () => {
    const { tenant, clock } = await open([kim, ann, somebody("bob", reads("DE"))]);
    const both = () => tenant.as({ principalId: "kim", session: sessionAt(clock.at), actingAs: "ann" });
    await expect(both().suspend("bob")).rejects.toMatchObject({ reason: "not_authorised" });
    clock.at = login.until;
    await expect(both().suspend("bob")).rejects.toMatchObject({ decision: { reason: "principal_inactive" } });
  });
});

describe("a store that cannot be reached", () => {
  const people = [somebody("ann", reads("DE")), somebody("bot", reads("DE"))];
  const request = { action: "read", type: "note", record: DE } as const;

  it("lets nobody in, and is not thrown", async () => {
    const { tenant, store, errors, clock } = await open(people);
    store.isDown = true;
    const access = await tenant.access("ann", sessionAt(clock.at));
    expect(access.decide(request)).toEqual({
      outcome: "deny",
      reason: "indeterminate",
      statements: [],
      errors: [{ code: "unavailable", message: expect.any(String) }],
      validUntil: clock.at + 1_000,
    });
    expect(errors).toMatchObject([{ code: "unavailable" }]);
  });

  it("closes every question", async () => {
    const { tenant, store, clock } = await open(people);
    store.isDown = true;
    const access = await tenant.access("ann", sessionAt(clock.at));
    expect(access.can("read", "note", DE)).toBe(false);
    expect(access.outcome("read", "note", DE)).toBe("deny");
    expect(access.canSome("read", "note")).toBe(false);
    expect(() => access.assert(request)).toThrow("indeterminate");
    expect(access.checkWrite("note", DE, { text: "x" })).toEqual({
      allowed: [],
      needs: [],
      refused: [{ field: "text", reason: "indeterminate" }],
    });
    expect(access.fields("read", "note", DE)).toEqual([]);
    expect(access.view("note", DE, "text")).toBe("hidden");
    expect(access.mask("note", DE)).toEqual({});
    expect(access.checker("read", "note")(DE)).toBe(false);
    expect(access.filter("read", "note").isNever).toBe(true);
    expect(() => access.assertQueryable("note", ["text"])).toThrow(expect.objectContaining({ code: "access_denied" }));
    expect(access.explain(request).decision).toMatchObject({ reason: "indeterminate" });
    expect(String(access.explain(request))).toContain("No");
    expect(access.snapshot()).toBeTypeOf("object");
    for (const other of [access.at(clock.at + 5), access.attenuate({ allow: { note: ["read"] } })]) {
      expect(other.decide(request)).toMatchObject({ reason: "indeterminate", errors: [{ code: "unavailable" }] });
    }
    expect(() => access.can("raed" as never, "note", DE)).toThrow("raed");
  });

  it("hides the human's part as well as the agent's", async () => {
    const { tenant, store, clock } = await open(people, { freshFor: 0 });
    await tenant.access("bot", sessionAt(clock.at));
    store.fail("read");
    const access = await tenant.access("bot", sessionAt(clock.at), { onBehalfOf: "ann" });
    expect(access.decide(request)).toMatchObject({ reason: "indeterminate" });
  });

  it("is forgotten as soon as it is back", async () => {
    const { tenant, store, clock } = await open(people);
    store.isDown = true;
    await tenant.access("ann", sessionAt(clock.at));
    store.isDown = false;
    expect((await tenant.access("ann", sessionAt(clock.at))).can("read", "note", DE)).toBe(true);
  });

  it("may be answered for as long as `staleFor`, and every decision says so", async () => {
    const { tenant, store, clock } = await open(people, { freshFor: 1_000, staleFor: 10_000 });
    await tenant.access("ann", null);
    const known = clock.at;
    store.isDown = true;
    clock.at = known + 5_000;
    const access = await tenant.access("ann", null);
    expect(access.decide(request)).toMatchObject({ outcome: "allow", errors: [{ code: "stale" }] });
    expect(access.explain(request).decision.errors).toMatchObject([{ code: "stale" }]);
    expect(String(access.explain(request))).toContain("Yes");
    expect(access.validUntil).toBeLessThanOrEqual(known + 10_000);
    expect(access.at(known + 10_000).can("read", "note", DE)).toBe(false);
    clock.at = known + 10_000;
    expect((await tenant.access("ann", null)).decide(request)).toMatchObject({ reason: "indeterminate" });
  });

  it("is not answered for where that would be older than asked for", async () => {
    const { tenant, store, clock } = await open(people, { freshFor: 1_000, staleFor: 10_000 });
    await tenant.access("ann", null);
    store.isDown = true;
    clock.at += 2_000;
    expect((await tenant.access("ann", null, { atLeast: 2 })).decide(request)).toMatchObject({
      reason: "indeterminate",
    });
  });

  it("is no reason to say that a fresh answer is a stale one", async () => {
    const { tenant, store } = await open(people, { freshFor: 1_000, staleFor: 10_000 });
    await tenant.access("ann", null);
    store.isDown = true;
    expect((await tenant.access("ann", null)).decide(request)).toMatchObject({ outcome: "allow", errors: [] });
  });

  it("that does not answer is given up on", async () => {
    const { tenant, store, errors } = await open(people, { timeout: 20 });
    store.wait = () => new Promise(() => undefined);
    expect((await tenant.access("ann", null)).decide(request)).toMatchObject({ reason: "indeterminate" });
    expect(errors).toMatchObject([{ code: "unavailable", message: expect.stringContaining("20 ms") }]);
  });

  it("that does not answer is not waited for long by who may be answered all the same", async () => {
    const { tenant, store, clock } = await open(people, { freshFor: 1_000, staleFor: "1h", timeout: "1h" });
    await tenant.access("ann", null);
    clock.at += 2_000;
    store.wait = () => new Promise(() => undefined);
    expect((await tenant.access("ann", null)).decide(request)).toMatchObject({ errors: [{ code: "stale" }] });
  });

  it("may throw whatever it likes", async () => {
    const { tenant, real, errors } = await open(people);
    real.read = () => Promise.reject(new TypeError("no such column"));
    expect((await tenant.access("ann", null)).decide(request)).toMatchObject({ reason: "indeterminate" });
    expect(errors).toMatchObject([{ code: "unavailable", cause: new TypeError("no such column") }]);
  });

  it("that is corrupt lets nobody in, whatever was known before", async () => {
    const { tenant, real, clock } = await open(people, { freshFor: 1_000, staleFor: "1h" });
    await tenant.access("ann", null);
    clock.at += 2_000;
    real.events = () => {
      throw new StoreError("corrupt", "torn");
    };
    expect((await tenant.access("ann", null)).can("read", "note", DE)).toBe(false);
  });

  it("that gives what is no state lets nobody in, and what is no session is still said so", async () => {
    const { tenant, real, errors } = await open(people);
    const read = real.read.bind(real);
    real.read = async (...given) => ({ ...(await read(...given))!, assignments: [7] as never });
    expect((await tenant.access("ann", null)).decide(request)).toMatchObject({ reason: "indeterminate" });
    expect(errors).toMatchObject([{ code: "invalid_facts" }]);
    await expect(tenant.access("ann", "s1" as never)).rejects.toMatchObject({ code: "invalid_facts" });
  });
});

describe("options that make no sense", () => {
  it.each([
    { freshFor: -1 },
    { freshFor: "5 seconds" },
    { staleFor: Number.NaN },
    { timeout: 0 },
    { cache: { maxEntries: 0 } },
    { cache: { maxTenants: 1.5 } },
  ])("are refused: %j", (options) => {
    expect(() => createCastellan({ policy: house, store: memoryStore(), ...(options as object) })).toThrow(
      expect.objectContaining({ code: "invalid_limit" }),
    );
  });

  it("are ids of tenants that no store takes", () => {
    const castellan = createCastellan({ policy: house, store: memoryStore() });
    expect(() => castellan.tenant("")).toThrow(expect.objectContaining({ code: "invalid_request" }));
    expect(() => castellan.tenant("t").asSystem("")).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});
