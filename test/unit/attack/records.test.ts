import { describe, expect, it } from "vitest";
import { deal, holdsRep, open, principal, repOf } from "./fixture.js";

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

  it("does not walk into an array where the schema says object (S15)", () => {
    const policy = repOf([{ allow: "read", when: { "size.length": { $gte: 3 } } }]);
    expect(open(policy).can("read", "deal", { ...deal, size: { length: 3 } })).toBe(true);
    expect(open(policy).can("read", "deal", { ...deal, size: [1, 2, 3] } as never)).toBe(false);
  });
});

describe("an access in the wrong hands", () => {
  it("tells nothing of its facts and its policy when it is logged or sent", () => {
    const text = JSON.stringify(
      open(repOf([{ allow: "read" }]), { principal: { ...principal, attributes: { desk: "d7" } } }),
    );
    expect(text ?? "").not.toContain("d7");
    expect(text ?? "").not.toContain("allow");
  });

  it("is not widened again by taking its limits off (S42)", () => {
    const narrow = open(repOf([{ allow: "read" }]), { assignments: holdsRep }).attenuate({ allow: {} });
    try {
      Object.assign(narrow, { limits: null });
    } catch {
      // frozen: as good
    }
    expect(narrow.can("read", "deal", deal)).toBe(false);
    expect(narrow.attenuate({ allow: { deal: ["read"] } }).can("read", "deal", deal)).toBe(false);
  });
});
