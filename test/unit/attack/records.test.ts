import { describe, expect, it } from "vitest";
import { deal, open, repOf } from "./fixture.js";

describe("records that are not what they seem", () => {
  it("reads own properties alone, of class instances, maps and proxies too", () => {
    const policy = repOf([
      { allow: "read", when: { stage: "won" } },
      { allow: "export", when: { amount: { $gte: 1 } } },
    ]);
    class Won {
      get stage() {
        return "won";
      }
    }
    const records = [new Won(), Object.create({ stage: "won" }), new Map([["stage", "won"]])];
    for (const record of records) {
      expect(open(policy).can("read", "deal", record)).toBe(false);
      expect(open(policy).mask("deal", record)).toEqual({});
    }
  });

  it("lets a record ask questions of its own while it is read", () => {
    const access = open(repOf([{ allow: "read", when: { stage: "open" } }]));
    const curious = Object.defineProperty({ ...deal }, "stage", {
      enumerable: true,
      get: () => (access.can("export", "deal", deal) ? "won" : "open"),
    });
    expect(access.can("read", "deal", curious)).toBe(true);
    expect(access.can("read", "deal", { ...deal, stage: "lost" })).toBe(false);
  });

  it("shows a masked field in part only where it is a text", () => {
    const access = open(repOf([{ allow: "read", masked: { phone: "last4" } }]));
    for (const phone of [5, ["+49301234567"], { toString: () => "+49301234567" }, new String("+49301234567")]) {
      expect(access.mask("deal", { ...deal, phone } as never)).toEqual({});
    }
    expect(access.mask("deal", deal)).toEqual({ phone: "••••4567" });
  });
});
