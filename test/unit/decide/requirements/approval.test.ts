import { describe, expect, it } from "vitest";
import type { AccessFacts, RequestData } from "../../../../src/model/access-facts.js";
import type { Approval } from "../../../../src/model/approval.js";
import type { ApprovalRequirement } from "../../../../src/model/requirement-data.js";
import type { StatementData } from "../../../../src/model/statement-data.js";
import { accessTo, ask, deal, HOUR, NOW, principal, ruled, session } from "../../fixtures/access.js";
import { verdict } from "../../fixtures/reason.js";
import { accessRequiring, unmet } from "../../fixtures/requirement.js";

const WON = { stage: "won" };
const given: Approval = {
  id: "p1",
  by: "u2",
  principal: "u1",
  action: "update",
  type: "deal",
  recordId: "d1",
  changes: WON,
  at: NOW - HOUR,
};
const update = (rest: Partial<RequestData> = {}) => ask("update", { changes: WON, ...rest });

interface Situation {
  readonly require?: Partial<ApprovalRequirement>;
  readonly approvals?: readonly unknown[];
  readonly request?: RequestData;
  readonly facts?: Partial<AccessFacts>;
}

function answer({ require = {}, approvals = [given], request = update(), facts = {} }: Situation): string {
  const access = accessRequiring(
    { approval: { by: "rep", ...require } },
    { ...facts, approvals: approvals as Approval[] },
  );
  return verdict(access, request);
}

const approved = (difference: object, request?: RequestData) =>
  answer({ approvals: [{ ...given, ...difference }], ...(request && { request }) });

describe("S30 an approval", () => {
  it("lets the approved request through", () => {
    expect([answer({}), answer({ approvals: [] })]).toEqual(["allow", "challenge"]);
  });

  it("is never the requester's own", () => {
    expect(approved({ by: "u1" })).toBe("challenge");
  });

  it("is never that of the human behind an agent, nor of the agent", () => {
    const onBehalfOf = { principal: { ...principal, id: "u2" }, assignments: [{ id: "a9", role: "rep" }], session };
    const approvals = (by: string) => ["u1", "u2"].map((who) => ({ ...given, id: who, principal: who, by }));
    const by = (who: string) =>
      answer({
        approvals: approvals(who),
        facts: { onBehalfOf: { ...onBehalfOf, approvals: approvals(who) as Approval[] } },
      });
    expect([by("u3"), by("u2"), by("u1")]).toEqual(["allow", "challenge", "challenge"]);
  });

  it.each([
    ["another requester", { principal: "u3" }],
    ["another action", { action: "reassign" }],
    ["another type", { type: "report" }],
    ["another record", { recordId: "d2" }],
    ["no record", { recordId: undefined }],
    ["other changes", { changes: { stage: "lost" } }],
    ["more changes", { changes: { ...WON, amount: 1 } }],
    ["fewer changes", { changes: {} }],
    ["no changes", { changes: undefined }],
    ["unusable changes", { changes: null }],
    ["changes that are a text", { changes: "won" }],
    ["an approver that is no text", { by: 7 }],
  ])("for %s does not count", (_what, difference) => {
    expect(approved(difference)).toBe("challenge");
  });

  it("for the human behind an agent is not the agent's, where only the human needs one", () => {
    const policy = ruled({ require: { approval: { by: "rep" } }, for: "update", who: { id: "u2" } });
    const human = (by: string) => ({
      principal: { ...principal, id: "u2" },
      assignments: [{ id: "a9", role: "rep" }],
      session,
      approvals: [{ ...given, principal: "u2", by }],
    });
    const answers = ["u3", "u1", "u2"].map((by) => verdict(accessTo(policy, { onBehalfOf: human(by) }), update()));
    expect(answers).toEqual(["allow", "challenge", "challenge"]);
  });

  it("covers changes to the letter: a date is an instant in any notation, an object all that is in it", () => {
    const covered = (asked: object, changes: object) => approved({ changes }, update({ changes: asked }));
    expect([
      covered({ closedAt: new Date(NOW) }, { closedAt: "2026-03-02T11:00:00+01:00" }),
      covered({ address: { city: "Bonn" } }, { address: { city: "Bonn" } }),
      covered({ address: { city: "Bonn" } }, { address: { city: "Bonn", zip: "1" } }),
      covered({ tags: ["a", "b"] }, { tags: ["a", "b"] }),
      covered({ tags: ["a", "b"] }, { tags: ["b", "a"] }),
      covered({ amount: 1 }, { amount: "1" }),
      covered({ amount: null }, { amount: null }),
      covered({ amount: null }, { amount: undefined }),
    ]).toEqual(["allow", "allow", "challenge", "allow", "challenge", "challenge", "allow", "challenge"]);
  });

  it("of an action that changes nothing says no changes", () => {
    const read = ask("read");
    expect([
      approved({ action: "read", changes: undefined }, read),
      approved({ action: "read", changes: {} }, read),
      approved({ action: "read" }, read),
    ]).toEqual(["allow", "allow", "challenge"]);
  });

  it("of a change without changes says none", () => {
    expect([
      approved({ changes: {} }, ask("update")),
      approved({ changes: {} }, ask("update", { changes: {} })),
      approved({}, ask("update")),
    ]).toEqual(["allow", "allow", "challenge"]);
  });

  it("of a creation is for the record as proposed, whose id may still be missing", () => {
    const record = { ownerId: "u1", stage: "open" };
    const create = ask("create", { record });
    const creation = { action: "create", recordId: undefined, changes: record };
    expect([
      approved(creation, create),
      approved({ ...creation, changes: { ...record, stage: "won" } }, create),
      approved({ ...creation, changes: undefined }, create),
      approved({ ...creation, recordId: "d9" }, create),
      approved({ ...creation, recordId: "d9", changes: { id: "d9" } }, ask("create", { record: { id: "d9" } })),
    ]).toEqual(["allow", "challenge", "challenge", "challenge", "allow"]);
  });

  it("tells a record by its own id, of the same type; a bigint also by its digits", () => {
    const of = (id: unknown, recordId: unknown) => approved({ recordId }, update({ record: { ...deal, id } }));
    expect([
      of(7, 7),
      of("7", "7"),
      of(7, "7"),
      of("7", 7),
      of("7", 7n),
      of(7n, "7"),
      of(7n, "8"),
      of(2n ** 53n, 2 ** 53),
    ]).toEqual(["allow", "allow", "challenge", "challenge", "allow", "allow", "challenge", "challenge"]);
  });

  it.each<[string, unknown]>([
    ["null", null],
    ["undefined", undefined],
    ["true", true],
    ["[object Object]", {}],
    ["d1", ["d1"]],
    ["9007199254740992", 2 ** 53],
  ])("does not tell a record by an id that is none: %s", (text, id) => {
    const answers = [
      approved({ recordId: text }, update({ record: { ...deal, id } })),
      approved({ recordId: id }, update({ record: { ...deal, id: text } })),
      approved({ recordId: id }, update({ record: { ...deal, id } })),
    ];
    expect(answers).toEqual(["challenge", "challenge", "challenge"]);
  });

  it("S24 of the future does not count yet", () => {
    expect([approved({ at: NOW }), approved({ at: NOW + 1 })]).toEqual(["allow", "challenge"]);
  });

  it("S12 of no time does not count", () => {
    expect([approved({ at: "recently" }), approved({ at: undefined })]).toEqual(["challenge", "challenge"]);
  });

  it("S23 counts until its end", () => {
    expect([
      approved({ validUntil: NOW + 1 }),
      approved({ validUntil: NOW }),
      approved({ validUntil: "later" }),
    ]).toEqual(["allow", "challenge", "challenge"]);
  });

  it("S27 counts within its time from its giving", () => {
    const within = (at: number) => answer({ require: { within: "1h" }, approvals: [{ ...given, at }] });
    expect([within(NOW - HOUR + 1), within(NOW - HOUR)]).toEqual(["allow", "challenge"]);
  });

  it("counts once for each approver", () => {
    const require = { count: 2 };
    const again = { ...given, id: "p2" };
    expect([
      answer({ require, approvals: [given, again] }),
      answer({ require, approvals: [given, { ...again, by: "u3" }] }),
    ]).toEqual(["challenge", "allow"]);
  });

  it("says how many are given, of what is asked for", () => {
    const approval: ApprovalRequirement = { by: "rep", count: 2, within: "2h", distinctFrom: ["ownerId"], once: true };
    const access = accessRequiring({ approval }, { approvals: [given] });
    expect(unmet(access, update())).toEqual([
      {
        kind: "approval",
        statement: { id: "r" },
        by: "rep",
        count: 2,
        given: 1,
        withinMs: 2 * HOUR,
        distinctFrom: ["ownerId"],
        once: true,
      },
    ]);
  });

  it("says only what is stated", () => {
    expect(unmet(accessRequiring({ approval: { by: "rep" } }), update())).toStrictEqual([
      { kind: "approval", statement: { id: "r" }, by: "rep", count: 1, given: 0, once: false },
    ]);
  });

  it("S28 can be had without a session", () => {
    expect(answer({ facts: { session: null } })).toBe("allow");
  });
});

describe("S30 an approver who must be somebody else", () => {
  const by = (record: object, difference: object = {}, changes: object = WON) =>
    answer({
      require: { distinctFrom: ["ownerId", "tags"] },
      approvals: [{ ...given, changes, ...difference }],
      request: update({ record: { ...deal, ...record }, changes }),
    });

  it("is none of those whom a field names", () => {
    expect([by({ ownerId: "u9" }), by({ ownerId: "u2" })]).toEqual(["allow", "challenge"]);
  });

  it("is none of those whom a list names", () => {
    expect([by({ tags: ["u8", "u9"] }), by({ tags: ["u8", "u2"] })]).toEqual(["allow", "challenge"]);
  });

  it("is asked for where nothing is changed, too", () => {
    const read = { ...given, action: "read", changes: {} };
    const answerRead = (ownerId: string) =>
      answer({
        require: { distinctFrom: ["ownerId"] },
        approvals: [read],
        request: ask("read", { record: { ...deal, ownerId } }),
      });
    expect([answerRead("u9"), answerRead("u2")]).toEqual(["allow", "challenge"]);
  });

  it("S12 cannot be told where a field names nobody", () => {
    expect([
      by({ ownerId: null }),
      by({ ownerId: undefined }),
      by({ tags: [] }),
      by({ tags: [null] }),
      by({ ownerId: {} }),
    ]).toEqual(Array.from({ length: 5 }, () => "challenge"));
  });

  it("is told by number as well", () => {
    expect([by({ ownerId: 2 }, { by: "2" }), by({ ownerId: 3 }, { by: "2" })]).toEqual(["challenge", "allow"]);
  });

  it("is none of those whom a field would name after the change", () => {
    expect([by({ ownerId: "u9" }, {}, { ownerId: "u8" }), by({ ownerId: "u9" }, {}, { ownerId: "u2" })]).toEqual([
      "allow",
      "challenge",
    ]);
  });
});

describe("S30 what the approver saw", () => {
  const rule: StatementData = {
    id: "r",
    require: { approval: { by: "rep" } },
    for: "update",
    when: { amount: { $gt: 10 } },
    to: { stage: "won", closedAt: { $exists: false } },
  };
  const seen = { amount: 100, stage: "open", closedAt: null };
  const answerTo = (record: object, picture: object | undefined) =>
    verdict(
      accessTo(ruled(rule), { approvals: [{ ...given, ...(picture !== undefined && { seen: picture }) } as Approval] }),
      update({ record: { ...deal, ...record } }),
    );

  it("keeps the approval alive while it is still so", () => {
    expect([answerTo({}, seen), answerTo({}, undefined)]).toEqual(["allow", "allow"]);
  });

  it("kills it as soon as a field differs that `when` or `to` reads", () => {
    expect([answerTo({ amount: 101 }, seen), answerTo({ stage: "lost" }, seen)]).toEqual(["challenge", "challenge"]);
  });

  it("does not mind a field that neither reads", () => {
    expect(answerTo({ margin: 99 }, { ...seen, margin: 1, tags: [] })).toBe("allow");
  });

  it("S12 kills it where the picture lacks a field that is read", () => {
    expect([answerTo({}, { amount: 100, stage: "open" }), answerTo({}, {})]).toEqual(["challenge", "challenge"]);
  });

  it.each([[null], ["everything"], [7]])("S12 kills it where there is a picture that cannot be read: %j", (picture) => {
    expect(answerTo({}, picture as unknown as object)).toBe("challenge");
  });

  it("compares instants in any notation", () => {
    expect(answerTo({ closedAt: new Date(0) }, { ...seen, closedAt: "1970-01-01T00:00:00Z" })).toBe("allow");
  });
});
