import { describe, expect, it } from "vitest";
import { ask as strictly } from "../../../src/decide/question.js";
import { actionOf } from "../../../src/decide/standpoint.js";
import { INDETERMINATE } from "../../../src/decide/verdict.js";
import type { AccessFacts, RequestData } from "../../../src/model/access-facts.js";
import { isCastellanError } from "../../../src/model/errors.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, ask, deal, deals, factsOf, NOW, principal, ruled } from "../fixtures/access.js";
import { verdict } from "../fixtures/reason.js";

const boom = (): never => {
  throw new Error("boom");
};
const throwing = (key: string, rest: object = {}) =>
  Object.defineProperty({ ...rest }, key, { get: boom, enumerable: true });
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const trapped = () =>
  new Proxy({ ...deal }, { getOwnPropertyDescriptor: boom, ownKeys: boom, get: boom, has: boom, getPrototypeOf: boom });

const statements: StatementData[] = [
  { allow: "*", when: { "address.city": "Bonn" } },
  { allow: "read", masked: { phone: "last4" }, when: { amount: { $gt: 0 } } },
];

/** Every question, asked of one record; what comes of each is a value, or an error of the library's own. */
function questions(
  record: object,
  rest: Partial<RequestData> = {},
  facts: Partial<AccessFacts> = {},
  given = statements,
) {
  const access = accessTo(deals(...given), facts);
  const asked = {
    can: () => access.can("read", "deal", record),
    canField: () => access.can("read", "deal", record, "stage"),
    create: () => access.can("create", "deal", record),
    outcome: () => access.outcome("read", "deal", record),
    canSome: () => access.canSome("update", "deal", record),
    checker: () => access.checker("read", "deal")(record),
    decide: () => access.decide(ask("update", { record, ...rest })).outcome,
    explain: () => String(access.explain(ask("update", { record, ...rest }))).length > 0,
    checkWrite: () => access.checkWrite("deal", record, rest.changes ?? { stage: "won" }).allowed,
    fields: () => access.fields("read", "deal", record),
    view: () => access.view("deal", record, "phone"),
    mask: () => access.mask("deal", record),
    validUntil: () => access.validUntil,
  };
  return Object.fromEntries(
    Object.entries(asked).map(([name, run]) => {
      try {
        return [name, run()];
      } catch (error) {
        return [name, isCastellanError(error) ? error.code : `not our own: ${String(error)}`];
      }
    }),
  );
}

const foreign = (answers: Record<string, unknown>) =>
  Object.entries(answers).filter(([, answer]) => String(answer).startsWith("not our own"));

describe("S7 a record that throws while it is read", () => {
  it.each<[string, () => object]>([
    ["in a field", () => throwing("amount", deal)],
    ["deep inside", () => ({ ...deal, address: throwing("city") })],
    ["in a list", () => ({ ...deal, tags: [throwing("name")] })],
    ["in a trap", trapped],
    ["because it was revoked", revoked],
  ])("%s never makes a question throw anything but the library's own errors", (_where, make) => {
    expect(foreign(questions(make()))).toEqual([]);
  });

  it("is read as if what throws were of no type", () => {
    const answers = questions({ ...deal, address: throwing("city") });
    expect([answers.can, answers.decide, answers.canSome, answers.fields]).toEqual([true, "deny", false, []]);
  });

  it("keeps in a mask what does not throw", () => {
    expect(accessTo(deals({ allow: "read" })).mask("deal", throwing("amount", { stage: "open" }))).toEqual({
      stage: "open",
    });
  });

  it("is asked for what it has besides", () => {
    const either: StatementData[] = [{ allow: "*", when: { $or: [{ "address.city": "Bonn" }, { stage: "open" }] } }];
    const record = (stage: string) => ({ stage, address: throwing("city") });
    const answers = (stage: string) => questions(record(stage), { changes: { amount: 1 } }, {}, either);
    expect(["open", "won"].map(answers)).toMatchObject([
      { can: true, outcome: "allow", canSome: true, decide: "allow", checkWrite: ["amount"], view: "full" },
      { can: false, outcome: "deny", canSome: false, decide: "deny", checkWrite: [], view: "hidden" },
    ]);
  });

  it("has nothing where it throws, and lacks nothing there either", () => {
    const asks = (asked: boolean) => {
      const when = { phone: { $exists: asked } };
      const [allowing, forbidding] = [deals({ allow: "read", when }), ruled({ forbid: "read", when })];
      return [allowing, forbidding].map((policy) => accessTo(policy).can("read", "deal", throwing("phone", deal)));
    };
    expect([asks(true), asks(false)]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it("is changed like any other", () => {
    const changing: StatementData[] = [{ allow: "update", to: { stage: "won", amount: { $gt: 1 } } }];
    const record = { ...deal, stage: "open", address: throwing("city") };
    const decided = (changes: object) => questions(record, { changes }, {}, changing).decide;
    expect([decided({ stage: "won" }), decided({ stage: "lost" }), decided({ stage: "won", amount: 1 })]).toEqual([
      "allow",
      "deny",
      "deny",
    ]);
  });

  it("S7 is still forbidden", () => {
    const access = accessTo(ruled({ forbid: "read", when: { "address.city": "Bonn" } }));
    expect(access.decide(ask("read", { record: { address: throwing("city") } }))).toMatchObject({
      reason: "forbidden",
    });
  });
});

describe("S7 a record that throws is asked about again", () => {
  const statements: StatementData[] = [
    { allow: "read", fields: ["stage"] },
    { allow: "read", fields: ["phone"], when: { "address.city": "Bonn" } },
    { id: "f", forbid: "read", fields: ["amount"], when: { "address.city": "Bonn" } },
  ];
  const policy = {
    ...deals(...statements),
    rules: { deal: [{ require: { justification: true as const }, for: "read" }] },
  };
  const access = accessTo(policy);
  const record = () => ({ stage: "open", address: throwing("city") });
  const answer = (rest: Partial<RequestData>) => verdict(access, ask("read", { record: record(), ...rest }));

  it("with the fields and the reason that were given", () => {
    expect([
      answer({ fields: ["stage"], justification: "because" }),
      answer({ fields: ["stage"] }),
      answer({ fields: ["phone"], justification: "because" }),
      answer({ fields: ["amount"], justification: "because" }),
      answer({ justification: "because" }),
    ]).toEqual(["allow", "challenge", "no_grant", "forbidden", "allow"]);
  });

  it("by a checker as by `can`", () => {
    const open = accessTo(
      deals(
        { allow: "read", when: { "address.city": "Bonn" } },
        { allow: "export", when: { $or: [{ "address.city": "Bonn" }, { stage: "open" }] } },
      ),
    );
    const [read, exported] = [open.checker("read", "deal"), open.checker("export", "deal")];
    expect([
      read(record()),
      open.can("read", "deal", record()),
      exported(record()),
      open.can("export", "deal", record()),
      read(record(), "stage"),
      exported(record(), "stage"),
    ]).toEqual([false, false, true, true, false, true]);
  });
});

describe("S7 a record to be created that throws while it is read", () => {
  it("is refused for a key that is no field, like any other", () => {
    const access = accessTo(deals({ allow: "create", when: { amount: 1 } }));
    for (const record of [throwing("amount", { ghost: 1 }), { amount: 1, ghost: 1 }]) {
      const thrown = expect.objectContaining({ code: "unknown_field" });
      expect(() => access.can("create", "deal", record)).toThrow(thrown);
      expect(() => access.outcome("create", "deal", record)).toThrow(thrown);
    }
  });
});

describe("S7 changes that throw while they are read", () => {
  it.each<[string, object]>([
    ["in a field", throwing("amount")],
    ["deep inside", { address: throwing("city") }],
    ["because they were revoked", revoked()],
  ])("%s never make a question throw anything but the library's own errors", (_where, changes) => {
    expect(foreign(questions(deal, { changes }))).toEqual([]);
  });
});

describe("a request that is none", () => {
  it("asks for more fields than any type has", () => {
    const asking = (count: number) => ask("read", { fields: Array.from({ length: count }, () => "stage") });
    expect(accessTo(deals({ allow: "*" })).decide(asking(10_000)).outcome).toBe("allow");
    expect(() => accessTo(deals({ allow: "*" })).decide(asking(10_001))).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });

  it("has a record that was revoked, and so does not even say whether it is a list", () => {
    const { can, create, decide, mask } = questions(revoked());
    expect([can, create, decide, mask]).toEqual(Array.from({ length: 4 }, () => "invalid_record"));
  });

  const access = accessTo(deals({ allow: "*" }));

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", "read deal"],
    ["a function", () => ask("read")],
    ["something that throws while it is read", trapped()],
    ["something that was revoked", revoked()],
  ])("%s is refused as such", (_what, request) => {
    for (const question of [access.decide, access.assert, access.explain]) {
      expect(() => question.call(access, request as RequestData)).toThrow(
        expect.objectContaining({ code: "invalid_request", message: expect.stringMatching(/^the request /) }),
      );
    }
  });

  it("but for parts that are undefined is the same without them", () => {
    const request = { ...ask("read"), changes: undefined, fields: undefined, justification: undefined };
    expect(access.decide(request as unknown as RequestData)).toEqual(access.decide(ask("read")));
  });
});

describe("S7 facts that throw while they are read", () => {
  const readers: StatementData[] = [{ allow: "*", when: { ownerId: { $ref: "principal.attributes.department" } } }];

  it("give nothing", () => {
    const answers = questions(
      deal,
      {},
      { principal: { ...principal, attributes: throwing("department") as never } },
      readers,
    );
    expect([foreign(answers), answers.can, answers.decide, answers.mask]).toEqual([[], false, "deny", {}]);
  });

  it("in `who` give nothing either", () => {
    const access = accessTo(ruled({ forbid: "read", who: { "attributes.department": "x" } }), {
      principal: { ...principal, attributes: throwing("department") as never },
    });
    expect([access.can("read", "deal", deal), access.decide(ask("read")).outcome]).toEqual([false, "deny"]);
  });

  it("in a session or an approval never make a question throw anything but the library's own errors", () => {
    const session = {
      ...factsOf().session!,
      device: throwing("managed") as never,
      network: throwing("country") as never,
    };
    const approval = { id: "p", by: "u2", principal: "u1", action: "update", type: "deal", at: 0 };
    const required: StatementData[] = [
      { allow: "*" },
      { require: { device: { managed: true }, network: { countries: ["DE"] }, approval: { by: "rep" } }, for: "*" },
    ];
    for (const recordId of [{ toString: boom }, Symbol("x"), revoked()]) {
      const approvals = [{ ...approval, recordId: recordId as never }, throwing("by", approval) as never];
      expect(foreign(questions(deal, { changes: { stage: "won" } }, { session, approvals }, required))).toEqual([]);
    }
  });
});

describe("an answer that cannot be worked out", () => {
  it("bounds an access to the next millisecond", () => {
    let isBroken = false;
    const assignment = Object.defineProperty({ id: "a1", role: "rep" }, "validUntil", {
      get: () => (isBroken ? boom() : undefined),
    });
    const access = accessTo(deals({ allow: "read" }), { assignments: [assignment as never] });
    isBroken = true;
    expect(access.validUntil).toBe(NOW + 1);
  });

  it("is no list of changes that may be written: that is said of the facts", () => {
    const zones = new Proxy([], { get: boom });
    const session = { ...factsOf().session!, network: { zones } as never };
    const access = accessTo(ruled({ require: { network: { zones: ["vpn"] } }, for: "update" }), { session });
    expect(() => access.checkWrite("deal", deal, { amount: 1 })).toThrow(
      expect.objectContaining({ code: "invalid_facts", message: "the facts cannot be read" }),
    );
  });

  it("is a no: indeterminate", () => {
    const evil = new Proxy([], { get: boom }) as unknown as object;
    const session = { ...factsOf().session!, network: { zones: evil } as never };
    const access = accessTo(ruled({ require: { network: { zones: ["vpn"] } }, for: "read" }), { session });
    expect([access.canSome("read", "deal", deal), access.canSome("read", "deal")]).toEqual([false, false]);
    expect(strictly(access, actionOf(access, "read", "deal"), deal, undefined)).toBe(INDETERMINATE);
    expect(access.decide(ask("read"))).toMatchObject({ errors: [], validUntil: NOW + 1 });
    expect([access.can("read", "deal", deal), access.decide(ask("read"))]).toEqual([
      false,
      expect.objectContaining({ outcome: "deny", reason: "indeterminate", statements: [] }),
    ]);
  });
});
