import type { VocabularyOf } from "castellan";
import { type AccessSnapshot, type ClientAccess, hydrateAccess } from "castellan/client";
import { describe, expectTypeOf, test } from "vitest";
import { crm } from "./crm.js";

declare const snapshot: AccessSnapshot;
const record = { id: "d1", stage: "open", amount: 5 } as const;

describe("a hydrated access", () => {
  const access = hydrateAccess<typeof crm>(snapshot, { now: 0 });

  test("is typed by the policy", () => {
    expectTypeOf(access).toEqualTypeOf<ClientAccess<VocabularyOf<typeof crm>>>();
    expectTypeOf(access.can("export", "deal", record, "amount")).toEqualTypeOf<boolean>();
    expectTypeOf(access.fields("read", "contact", {})).toEqualTypeOf<("id" | "phone" | "email" | "region")[]>();
    expectTypeOf(access.at(1)).toEqualTypeOf(access);
    // @ts-expect-error
    access.can("call", "deal", record);
    // @ts-expect-error
    access.can("read", "deal", record, "phone");
    // @ts-expect-error
    access.can("read", "dael", record);
  });

  test("is opened from text as well, at an instant that must be said", () => {
    expectTypeOf(hydrateAccess<typeof crm>("", { now: new Date() })).toEqualTypeOf(access);
    // @ts-expect-error
    hydrateAccess<typeof crm>(snapshot);
    // @ts-expect-error
    hydrateAccess<typeof crm>(5, { now: 0 });
  });

  test("knows no names where the policy is not said", () => {
    const untyped = hydrateAccess(snapshot, { now: 0 });
    expectTypeOf(untyped.can("anything", "whatever", {}, "any")).toEqualTypeOf<boolean>();
  });

  test("has no explanation, and takes no more snapshots", () => {
    // @ts-expect-error
    access.explain({ action: "read", type: "deal", record });
    // @ts-expect-error
    access.snapshot();
  });

  test("is what the server's access gives", () => {
    const server = crm.access({
      principal: { id: "u1", kind: "employee", status: "active" },
      assignments: [],
      session: null,
      now: 0,
    });
    expectTypeOf(server.snapshot()).toEqualTypeOf<AccessSnapshot>();
  });
});
