import type { Access, VocabularyOf } from "castellan";
import { type Castellan, type Commander, createCastellan, type Preview, type Tenant } from "castellan/service";
import type { PolicyStore } from "castellan/storage";
import { describe, expectTypeOf, test } from "vitest";
import { crm } from "./crm.js";

type V = VocabularyOf<typeof crm>;
declare const store: PolicyStore;

describe("a service", () => {
  const castellan = createCastellan({ policy: crm, store });
  const tenant = castellan.tenant("t");
  const admin = tenant.as({ principalId: "u1", session: null });

  test("is typed by its policy", () => {
    expectTypeOf(castellan).toEqualTypeOf<Castellan<V>>();
    expectTypeOf(tenant).toEqualTypeOf<Tenant<V>>();
    expectTypeOf(tenant.access("u1", null)).toEqualTypeOf<Promise<Access<V>>>();
    expectTypeOf(admin).toEqualTypeOf<Commander<V>>();
    expectTypeOf(tenant.asSystem("seed")).toEqualTypeOf<Commander<V>>();
  });

  test("takes clocks and lengths", () => {
    createCastellan({ policy: crm, store, clock: Date, freshFor: "5s", staleFor: 0, cache: { maxEntries: 10 } });
    createCastellan({ policy: crm, store, clock: () => 0 });
    // @ts-expect-error
    createCastellan({ policy: crm, store, freshFor: "5 seconds" });
    // @ts-expect-error
    createCastellan({ policy: crm });
  });

  test("knows the roles and dimensions that may be handed out", () => {
    admin.assign("u2", { role: "sales_rep", scope: { region: ["DE"] } });
    // @ts-expect-error
    admin.assign("u2", { role: "sales_repp" });
    // @ts-expect-error
    admin.assign("u2", { role: "sales_rep", scope: { reggion: ["DE"] } });
    // @ts-expect-error
    admin.invite({ assignments: [{ role: "sales_repp" }] });
    // @ts-expect-error
    admin.requestAccess({ role: "sales_repp", duration: "1h", reason: "cover" });
    // @ts-expect-error
    admin.transfer("u2", { end: [], start: [{ role: "sales_repp" }] });
  });

  test("knows the records that may be asked about", () => {
    const wins = { action: "update", type: "deal", record: { id: "d1" }, changes: { stage: "won" } } as const;
    admin.requestAccess({ ...wins, reason: "signed today" });
    admin.authorize({ action: "export", type: "contact", record: { id: "c1" }, fields: ["email"] });
    // @ts-expect-error
    admin.authorize({ action: "call", type: "deal", record: { id: "d1" } });
    // @ts-expect-error
    admin.requestAccess({ ...wins, reason: "signed today", changes: { stage: "wonn" } });
  });

  test("wants a reason where none would be refused", () => {
    // @ts-expect-error
    admin.breakGlass("a1", {});
    // @ts-expect-error
    admin.lockDown("u2", {});
    // @ts-expect-error
    admin.unlock("u2");
    // @ts-expect-error
    admin.loginAs("u2", { duration: "1h" });
    // @ts-expect-error
    admin.activate("a1", { duration: "1h" });
    // @ts-expect-error
    admin.requestAccess({ role: "sales_rep", duration: "1h" });
    // @ts-expect-error
    admin.run({ command: "lockDown", principalId: "u2" });
  });

  test("tells a token the first time, and perhaps none with a key", async () => {
    expectTypeOf((await admin.invite({})).token).toEqualTypeOf<string>();
    expectTypeOf((await admin.invite({ key: "k" })).token).toEqualTypeOf<string | null>();
    expectTypeOf((await admin.resendInvite("u2")).token).toEqualTypeOf<string>();
    expectTypeOf((await admin.resendInvite("u2", { key: "k" })).token).toEqualTypeOf<string | null>();
  });

  test("tells what each command gives", async () => {
    expectTypeOf((await admin.assign("u2", { role: "sales_rep" })).assignmentId).toEqualTypeOf<string>();
    expectTypeOf((await admin.suspend("u2")).revision).toEqualTypeOf<number>();
    expectTypeOf((await admin.run({ command: "approve", requestId: "r" })).missing).toEqualTypeOf<number>();
    expectTypeOf(await admin.preview({ command: "suspend", principalId: "u2" })).toEqualTypeOf<Preview>();
    // @ts-expect-error
    admin.run({ command: "aprove", requestId: "r" });
    // @ts-expect-error
    admin.run({ command: "approve" });
  });

  test("may have tenants with roles of their own", () => {
    const own = crm.extend({ roles: { listener: { title: "Listener" } } });
    const theirs = castellan.tenant("t", { policy: own }).as({ principalId: "u1", session: null });
    theirs.assign("u2", { role: "listener" });
    // @ts-expect-error
    admin.assign("u2", { role: "listener" });
  });

  test("takes a human by name or in a session, and not half of one", () => {
    tenant.access("bot", null, { onBehalfOf: "u1" });
    tenant.access("bot", null, { onBehalfOf: { principalId: "u1", session: null } });
    // @ts-expect-error
    tenant.access("bot", null, { onBehalfOf: { principalId: "u1" } });
  });
});
