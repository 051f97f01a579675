import { describe, expect, it } from "vitest";
import type { MfaRequirement } from "../../../../src/model/requirement-data.js";
import type { Factor } from "../../../../src/model/session.js";
import { ask, MINUTE, NOW, session } from "../../fixtures/access.js";
import { accessRequiring, readRequiring, unmet } from "../../fixtures/requirement.js";

const factor = (method: string, at: unknown = NOW): Factor => ({ method, at: at as number });
const by = (mfa: MfaRequirement, ...factors: readonly Factor[]) =>
  readRequiring({ mfa }, { session: { ...session, factors } });

describe("multi-factor authentication", () => {
  it("takes two classes of factors, if nothing else is said", () => {
    expect([by({}, factor("pwd")), by({}, factor("pwd"), factor("otp"))]).toEqual(["challenge", "allow"]);
  });

  it("counts nothing of a session with more factors than any has", () => {
    const many = (count: number) => [...Array.from({ length: count - 1 }, () => factor("pwd")), factor("otp")];
    expect([by({}, ...many(10_000)), by({}, ...many(10_001))]).toEqual(["allow", "challenge"]);
  });

  it("counts a class once", () => {
    expect(by({}, factor("pwd"), factor("pin"), factor("kba"))).toBe("challenge");
  });

  it.each([
    ["pwd", "otp"],
    ["pin", "sms"],
    ["kba", "tel"],
    ["pwd", "hwk"],
    ["pwd", "swk"],
    ["pwd", "sc"],
    ["pwd", "mca"],
    ["otp", "face"],
    ["otp", "fpt"],
    ["otp", "iris"],
    ["otp", "retina"],
    ["pwd", "vbm"],
  ])("takes %s and %s for two classes", (one, other) => {
    expect(by({}, factor(one), factor(other))).toBe("allow");
  });

  it.each([
    ["pwd", "pin", "kba"],
    ["otp", "sms", "tel"],
    ["hwk", "swk", "sc"],
    ["otp", "mca", "hwk"],
    ["face", "fpt", "iris"],
    ["retina", "vbm", "face"],
  ])("takes %s, %s and %s for one class", (...methods) => {
    expect(by({}, ...methods.map((method) => factor(method)))).toBe("challenge");
  });

  it("takes the identity provider's word for two", () => {
    expect([by({}, factor("mfa")), by({ factors: 3 }, factor("mfa"), factor("fpt"))]).toEqual(["allow", "allow"]);
  });

  it.each(["geo", "rba", "user", "wia", "constructor", "", "PWD"])("takes %j for nothing", (method) => {
    expect(by({ factors: 1 }, factor(method))).toBe("challenge");
  });

  it.each([
    [1, ["pwd"], "allow"],
    [2, ["pwd"], "challenge"],
    [3, ["pwd", "otp"], "challenge"],
    [3, ["pwd", "otp", "fpt"], "allow"],
  ])("with %i factors wanted, and %j given, is: %s", (factors, methods, expected) => {
    expect(by({ factors }, ...methods.map((method) => factor(method)))).toBe(expected);
  });

  it("counts accepted methods only", () => {
    const methods = ["pwd", "hwk"];
    expect([by({ methods }, factor("pwd"), factor("otp")), by({ methods }, factor("pwd"), factor("hwk"))]).toEqual([
      "challenge",
      "allow",
    ]);
  });

  it("S27 counts a verification until the very millisecond at which its time is over", () => {
    const mfa = { within: "15m", factors: 1 } as const;
    expect([by(mfa, factor("pwd", NOW - 15 * MINUTE + 1)), by(mfa, factor("pwd", NOW - 15 * MINUTE))]).toEqual([
      "allow",
      "challenge",
    ]);
  });

  it("wants each class verified recently", () => {
    expect(by({ within: "15m" }, factor("pwd", NOW - 15 * MINUTE), factor("otp"))).toBe("challenge");
  });

  it("counts a verification for ever, if nothing is said", () => {
    expect(by({ factors: 1 }, factor("pwd", 0))).toBe("allow");
  });

  it("S24 does not count a verification of the future", () => {
    expect(by({ factors: 1 }, factor("pwd", NOW + 1))).toBe("challenge");
  });

  it.each([["yesterday"], [null], [undefined], [Number.NaN]])("S12 does not count a verification at %j", (at) => {
    expect(by({ factors: 1 }, { method: "pwd", at: at as never })).toBe("challenge");
  });

  it.each([["hwk"], ["sc"]])("with %s resists phishing", (method) => {
    expect(by({ phishingResistant: true }, factor("pwd"), factor(method))).toBe("allow");
  });

  it.each([["swk"], ["otp"], ["fpt"], ["mfa"]])("with %s does not resist phishing", (method) => {
    expect(by({ phishingResistant: true }, factor("pwd"), factor(method))).toBe("challenge");
  });

  it("does not resist phishing with a method that is not accepted, or too old", () => {
    expect([
      by({ phishingResistant: true, methods: ["pwd", "otp"] }, factor("pwd"), factor("otp"), factor("hwk")),
      by({ phishingResistant: true, within: "1m", factors: 1 }, factor("pwd"), factor("hwk", NOW - MINUTE)),
    ]).toEqual(["challenge", "challenge"]);
  });

  it("S28 cannot be cured without a session", () => {
    expect(readRequiring({ mfa: {} }, { session: null })).toBe("requirement_unmet");
  });

  it.each([[undefined], [null], ["pwd"], [[null]], [[{}]], [["pwd"]], [[{ method: 7, at: 0 }]]])(
    "S12 counts nothing in factors like %j",
    (factors) => {
      expect(readRequiring({ mfa: { factors: 1 } }, { session: { ...session, factors: factors as never } })).toBe(
        "challenge",
      );
    },
  );

  it("says what it asks for", () => {
    const mfa: MfaRequirement = { methods: ["pwd", "hwk"], within: "15m", phishingResistant: true, factors: 3 };
    expect(unmet(accessRequiring({ mfa }), ask("read"))).toEqual([
      {
        kind: "mfa",
        statement: { id: "r" },
        methods: ["pwd", "hwk"],
        withinMs: 15 * MINUTE,
        phishingResistant: true,
        factors: 3,
      },
    ]);
  });

  it("says only what is stated", () => {
    expect(unmet(accessRequiring({ mfa: {} }), ask("read"))).toStrictEqual([
      { kind: "mfa", statement: { id: "r" }, phishingResistant: false, factors: 2 },
    ]);
  });
});
