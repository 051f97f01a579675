import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../src/model/access-facts.js";
import type { Instant } from "../../../src/model/instant.js";
import {
  accessTo,
  ask,
  deal,
  deals,
  HOUR,
  NOW,
  policyOf,
  principal,
  rep,
  report,
  ruled,
  session,
} from "../fixtures/access.js";
import { verdict } from "../fixtures/reason.js";

const all = policyOf({ deal: [{ allow: "*" }], report: [{ allow: "*" }] });
const readDeals = { allow: { deal: ["read"] } };

describe("S42 an attenuated access", () => {
  it("keeps what is listed, and nothing else", () => {
    const access = accessTo(all).attenuate({ allow: { deal: ["read", "export"] } });
    expect([
      access.can("read", "deal", deal),
      access.can("export", "deal", deal),
      access.can("update", "deal", deal),
      access.can("read", "report", report),
    ]).toEqual([true, true, false, false]);
  });

  it("denies the rest as not granted", () => {
    const access = accessTo(all).attenuate(readDeals);
    expect([verdict(access, ask("update")), access.decide(ask("update")).statements]).toEqual(["no_grant", []]);
  });

  it("is never wider than before", () => {
    const access = accessTo(deals({ allow: "read" })).attenuate({ allow: { deal: ["read", "update"] } });
    expect(access.can("update", "deal", deal)).toBe(false);
  });

  it("keeps forbids and requires", () => {
    const access = accessTo(ruled({ forbid: "read" }, { require: { justification: true }, for: "export" }));
    const narrowed = access.attenuate({ allow: { deal: ["read", "export"] } });
    expect(["read", "export", "delete"].map((action) => verdict(narrowed, ask(action)))).toEqual([
      "forbidden",
      "challenge",
      "no_grant",
    ]);
  });

  it("says forbidden rather than not granted also for what was taken away", () => {
    expect(verdict(accessTo(ruled({ forbid: "read" })).attenuate({ allow: {} }), ask("read"))).toBe("forbidden");
  });

  it("twice keeps what both keep", () => {
    const access = accessTo(all)
      .attenuate({ allow: { deal: ["read", "export"] } })
      .attenuate({ allow: { deal: ["export", "delete"] } });
    expect(["read", "export", "delete"].map((action) => access.can(action, "deal", deal))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("S23 ends at its end", () => {
    const until = (end: Instant) =>
      accessTo(all)
        .attenuate({ ...readDeals, until: end })
        .can("read", "deal", deal);
    expect([until(NOW + 1), until(NOW), until(new Date(NOW + 1)), until("2026-03-02T10:00:00Z")]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("twice ends at the earlier end", () => {
    const ends = (first: number, second: number) =>
      accessTo(all)
        .attenuate({ ...readDeals, until: first })
        .attenuate({ ...readDeals, until: second }).validUntil;
    expect([ends(NOW + 5, NOW + 9), ends(NOW + 9, NOW + 5)]).toEqual([NOW + 5, NOW + 5]);
  });

  it("keeps its end where it is attenuated without one", () => {
    const access = accessTo(all)
      .attenuate({ ...readDeals, until: NOW + 5 })
      .attenuate(readDeals);
    expect(access.validUntil).toBe(NOW + 5);
  });

  it("stays narrow at another instant", () => {
    const access = accessTo(all).attenuate({ ...readDeals, until: NOW + HOUR });
    expect([
      access.at(NOW + 1).can("export", "deal", deal),
      access.at(NOW + HOUR - 1).can("read", "deal", deal),
      access.at(NOW + HOUR).can("read", "deal", deal),
    ]).toEqual([false, true, false]);
  });

  it("leaves the access as it is that it comes from", () => {
    const access = accessTo(all);
    access.attenuate({ allow: {} });
    expect(access.can("read", "deal", deal)).toBe(true);
  });

  it("shows nothing in a mask that it does not let be read", () => {
    const access = accessTo(deals({ allow: "read", fields: ["id"] }, { allow: "read", masked: { phone: "last4" } }));
    expect([
      access.attenuate(readDeals).mask("deal", deal),
      access.attenuate({ allow: {} }).mask("deal", deal),
    ]).toEqual([{ id: "d1", phone: "••••1820" }, {}]);
  });

  it("asks yes or no of a field as well", () => {
    const access = accessTo(all).attenuate(readDeals);
    expect([
      access.can("read", "deal", deal, "stage"),
      access.can("export", "deal", deal, "stage"),
      access.fields("export", "deal", deal),
    ]).toEqual([true, false, []]);
  });
});

describe("an attenuation that makes no sense", () => {
  it.each<[string, unknown, string, string]>([
    ["is null", null, "invalid_limit", "an attenuation must say what is left, in `allow`"],
    ["is a text", "read", "invalid_limit", "an attenuation must say what is left, in `allow`"],
    ["says nothing", {}, "invalid_limit", "an attenuation must say what is left, in `allow`"],
    ["says null", { allow: null }, "invalid_limit", "an attenuation must say what is left, in `allow`"],
    [
      "lists actions as a text",
      { allow: { deal: "read" } },
      "invalid_limit",
      "what `allow` says of `deal` is not a list of actions",
    ],
    [
      "names a type that does not exist",
      { allow: { dael: [] } },
      "unknown_type",
      "resource type `dael` is not defined",
    ],
    [
      "names an action that does not exist",
      { allow: { deal: ["raed"] } },
      "unknown_action",
      "action `raed` is not defined for `deal`",
    ],
    ["ends at no instant", { ...readDeals, until: "soon" }, "invalid_limit", "`until` names no instant"],
    ["ends at null", { ...readDeals, until: null }, "invalid_limit", "`until` names no instant"],
  ])("%s", (_what, attenuation, code, message) => {
    expect(() => accessTo(all).attenuate(attenuation as typeof readDeals)).toThrow(
      expect.objectContaining({ code, message }),
    );
  });
});

describe("an attenuation that throws while it is read", () => {
  it("is an invalid one", () => {
    const evil = Object.defineProperty({ deal: [] }, "report", {
      enumerable: true,
      get: () => {
        throw new Error("boom");
      },
    });
    expect(() => accessTo(all).attenuate({ allow: evil })).toThrow(
      expect.objectContaining({ code: "invalid_limit", message: "the limit cannot be read" }),
    );
  });
});

describe("S42 on behalf of somebody", () => {
  const human = { principal: { ...principal, id: "u2" }, assignments: [rep()], session };
  const agent = (facts: Partial<AccessFacts["onBehalfOf"]> = {}, rest: Partial<AccessFacts> = {}, policy = all) =>
    accessTo(policy, { ...rest, onBehalfOf: { ...human, ...facts } });

  it("both must be allowed", () => {
    expect([
      agent().can("read", "deal", deal),
      agent({ assignments: [] }).can("read", "deal", deal),
      agent({}, { assignments: [] }).can("read", "deal", deal),
    ]).toEqual([true, false, false]);
  });

  it("S43 an allow names the statements of both", () => {
    const access = agent({ assignments: [rep({ id: "of human" })] });
    expect(access.decide(ask("read")).statements).toEqual([
      { id: "rep.deal#0", role: "rep", assignment: "a1" },
      { id: "rep.deal#0", role: "rep", assignment: "of human" },
    ]);
  });

  it("a denial has the reason of the earlier step, whichever side says no", () => {
    const suspended = { principal: { ...principal, id: "u2", status: "suspended" as const } };
    expect([
      verdict(agent(suspended, { assignments: [] }), ask("read")),
      verdict(agent({ assignments: [] }, { principal: { ...principal, status: "suspended" } }), ask("read")),
      verdict(agent({ assignments: [] }), ask("read")),
    ]).toEqual(["principal_inactive", "principal_inactive", "no_grant"]);
  });

  it("a challenge asks for what either side lacks", () => {
    const policy = ruled({ id: "old", require: { session: { maxAge: "30m" } }, for: "read" });
    const fresh = { ...session, authenticatedAt: NOW };
    const outcomes = [
      [session, fresh],
      [fresh, session],
      [fresh, fresh],
    ].map(([mine, theirs]) => verdict(agent({ session: theirs! }, { session: mine! }, policy), ask("read")));
    expect(outcomes).toEqual(["challenge", "challenge", "allow"]);
  });

  it("does not borrow a session: without its human's it has none", () => {
    const policy = ruled({ require: { mfa: { factors: 1 } }, for: "read" });
    expect([
      verdict(agent({}, {}, policy), ask("read")),
      verdict(agent({ session: null }, {}, policy), ask("read")),
    ]).toEqual(["allow", "requirement_unmet"]);
  });

  it("each side is decided by its own facts", () => {
    const policy = deals({ allow: "read", when: { ownerId: { $ref: "principal.id" } } });
    const access = agent({}, {}, policy);
    expect([access.can("read", "deal", { ownerId: "u1" }), access.can("read", "deal", { ownerId: "u2" })]).toEqual([
      false,
      false,
    ]);
  });

  it("S9 the best field is looked for after the conjunction", () => {
    const policy = policyOf(
      { deal: [{ allow: "read", fields: ["stage"] }] },
      { roles: { other: { title: "Other", statements: { deal: [{ allow: "read", fields: ["amount"] }] } } } },
    );
    const access = agent({ assignments: [{ id: "o", role: "other" }] }, {}, policy);
    expect([access.can("read", "deal", deal), verdict(access, ask("read")), access.mask("deal", deal)]).toEqual([
      false,
      "no_grant",
      {},
    ]);
  });

  it("a creation is decided field by field for both", () => {
    const policy = policyOf(
      { deal: [{ allow: "create", fields: ["stage", "amount"] }] },
      { roles: { other: { title: "Other", statements: { deal: [{ allow: "create", fields: ["amount"] }] } } } },
    );
    const access = agent({ assignments: [{ id: "o", role: "other" }] }, {}, policy);
    expect([
      access.can("create", "deal", { amount: 1 }),
      access.can("create", "deal", { amount: 1, stage: "open" }),
    ]).toEqual([true, false]);
  });

  it("an attenuation takes from the whole", () => {
    const access = agent().attenuate(readDeals);
    expect([
      access.can("read", "deal", deal),
      access.can("export", "deal", deal),
      access.at(NOW + 1).can("read", "deal", deal),
    ]).toEqual([true, false, true]);
  });

  it("both are moved to another instant", () => {
    const access = agent({ assignments: [rep({ validUntil: NOW + 5 })] });
    expect([access.at(NOW + 4).can("read", "deal", deal), access.at(NOW + 5).can("read", "deal", deal)]).toEqual([
      true,
      false,
    ]);
  });

  it("a mask shows what both may see, and the less of two views", () => {
    const policy = policyOf(
      { deal: [{ allow: "read", fields: ["id", "stage", "phone", "ownerId"] }] },
      {
        roles: {
          last4: {
            title: "A",
            statements: { deal: [{ allow: "read", masked: { phone: "last4", ownerId: "last4" } }] },
          },
          initials: {
            title: "B",
            statements: { deal: [{ allow: "read", masked: { phone: "initials", stage: "redact" } }] },
          },
        },
      },
    );
    const seen = (mine: string, theirs: string) =>
      agent({ assignments: [{ id: "t", role: theirs }] }, { assignments: [{ id: "m", role: mine }] }, policy).mask(
        "deal",
        {
          ...deal,
          ownerId: "user-0001",
        },
      );
    expect([
      seen("rep", "last4"),
      seen("last4", "rep"),
      seen("last4", "initials"),
      seen("initials", "last4"),
      seen("last4", "last4"),
    ]).toEqual([
      { ownerId: "••••0001", phone: "••••1820" },
      { ownerId: "••••0001", phone: "••••1820" },
      { phone: "••••" },
      { phone: "••••" },
      { ownerId: "••••0001", phone: "••••1820" },
    ]);
  });

  it("a mask shows each field in its own way, though one statement shows them", () => {
    const masked = { phone: "last4", ownerId: "initials", stage: "redact" } as const;
    const access = agent({}, {}, deals({ allow: "read", masked }));
    const alone = accessTo(deals({ allow: "read", masked }));
    const record = { phone: "+49 30 901820", ownerId: "Ada Lovelace", stage: "open" };
    const shown = { phone: "••••1820", ownerId: "A.L.", stage: "••••" };
    expect([access.mask("deal", record), alone.mask("deal", record)]).toEqual([shown, shown]);
  });

  it("reports what cannot be read on either side", () => {
    const access = agent(
      { assignments: [rep(), rep({ id: "x", role: "ghost" })] },
      { assignments: [rep(), rep({ id: "y", role: "ghost" })] },
    );
    expect(access.decide(ask("read")).errors.map(({ assignment }) => assignment)).toEqual(["x", "y"]);
  });
});
