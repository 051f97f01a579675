import { describe, expect, it } from "vitest";
import {
  accessTo,
  ask,
  deal,
  deals,
  HOUR,
  MINUTE,
  NOW,
  policyOf,
  rep,
  report,
  ruled,
  session,
} from "../fixtures/access.js";
import { hydratedFrom, opened, snapshotOf } from "./fixtures.js";

const DAY = 24 * HOUR;
const open = { stage: "open" };

describe("S39 a hydrated access", () => {
  it("answers from the parsed snapshot as from its text", () => {
    const snapshot = snapshotOf(deals({ allow: "read", when: open }));
    for (const given of [snapshot, JSON.stringify(snapshot), JSON.parse(JSON.stringify(snapshot))]) {
      expect(opened(given, NOW).can("read", "deal", deal)).toBe(true);
      expect(opened(given, NOW).can("read", "deal", { ...deal, stage: "won" })).toBe(false);
    }
  });

  it("knows the names of every type, also of those that nothing is held for", () => {
    const access = hydratedFrom(deals({ allow: "read" }));
    expect(access.can("export", "report", report)).toBe(false);
    expect(() => access.can("read", "dael", deal)).toThrow(expect.objectContaining({ code: "unknown_type" }));
    expect(() => access.can("raed", "deal", deal)).toThrow(expect.objectContaining({ code: "unknown_action" }));
    expect(() => access.can("read", "deal", deal, "nmae")).toThrow(expect.objectContaining({ code: "unknown_field" }));
    expect(() => access.can("read", "deal", null as never)).toThrow(
      expect.objectContaining({ code: "invalid_record" }),
    );
  });

  it("tells a step-up from a no, with what would meet it, as the server does", () => {
    const policy = ruled({ id: "mfa", require: { mfa: { within: "15m" } }, for: "export" });
    const [server, client] = [accessTo(policy), hydratedFrom(policy)];
    expect(client.outcome("export", "deal", deal)).toBe("challenge");
    expect(client.decide(ask("export"))).toEqual(server.decide(ask("export")));
    expect(() => client.assert(ask("export"))).toThrow(expect.objectContaining({ code: "access_denied" }));
    expect(() => client.assert(ask("read"))).not.toThrow();
  });

  it("masks, and tells which fields may be read and written", () => {
    const access = hydratedFrom(
      deals({ allow: ["read", "update"], fields: ["id", "stage"] }, { allow: "read", masked: { phone: "last4" } }),
    );
    expect(access.mask("deal", deal)).toEqual({ id: "d1", stage: "open", phone: "••••1820" });
    expect(["id", "phone", "amount"].map((field) => access.view("deal", deal, field))).toEqual([
      "full",
      "masked",
      "hidden",
    ]);
    expect(access.fields("update", "deal", deal)).toEqual(["stage"]);
    expect(access.checkWrite("deal", deal, { stage: "won", amount: 1, nothing: 2 })).toEqual({
      allowed: ["stage"],
      refused: [
        { field: "nothing", reason: "invalid_request" },
        { field: "amount", reason: "no_grant" },
      ],
      needs: [],
    });
  });

  it("goes on with time: what begins, ends or grows stale by itself is known in advance", () => {
    const policy = policyOf(
      { deal: [{ allow: ["read", "export"] }] },
      { rules: { deal: [{ require: { mfa: { within: "15m", factors: 1 } }, for: "export" }] } },
    );
    const access = hydratedFrom(policy, {
      assignments: [rep({ validFrom: NOW + HOUR, validUntil: NOW + DAY })],
      session: { ...session, factors: [{ method: "pwd", at: NOW + 2 * HOUR }] },
    });
    const at = (instant: number) => [
      access.at(instant).can("read", "deal", deal),
      access.at(instant).outcome("export", "deal", deal),
    ];
    expect(at(NOW)).toEqual([false, "deny"]);
    expect(at(NOW + HOUR)).toEqual([true, "challenge"]);
    expect(at(NOW + 2 * HOUR)).toEqual([true, "allow"]);
    expect(at(NOW + 2 * HOUR + 15 * MINUTE)).toEqual([true, "challenge"]);
    expect(at(NOW + DAY)).toEqual([false, "deny"]);
  });

  it("ends with its session, and is bounded by every change to come", () => {
    const access = hydratedFrom(deals({ allow: "read" }), { session: { ...session, expiresAt: NOW + HOUR } });
    expect(access.validUntil).toBe(NOW + HOUR);
    expect(access.at(NOW + HOUR - 1).outcome("read", "deal", deal)).toBe("allow");
    expect(access.at(NOW + HOUR).outcome("read", "deal", deal)).toBe("challenge");
    expect(access.at(NOW + HOUR).validUntil).toBeNull();
  });

  it("knows schedules for eight days, and counts them as closed from then on", () => {
    const schedule = { timeZone: "Europe/Berlin", days: ["mon"], from: "08:00", until: "18:00" } as const;
    const access = hydratedFrom(ruled({ require: { schedule }, for: "read" }));
    const reads = (instant: number) => access.at(instant).can("read", "deal", deal);
    // NOW is a Monday, at 11 o'clock in Berlin
    expect([0, 7 * HOUR - 1, 7 * HOUR, DAY, 7 * DAY, 14 * DAY].map((later) => reads(NOW + later))).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it("answers for no instant before that of the snapshot, and for none that is none", () => {
    const access = hydratedFrom(deals({ allow: "read" }));
    for (const instant of [NOW - 1, Number.NaN, "soon", new Date(Number.NaN)]) {
      expect(() => access.at(instant)).toThrow(expect.objectContaining({ code: "invalid_now" }));
    }
    expect(() => opened(snapshotOf(deals()), NOW - 1)).toThrow(expect.objectContaining({ code: "invalid_now" }));
    expect(access.at(new Date(NOW)).can("read", "deal", deal)).toBe(true);
  });

  it("keeps to what an access was attenuated to", () => {
    const attenuated = accessTo(deals({ allow: "*" })).attenuate({ allow: { deal: ["read"] }, until: NOW + HOUR });
    const access = opened(attenuated.snapshot(), NOW);
    const answers = (at: typeof access) => ["read", "delete"].map((action) => at.can(action, "deal", deal));
    expect(answers(access)).toEqual([true, false]);
    expect(answers(access.at(NOW + HOUR))).toEqual([false, false]);
    expect(access.view("deal", deal, "amount")).toBe("full");
    expect(access.at(NOW + HOUR).view("deal", deal, "amount")).toBe("hidden");
    expect(access.canSome("delete", "deal")).toBe(false);
  });

  it("asks both parties where one acts for another", () => {
    const policy = policyOf(
      { deal: [{ allow: "*" }] },
      {
        roles: {
          reader: {
            title: "Reader",
            statements: {
              deal: [
                { allow: "read", masked: { phone: "last4" } },
                { allow: "read", fields: ["id"] },
              ],
            },
          },
        },
      },
    );
    const facts = {
      principal: { id: "u2", kind: "employee", status: "active" } as const,
      session,
      assignments: [rep({ role: "reader" })],
    };
    const access = hydratedFrom(policy, { onBehalfOf: facts });
    expect(["read", "delete"].map((action) => access.can(action, "deal", deal))).toEqual([true, false]);
    expect(["id", "phone", "amount"].map((field) => access.view("deal", deal, field))).toEqual([
      "full",
      "masked",
      "hidden",
    ]);
    expect(access.decide(ask("delete"))).toMatchObject({ outcome: "deny", reason: "no_grant" });
  });

  it.each(["suspended", "read_only", "deactivated"] as const)("stops a principal that is %s", (status) => {
    const access = hydratedFrom(deals({ allow: "*" }), { principal: { id: "u1", kind: "employee", status } });
    expect(access.can("read", "deal", deal)).toBe(status === "read_only");
    expect(access.decide(ask("delete"))).toMatchObject({ outcome: "deny", reason: "principal_inactive" });
  });

  it("counts an approval of exactly this request, whatever the notation of its dates", () => {
    const policy = ruled({ require: { approval: { by: "boss", within: "24h" } }, for: "update", fields: ["closedAt"] });
    const approvals = [
      {
        id: "p1",
        by: "u2",
        principal: "u1",
        action: "update",
        type: "deal",
        recordId: "d1",
        changes: { closedAt: new Date(NOW) },
        at: NOW,
      },
    ];
    const access = hydratedFrom(policy, { approvals });
    const outcomes = (at: typeof access) =>
      ["2026-03-02T11:00:00+01:00", NOW, new Date(NOW), NOW + 1].map(
        (closedAt) => at.decide({ action: "update", type: "deal", record: deal, changes: { closedAt } }).outcome,
      );
    expect(outcomes(access)).toEqual(["allow", "allow", "allow", "challenge"]);
    expect(outcomes(access.at(NOW + DAY))).toEqual(["challenge", "challenge", "challenge", "challenge"]);
    const another = { ...deal, id: "d2" };
    expect(access.decide({ action: "update", type: "deal", record: another, changes: { closedAt: NOW } }).outcome).toBe(
      "challenge",
    );
  });

  it("lets nobody move a record out of their scope, nor past a forbid that reaches it there", () => {
    const policy = policyOf(
      { deal: [{ allow: "update" }] },
      { rules: { deal: [{ forbid: "update", to: { stage: "lost" } }] } },
    );
    const access = hydratedFrom(policy, { assignments: [rep({ scope: { region: ["DACH"] } })] });
    const reasons = [{ region: "AT" }, { region: "FR" }, { stage: "lost" }].map((changes) => {
      const decision = access.decide({ action: "update", type: "deal", record: deal, changes });
      return decision.outcome === "deny" ? decision.reason : decision.outcome;
    });
    expect(reasons).toEqual(["allow", "no_grant", "forbidden"]);
  });

  it("tells what lists may be sorted by as long as that is known", () => {
    const access = hydratedFrom(deals({ allow: "read", fields: ["amount"] }), {
      assignments: [rep({ validUntil: NOW + HOUR })],
    });
    expect(() => access.assertQueryable("deal", ["amount"])).not.toThrow();
    expect(() => access.assertQueryable("deal", ["phone"])).toThrow(expect.objectContaining({ code: "access_denied" }));
    expect(() => access.at(NOW + HOUR).assertQueryable("deal", ["amount"])).toThrow();
  });

  it("says no where a record throws while it is read", () => {
    const access = hydratedFrom(deals({ allow: "read", when: open }, { allow: "update" }, { allow: "create" }));
    const trap = Object.defineProperty({ ...deal }, "stage", {
      enumerable: true,
      get: () => {
        throw new Error("trap");
      },
    });
    expect(access.can("read", "deal", trap)).toBe(false);
    expect(access.mask("deal", trap)).toEqual({});
    expect(access.view("deal", trap, "id")).toBe("hidden");
    expect(access.canSome("read", "deal", trap)).toBe(false);
    expect(access.decide(ask("read", { record: trap }))).toEqual({
      outcome: "deny",
      reason: "indeterminate",
      statements: [],
      errors: [],
      validUntil: NOW + 1,
    });
    expect(access.checkWrite("deal", trap, { amount: 1 })).toEqual({ allowed: [], refused: [], needs: [] });
  });

  it("knows numbers that JSON does not", () => {
    const policy = policyOf({
      deal: [{ allow: "read", when: { amount: { $lt: { $ref: "principal.attributes.level" } } } }],
    });
    const level = Number.POSITIVE_INFINITY;
    const access = hydratedFrom(policy, {
      principal: { id: "u1", kind: "employee", status: "active", attributes: { level } },
    });
    expect(access.can("read", "deal", deal)).toBe(true);
  });

  it("has no explanation to give", () => {
    expect("explain" in hydratedFrom(deals())).toBe(false);
  });
});
