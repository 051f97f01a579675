import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../../src/model/access-facts.js";
import type { Assignment } from "../../../../src/model/assignment.js";
import type { RoleData } from "../../../../src/model/policy-data.js";
import type { RequirementsData, Weekday } from "../../../../src/model/requirement-data.js";
import type { StatementsData } from "../../../../src/model/statement-data.js";
import {
  accessTo,
  ask,
  deal,
  deals,
  grantOf,
  HOUR,
  MINUTE,
  NOW,
  policyOf,
  principal,
  rep,
  ruled,
  session,
} from "../../fixtures/access.js";
import { explain, helps, told } from "../../fixtures/explain.js";
import { visit } from "../../fixtures/visit.js";

const readers = deals({ allow: "read" });
const held = (...assignments: Assignment[]) => ({ assignments });
const kinds = (...args: Parameters<typeof explain>) => explain(...args).ways.map(({ kind }) => kind);

describe("S41 no way is named", () => {
  it("where the answer is yes", () => {
    expect(explain(readers).ways).toEqual([]);
  });

  it("where nothing helps", () => {
    expect([
      kinds(deals({ allow: "read", when: { stage: "won" } })),
      kinds(deals({ allow: "read" }, { forbid: "read" })),
    ]).toEqual([[], []]);
  });

  it("around a narrowed access", () => {
    expect(accessTo(readers).attenuate({ allow: {} }).explain(ask("read")).ways).toEqual([]);
  });
});

describe("S41 a step-up", () => {
  it("is the way of a challenge", () => {
    const explanation = explain(ruled({ require: { justification: true }, for: "read" }));
    const { decision } = explanation;
    expect(explanation.ways).toEqual([
      { kind: "meet", requirements: decision.outcome === "challenge" ? decision.requirements : [] },
    ]);
  });
});

describe("S41 a login", () => {
  it("helps whose sessions were ended, and who has none", () => {
    const required = ruled({ require: { session: { maxAge: "1h" } }, for: "read" });
    expect([
      kinds(readers, { principal: { ...principal, sessionsValidFrom: NOW } }),
      kinds(required, { session: null }),
      kinds(readers, { principal: { ...principal, sessionsValidFrom: NOW + HOUR } }),
      kinds(deals(), { principal: { ...principal, sessionsValidFrom: NOW } }),
    ]).toEqual([["log_in"], ["log_in"], [], []]);
  });

  it("does not help a service: it has none", () => {
    expect(kinds(readers, { principal: { ...principal, kind: "service", sessionsValidFrom: NOW } })).toEqual([]);
  });

  it("keeps the device and the network: it does not help where these are wrong", () => {
    const policy = ruled({ require: { device: { managed: true }, session: { maxAge: "1m" } }, for: "read" });
    const device = { id: "x", managed: true };
    expect([kinds(policy), kinds(policy, { session: { ...session, device } })]).toEqual([[], ["meet"]]);
  });

  it("keeps the device and the network of a session that was ended", () => {
    const revoked = { ...principal, sessionsValidFrom: NOW };
    const policy = ruled({ require: { device: { managed: true }, network: { countries: ["DE"] } }, for: "read" });
    const device = { id: "x", managed: true };
    const network = { country: "DE" };
    const ways = (facts: object) => kinds(policy, { principal: revoked, session: { ...session, ...facts } });
    expect([ways({ device, network }), ways({ device }), ways({ network }), ways({})]).toEqual([
      ["log_in"],
      [],
      [],
      [],
    ]);
  });

  it("is said whose on behalf of somebody", () => {
    const onBehalfOf = { principal: { ...principal, id: "u2", sessionsValidFrom: NOW }, assignments: [rep()], session };
    expect(helps(readers, { onBehalfOf })).toEqual(["  - u2: Log in."]);
  });
});

describe("S41 and S34 activation", () => {
  it("of an eligible role", () => {
    expect([
      explain(readers, held(rep({ state: "eligible" }))).ways,
      helps(readers, held(rep({ state: "eligible" }))),
    ]).toEqual([
      [{ kind: "activate", assignment: "a1", role: "rep", title: "Rep" }],
      ['  - Activate the role "Rep" (a1): it is held ready for that.'],
    ]);
  });

  it("waits for a window that has not begun", () => {
    const assignment = rep({ state: "eligible", validFrom: NOW + HOUR });
    expect([explain(readers, held(assignment)).ways, helps(readers, held(assignment))]).toEqual([
      [{ kind: "activate", assignment: "a1", role: "rep", title: "Rep", from: NOW + HOUR }],
      ['  - Wait until 2026-03-02 11:00 UTC, then activate the role "Rep" (a1): it is held ready for that.'],
    ]);
  });

  it("of a direct grant", () => {
    expect(helps(policyOf({}), held(grantOf({ deal: [{ allow: "read" }] }, { state: "eligible" })))).toEqual([
      "  - Activate the direct grant g1: it is held ready for that.",
    ]);
  });

  it("is not named where it would not help", () => {
    const policy = deals({ allow: "read", when: { stage: "won" } });
    expect(kinds(policy, held(rep({ state: "eligible" })))).toEqual([]);
  });

  it("is tried on top of all else that is held", () => {
    const guarded: StatementsData = { deal: [{ require: { device: { managed: true } }, for: "read" }] };
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { roles: { guarded: { title: "Guarded", statements: guarded } } },
    );
    expect(kinds(policy, held({ id: "g", role: "guarded" }, rep({ state: "eligible" })))).not.toContain("activate");
  });

  it("is told before all that takes somebody else, wherever it stands", () => {
    const assignments = Array.from({ length: 25 }, (_one, index) => rep({ id: `old${index}`, validUntil: NOW }));
    expect(kinds(readers, held(...assignments, rep({ id: "ready", state: "eligible" })))[0]).toBe("activate");
  });

  it("is named where a step-up would be left", () => {
    const policy = deals({ allow: "read" }, { require: { justification: true }, for: "read" });
    expect(kinds(policy, held(rep({ state: "eligible" })))).toEqual(["activate"]);
  });
});

describe("S41 waiting", () => {
  it("for an assignment that begins", () => {
    const facts = held(rep({ validFrom: NOW + HOUR }));
    expect([explain(readers, facts).ways[0], helps(readers, facts)[0]]).toEqual([
      { kind: "wait", until: NOW + HOUR, begins: { assignment: "a1", role: "rep", title: "Rep" } },
      '  - Wait until 2026-03-02 11:00 UTC: the role "Rep" (a1) begins then.',
    ]);
  });

  it("for the account", () => {
    expect(helps(readers, { principal: { ...principal, validFrom: NOW + HOUR } })).toEqual([
      "  - Wait until 2026-03-02 11:00 UTC.",
    ]);
  });

  it("for a schedule, over a closed day", () => {
    const schedule = { timeZone: "UTC", days: ["wed"] as Weekday[], from: "08:00", until: "18:00" };
    expect(helps(ruled({ require: { schedule }, for: "read" }))).toEqual(["  - Wait until 2026-03-04 08:00 UTC."]);
  });

  it("is not named for a date of the record: who may not read it is not told it either", () => {
    const policy = deals({ allow: "read", when: { closedAt: { $lt: { $ref: "now" } } } });
    expect(told(policy, {}, ask("read", { record: { closedAt: NOW + HOUR } })).join()).not.toMatch(/Wait|11:00/);
  });

  it("for an assignment that begins after many days of a schedule", () => {
    const schedule = { timeZone: "UTC", days: ["mon"] as Weekday[], from: "08:00", until: "08:01" };
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { rules: { deal: [{ require: { schedule }, for: "export" }] } },
    );
    const validFrom = NOW + 90 * 24 * HOUR;
    expect(explain(policy, held(rep({ validFrom }))).ways[0]).toMatchObject({ kind: "wait", until: validFrom });
  });

  it("for the human's assignment on behalf of whom it is asked", () => {
    const onBehalfOf = {
      principal: { ...principal, id: "u2" },
      assignments: [rep({ validFrom: NOW + HOUR })],
      session,
    };
    expect(explain(readers, { onBehalfOf }).ways[0]).toMatchObject({ kind: "wait", until: NOW + HOUR });
  });

  it("for the first of several assignments far away that helps", () => {
    const schedule = { timeZone: "UTC", days: ["mon"] as Weekday[], from: "08:00", until: "08:01" };
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      {
        rules: { deal: [{ require: { schedule }, for: "export" }] },
        roles: { other: { title: "Other", statements: { deal: [{ allow: "export" }] } } },
      },
    );
    const day = 24 * HOUR;
    const facts = held(
      rep({ id: "late", validFrom: NOW + 120 * day }),
      { id: "other", role: "other", validFrom: NOW + 80 * day },
      rep({ id: "soon", validFrom: NOW + 90 * day }),
    );
    expect(explain(policy, facts).ways[0]).toMatchObject({
      kind: "wait",
      until: NOW + 90 * day,
      begins: { assignment: "soon" },
    });
  });

  it("does not say that an eligible assignment begins, which takes more than waiting", () => {
    const validFrom = NOW + HOUR;
    const facts = held(rep({ id: "e", state: "eligible", validFrom }), rep({ id: "a", validFrom }));
    const { ways } = explain(readers, facts);
    expect(ways.filter(({ kind }) => kind === "wait")).toMatchObject([{ begins: { assignment: "a" } }]);
  });

  it("is no way for an assignment whose state, or whose window, cannot be used", () => {
    const [ended, coming] = [{ validUntil: NOW - HOUR }, { validFrom: NOW + HOUR }];
    const state = "paused" as "active";
    expect([
      kinds(readers, held(rep({ state, ...ended }))),
      kinds(readers, held(rep({ state: "eligible", validFrom: "soon" as never }))),
      kinds(readers, held(rep({ state: "active", ...ended }))),
      kinds(readers, held(rep({ state: "eligible", ...coming }))),
    ]).toEqual([["be_assigned"], ["be_assigned"], ["renew"], ["activate"]]);
  });

  it("is not named for an instant that has passed", () => {
    const over = rep({ validFrom: NOW - 2 * HOUR, validUntil: NOW - HOUR });
    expect(kinds(readers, held(over))).toEqual(["renew"]);
  });

  it("is not named where it does not help", () => {
    const policy = deals({ allow: "read", when: { stage: "won" } });
    expect(kinds(policy, held(rep({ validFrom: NOW + HOUR })))).not.toContain("wait");
  });
});

describe("S41 renewal", () => {
  it("of an assignment that has ended, by whom the role names", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { rep: { title: "Sales rep", assignableBy: ["boss"] }, roles: { boss: { title: "Boss" } } },
    );
    const facts = held(rep({ validUntil: NOW - MINUTE }));
    expect([explain(policy, facts).ways, helps(policy, facts)]).toEqual([
      [
        {
          kind: "renew",
          assignment: "a1",
          role: "rep",
          title: "Sales rep",
          ended: NOW - MINUTE,
          isEligible: false,
          by: ["boss"],
        },
      ],
      ['  - Ask somebody who is "Boss" to renew the role "Sales rep" (a1), which ended on 2026-03-02 09:59 UTC.'],
    ]);
  });

  it("of an eligible one says to activate it then", () => {
    expect(helps(readers, held(rep({ state: "eligible", validUntil: NOW })))).toEqual([
      '  - Ask an administrator to renew the role "Rep" (a1), which ended on 2026-03-02 10:00 UTC, then activate it.',
    ]);
  });

  it("of one whose end lies in the future, since it ends before it begins, says it ended now", () => {
    expect(explain(readers, held(rep({ validFrom: NOW + 2 * HOUR, validUntil: NOW + HOUR }))).ways).toMatchObject([
      { kind: "renew", ended: NOW },
    ]);
  });

  it("is not named for one whose window or state cannot be read", () => {
    expect([
      kinds(readers, held(rep({ validUntil: "soon" }))),
      kinds(readers, held(rep({ state: "paused" as "active" }))),
    ]).not.toContainEqual(expect.arrayContaining(["renew", "activate"]));
  });
});

describe("S41 a wider scope", () => {
  const scoped = (rest: Partial<RoleData> = {}) =>
    policyOf({ deal: [{ allow: "read" }] }, { rep: { title: "Sales rep", scopedBy: ["region"], ...rest } });

  it("of a role that is held for other records", () => {
    const facts = held(rep({ scope: { region: ["FR"] } }));
    expect([explain(scoped(), facts).ways, helps(scoped(), facts)]).toEqual([
      [{ kind: "widen", assignment: "a1", role: "rep", title: "Sales rep", dimensions: ["region"], by: [] }],
      ['  - Ask an administrator to widen the role "Sales rep" (a1) in `region`, so that it covers this deal.'],
    ]);
  });

  it("of a direct grant", () => {
    expect(helps(policyOf({}), held(grantOf({ deal: [{ allow: "read" }] }, { scope: { region: ["FR"] } })))).toEqual([
      "  - Ask an administrator to widen the direct grant g1 in `region`, so that it covers this deal.",
    ]);
  });

  it("is nearer than the same role once more", () => {
    expect(kinds(scoped(), held(rep({ scope: { region: ["FR"] } })))).toEqual(["widen"]);
  });

  it("is looked for in the assignment that is too narrow, and in no other", () => {
    const other: StatementsData = {
      deal: [
        { allow: "read", when: { stage: "won" } },
        { forbid: "read", when: { stage: "lost" } },
      ],
    };
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { rep: { scopedBy: ["region"] }, roles: { other: { title: "Other", scopedBy: ["region"], statements: other } } },
    );
    const facts = held({ id: "o", role: "other", scope: { region: ["FR"] } }, rep({ scope: { region: ["FR"] } }));
    expect(explain(policy, facts).ways).toMatchObject([{ kind: "widen", assignment: "a1" }]);
  });

  it("tells of two dimensions as people do", () => {
    const both = policyOf({ visit: [{ allow: "read" }] }, { rep: { scopedBy: ["region", "team"] } });
    const policy = { ...both, model: { ...both.model, resources: { visit } } };
    const facts = held(rep({ scope: { region: ["DE", "FR"], team: ["north"] } }));
    const request = { action: "read", type: "visit", record: { region: "US", team: "south" } };
    expect([told(policy, facts, request)[2], helps(policy, facts, request)]).toEqual([
      '  - The role "Rep" allows it only for `region` DE or FR and `team` north. (rep.visit#0)',
      ['  - Ask an administrator to widen the role "Rep" (a1) in `region` and `team`, so that it covers this visit.'],
    ]);
  });

  it("is not named where it would not help", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }, { forbid: "read", when: { stage: "open" } }] },
      { rep: { scopedBy: ["region"] } },
    );
    expect(kinds(policy, held(rep({ scope: { region: ["FR"] } })))).toEqual([]);
  });

  it("names the dimensions in which the record lies outside alone", () => {
    const both = policyOf({ visit: [{ allow: "read" }] }, { rep: { scopedBy: ["region", "team"] } });
    const policy = { ...both, model: { ...both.model, resources: { visit } } };
    const dimensions = (record: object) =>
      explain(policy, held(rep({ scope: { region: ["DE"], team: ["north"] } })), {
        action: "read",
        type: "visit",
        record,
      }).ways;
    expect([dimensions({ region: "DE", team: "south" }), dimensions({ region: "FR", team: "south" })]).toMatchObject([
      [{ kind: "widen", dimensions: ["team"] }],
      [{ kind: "widen", dimensions: ["region", "team"] }],
    ]);
  });
});

describe("S41 a role that somebody can grant", () => {
  const roles = (given: Record<string, RoleData["statements"]>, rest: Record<string, Partial<RoleData>> = {}) =>
    policyOf(
      {},
      {
        roles: Object.fromEntries(
          Object.entries(given).map(([name, statements]) => [
            name,
            { title: name.toUpperCase(), statements: statements ?? {}, ...rest[name] },
          ]),
        ),
      },
    );
  const named = (...args: Parameters<typeof explain>) =>
    explain(...args).ways.flatMap((way) => (way.kind === "be_assigned" ? [way.role] : []));

  it("is named with its title, and by whom it may be granted", () => {
    const policy = roles({ a: { deal: [{ allow: "read" }] } }, { a: { assignableBy: ["rep", "ghost"] } });
    expect([explain(policy).ways, helps(policy)]).toEqual([
      [{ kind: "be_assigned", role: "a", title: "A", by: ["rep", "ghost"] }],
      ['  - Ask somebody who is "Rep" or "ghost" for the role "A".'],
    ]);
  });

  it("is named only where it helps", () => {
    const policy = roles({
      a: { deal: [{ allow: "export" }] },
      b: { deal: [{ allow: "read", when: { stage: "won" } }] },
      c: { deal: [{ allow: "read" }, { forbid: "read" }] },
      d: { deal: [{ allow: "read" }, { require: { device: { managed: true } }, for: "read" }] },
      e: { deal: [{ allow: "read" }, { require: { justification: true }, for: "read" }] },
    });
    expect(named(policy)).toEqual(["e"]);
  });

  it("is one of three at most, those that say the least", () => {
    const more = (count: number) => ({
      deal: [{ allow: "read" }, ...Array.from({ length: count }, () => ({ allow: "export" }))],
    });
    const policy = roles({ a: more(4), b: more(1), c: more(3), d: more(2), e: more(5) });
    expect(named(policy)).toEqual(["b", "d", "c"]);
  });

  it("is not one from which separation of duty keeps it apart", () => {
    const policy = (set: object, given: Record<string, Partial<RoleData>> = {}) => ({
      ...roles({ a: { deal: [{ allow: "read" }] } }, given),
      separationOfDuty: [{ id: "sod", roles: ["rep", "a"], atMost: 1, ...set }],
    });
    const eligible = held(rep({ state: "eligible" }));
    expect([
      named(policy({})),
      named(policy({ atMost: 2 })),
      named(policy({ roles: ["rep", "other"] })),
      named(policy({}), eligible),
      named(policy({ dynamic: true }), eligible),
      named(policy({ dynamic: true })),
      named(policy({}), held(rep({ validUntil: NOW }))),
      named(policy({}), held()),
      named(policy({ roles: ["rep", "base"] }, { a: { extends: ["base"] } })),
      named(policy({ roles: ["rep", "base"] }, { a: { extends: [{ role: "base" }] } })),
    ]).toEqual([[], ["a"], ["a"], [], ["a"], [], ["a"], ["a"], [], []]);
  });

  it("is kept apart only where it would add to what is too much already", () => {
    const policy = {
      ...roles({ a: { deal: [{ allow: "read" }] }, x: {} }),
      separationOfDuty: [{ id: "sod", roles: ["rep", "x"], atMost: 1 }],
    };
    expect(named(policy, held(rep(), { id: "x", role: "x" }, grantOf({ deal: [] })))).toEqual(["a"]);
    const wider = { ...policy, separationOfDuty: [{ id: "sod", roles: ["rep", "x", "other"], atMost: 1 }] };
    expect(named(wider, held(rep(), { id: "x", role: "x" }))).toEqual(["a"]);
  });

  it("is not named by titles that nobody gave, nor by what every object inherits", () => {
    const policy = roles({ a: { deal: [{ allow: "read" }] } }, { a: { assignableBy: ["constructor", "toString"] } });
    expect(helps(policy)).toEqual(['  - Ask somebody who is "constructor" or "toString" for the role "A".']);
  });

  it("is looked for on the side that says no", () => {
    const policy = roles({ a: { deal: [{ allow: "read" }] } });
    const human = (assignments: Assignment[]): Partial<AccessFacts> => ({
      onBehalfOf: { principal: { ...principal, id: "u2" }, assignments, session },
    });
    expect([
      helps(policy, { ...held({ id: "x", role: "a" }), ...human([]) }),
      helps(policy, human([{ id: "x", role: "a" }])),
    ]).toEqual([
      ['  - u2: Ask an administrator for the role "A".'],
      ['  - u1: Ask an administrator for the role "A".'],
    ]);
  });

  it("is not named where a forbid or a requirement says no", () => {
    const policy = roles({ a: { deal: [{ allow: "read" }] } });
    const ruledOut = (rule: object) =>
      named({ ...policy, rules: { deal: [rule as { forbid: string }] } }, held({ id: "x", role: "a" }));
    expect([ruledOut({ forbid: "read" }), ruledOut({ require: { device: { managed: true } }, for: "read" })]).toEqual([
      [],
      [],
    ]);
  });

  it("takes the whole of every dimension", () => {
    const policy = roles({ a: { deal: [{ allow: "read" }] } }, { a: { scopedBy: ["region"] } });
    expect(named(policy, {}, ask("read", { record: { ...deal, region: "US" } }))).toEqual(["a"]);
  });
});

describe("S41 several ways", () => {
  it("are told the nearest first", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { rep: { scopedBy: ["region"] }, roles: { all: { title: "All", statements: { deal: [{ allow: "read" }] } } } },
    );
    const assignments = [
      rep({ id: "old", scope: { region: "*" }, validUntil: NOW }),
      rep({ id: "narrow", scope: { region: ["FR"] } }),
      rep({ id: "soon", scope: { region: "*" }, validFrom: NOW + HOUR }),
      rep({ id: "ready", scope: { region: "*" }, state: "eligible" }),
    ];
    expect(kinds(policy, { assignments })).toEqual(["activate", "wait", "renew", "widen"]);
  });
});

describe("S41 a step of a step-up", () => {
  const step = (require: RequirementsData, facts: Partial<AccessFacts> = {}) =>
    told(ruled({ id: "r", require, for: "read" }), facts)
      .filter((line) => line.startsWith("  - "))
      .map((line) => line.slice(4).replace(" (r)", ""));

  it.each<[RequirementsData, string]>([
    [{ mfa: {} }, "Confirm who you are with 2 kinds of proof"],
    [
      { mfa: { factors: 1, methods: ["otp"], within: "90s" } },
      "Confirm who you are with 1 kind of proof (one-time code); that counts for 90 seconds",
    ],
    [
      { mfa: { factors: 3, phishingResistant: true, methods: ["pwd", "hwk", "own"] } },
      "Confirm who you are with 3 kinds of proof (password, security key or own), one of them a security key or smart card",
    ],
    [{ session: { maxAge: "1m" } }, "Log in again; that counts for 1 minute"],
    [{ session: { maxIdle: 30_500 } }, "Log in again; that counts for 30500 milliseconds without activity"],
    [
      { session: { maxAge: "1m", maxIdle: "1s" } },
      "Log in again; that counts for 1 minute, and for 1 second without activity",
    ],
    [{ approval: { by: "rep" } }, 'Get the approval of 1 person who is "Rep"'],
    [
      { approval: { by: "rep", count: 2, within: "2d" } },
      'Get the approval of 2 people who are "Rep"; that counts for 2 days',
    ],
    [
      { approval: { by: "ghost", distinctFrom: ["ownerId", "tags"] } },
      'Get the approval of 1 person who is "ghost" and not named in `ownerId` or `tags`',
    ],
    [{ justification: true }, "Give a reason"],
  ])("%j", (require, expected) => {
    expect(step(require)).toEqual([expected]);
  });

  it.each([
    ["pwd", "password"],
    ["pin", "PIN"],
    ["kba", "security question"],
    ["otp", "one-time code"],
    ["sms", "text message"],
    ["tel", "phone call"],
    ["hwk", "security key"],
    ["swk", "software key"],
    ["sc", "smart card"],
    ["mca", "second channel"],
    ["face", "face"],
    ["fpt", "fingerprint"],
    ["iris", "iris"],
    ["retina", "retina"],
    ["vbm", "voice"],
  ])("calls %s what people call it", (method, name) => {
    expect(step({ mfa: { methods: [method] } })[0]).toContain(`(${name})`);
  });

  it("counts the approvals that are there", () => {
    const approvals = [{ id: "p", by: "u2", principal: "u1", action: "read", type: "deal", recordId: "d1", at: NOW }];
    expect([
      step({ approval: { by: "rep", count: 2 } }, { approvals }),
      step({ approval: { by: "rep", count: 3 } }, { approvals }),
    ]).toEqual([
      ['Get the approval of 1 more person who is "Rep"'],
      ['Get the approval of 2 more people who are "Rep"'],
    ]);
  });

  it.each<[RequirementsData, string]>([
    [{ device: { managed: true, compliant: true, known: true } }, "It takes a managed, compliant and known device"],
    [{ network: { zones: ["office", "vpn"] } }, "It takes a connection from the zone office or vpn"],
    [{ network: { countries: ["DE"] } }, "It takes a connection from DE"],
    [{ network: { countries: ["DE", "AT"] } }, "It takes a connection from DE or AT"],
    [
      { schedule: { timeZone: "UTC", days: ["tue", "wed", "thu"], from: "12:00", until: "13:00" } },
      "It is possible only Tue–Thu 12:00–13:00 (UTC)",
    ],
    [
      { schedule: { timeZone: "UTC", days: ["mon", "tue", "thu"], from: "12:00", until: "13:00" } },
      "It is possible only Mon, Tue and Thu 12:00–13:00 (UTC)",
    ],
    [
      { schedule: { timeZone: "UTC", days: ["tue", "thu", "sat"], from: "12:00", until: "13:00" } },
      "It is possible only Tue, Thu and Sat 12:00–13:00 (UTC)",
    ],
    [{ network: { notCountries: ["US", "KP"] } }, "It takes a connection that is known not to come from US or KP"],
    [
      { schedule: { timeZone: "UTC", days: ["sun", "sat"], from: "08:00", until: "12:00" } },
      "It is possible only Sat and Sun 08:00–12:00 (UTC)",
    ],
    [
      { schedule: { timeZone: "UTC", days: ["mon", "tue", "wed", "thu", "fri"], from: "12:00", until: "13:00" } },
      "It is possible only Mon–Fri 12:00–13:00 (UTC)",
    ],
    [
      { schedule: { timeZone: "UTC", days: ["mon", "wed", "fri"], from: "12:00", until: "13:00" } },
      "It is possible only Mon, Wed and Fri 12:00–13:00 (UTC)",
    ],
    [
      {
        schedule: {
          timeZone: "UTC",
          days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
          from: "12:00",
          until: "13:00",
        },
      },
      "It is possible only every day 12:00–13:00 (UTC)",
    ],
  ])("%j cannot be taken, and says what it takes", (require, expected) => {
    expect(step(require)[0]).toBe(expected);
  });

  it("says of what is stated only what is wrong", () => {
    const network = { country: "DE", zones: ["cafe"] };
    const device = { id: "x", managed: true };
    expect(
      step(
        {
          network: { zones: ["vpn"], countries: ["DE"], notCountries: ["US"] },
          device: { managed: true, known: true },
        },
        { session: { ...session, network, device } },
      ),
    ).toEqual(["It takes a known device", "It takes a connection from the zone vpn"]);
  });

  it("says that nobody is logged in, once for each statement", () => {
    expect([
      step({ mfa: {}, session: { maxAge: "1h" } }, { session: null })[0],
      step({ session: { maxAge: "1h" } }, { session: null })[0],
    ]).toEqual(["It takes a login, and nobody is logged in", "It takes a login, and nobody is logged in"]);
  });
});
