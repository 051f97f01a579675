import { describe, expect, it } from "vitest";
import { deal, NOW, open, repOf } from "./fixture.js";

const guarded = repOf(
  [{ allow: "*" }, { allow: "update", fields: ["margin"] }],
  [{ require: { approval: { by: "rep", distinctFrom: ["ownerId"] } }, for: ["update", "create"] }],
);

/** What comes of asking for changes with an approval of some. */
function asked(changes: object, approved: object, rest: object = {}, record: object = deal) {
  const approval = {
    id: "p1",
    by: "u2",
    principal: "u1",
    action: "update",
    type: "deal",
    recordId: "d1",
    at: NOW - 1,
    changes: approved,
    ...rest,
  };
  return open(guarded, { approvals: [approval] }).decide({ action: "update", type: "deal", record, changes }).outcome;
}

class Money {
  readonly #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  valueOf() {
    return this.#cents;
  }
}

describe("approvals of something else (S30)", () => {
  it("counts the approval of exactly these changes", () => {
    expect(asked({ amount: 5 }, { amount: 5 })).toBe("allow");
    expect(asked({ closedAt: "1970-01-01T00:00:00.005Z" }, { closedAt: 5 })).toBe("allow");
  });

  it("compares no values that are no data: what they hold cannot be seen", () => {
    expect(asked({ meta: new Map([["a", 1]]) }, { meta: new Map([["b", 2]]) })).toBe("challenge");
    expect(asked({ meta: new Set([1]) }, { meta: {} })).toBe("challenge");
    expect(asked({ meta: new Money(100_000_000) }, { meta: new Money(1) })).toBe("challenge");
    expect(asked({ meta: new Money(100_000_000) }, { meta: {} })).toBe("challenge");
    expect(asked({ amount: new Number(100_000_000) }, { amount: new Number(1) })).toBe("challenge");
    expect(asked({ meta: new URL("https://b.example") }, { meta: new URL("https://a.example") })).toBe("challenge");
  });

  it("takes a hole in a list for nothing else than a hole", () => {
    expect(asked({ tags: ["hot"] }, { tags: new Array(1) })).toBe("challenge");
  });

  it("takes no other type, no missing key and no extra key for the same", () => {
    expect(asked({ amount: 5 }, { amount: "5" })).toBe("challenge");
    expect(asked({ closedAt: undefined }, { closedAt: null })).toBe("challenge");
    expect(asked({ amount: 5, phone: undefined }, { amount: 5 })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5, phone: undefined })).toBe("challenge");
    expect(asked({ tags: { 0: "hot" } }, { tags: ["hot"] })).toBe("challenge");
    expect(asked({ meta: new Date(Number.NaN) }, { meta: new Date(Number.NaN) })).toBe("challenge");
  });

  it("is for the record whose id it names, and a number that names none is no id", () => {
    expect(asked({ amount: 5 }, { amount: 5 }, { recordId: "d2" })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { recordId: undefined })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { recordId: null }, { ...deal, id: "null" })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { recordId: ["d1"] })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { recordId: Number.NaN }, { ...deal, id: Number.NaN })).toBe(
      "challenge",
    );
  });

  it("is never by whoever asks, by somebody named in `distinctFrom`, or by what is no id", () => {
    expect(asked({ amount: 5 }, { amount: 5 }, { by: "u1" })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { by: "u3" })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { by: 2 })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { by: { toString: () => "u2" } })).toBe("challenge");
    expect(asked({ ownerId: "u2" }, { ownerId: "u2" })).toBe("challenge");
  });

  it("does not count with an end, or a time of giving, that names no instant", () => {
    expect(asked({ amount: 5 }, { amount: 5 }, { validUntil: null })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { at: null })).toBe("challenge");
    expect(asked({ amount: 5 }, { amount: 5 }, { at: Number.NEGATIVE_INFINITY })).toBe("challenge");
  });

  it("sees the very changes that are written, however often they are read", () => {
    let reads = 0;
    const changes = {
      get amount() {
        reads += 1;
        return reads === 1 ? 1_000_000 : 5;
      },
    };
    expect(asked(changes, { amount: 5 })).toBe("challenge");
  });
});
