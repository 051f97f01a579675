import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import * as common from "@zxcvbn-ts/language-common";
import * as english from "@zxcvbn-ts/language-en";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breachedRange, timesBreached } from "../../../../src/lifecycle/credentials/breached-range.js";
import { checkPassword, type PasswordRules } from "../../../../src/lifecycle/credentials/check-password.js";

const codes = (password: string, rules?: PasswordRules) =>
  checkPassword(password, rules).issues.map((issue) => issue.code);

describe("the length of a password", () => {
  it("refuses rules that are misspelt, since what they say would not be looked at", () => {
    const misspelt = { blockList: new Set(["seven teapots on a raft"]) };
    expect(() => checkPassword("seven teapots on a raft", misspelt as PasswordRules)).toThrow(
      "there is no rule `blockList`",
    );
  });

  it("is at least 15 where it is the only factor", () => {
    expect(codes("plum raft nine")).toEqual(["too_short"]);
    expect(codes("plum raft nine!")).toEqual([]);
  });

  it("is at least 8 where it is one of several", () => {
    expect(codes("plum raf", { minLength: 8 })).toEqual([]);
    expect(codes("plum ra", { minLength: 8 })).toEqual(["too_short"]);
  });

  it("may always be 64, of any script, with spaces", () => {
    expect(codes("żółw 東京 κύμα abandon lamp river copper tulip forty west moon hat")).toEqual([]);
    expect(() => checkPassword("x", { maxLength: 63 })).toThrow("from 64");
    expect(() => checkPassword("x", { minLength: 7 })).toThrow("from 8");
    expect(() => checkPassword("x", { minLength: 90, maxLength: 80 })).toThrow("no less than");
    expect(() => checkPassword("x", { minLength: Number.NaN })).toThrow("from 8");
  });

  it("counts code points, not UTF-16 code units", () => {
    expect(codes("🦊🌵🎷🧭🚲🪁🥨", { minLength: 8 })).toEqual(["too_short"]);
    expect(codes("🦊🌵🎷🧭🚲🪁🥨🪴", { minLength: 8 })).toEqual([]);
  });

  it("counts a letter with its accent once, however it was typed", () => {
    expect(codes("éàüñçôî", { minLength: 8 })).toEqual(["too_short"]);
    expect(codes("éàüñçôî".normalize("NFD"), { minLength: 8 })).toEqual(["too_short"]);
  });

  it("is not helped by one character that stands for eighteen", () => {
    expect(codes("ﷺ")).toContain("too_short");
  });

  it("has an end, and of what lies beyond it nothing else is said or done", () => {
    expect(codes("aé".repeat(64))).not.toContain("too_long");
    expect(codes("a".repeat(129))).toEqual(["too_long"]);
    let asked = 0;
    const blocklist = () => {
      asked += 1;
      return false;
    };
    expect(codes("a".repeat(50_000_000), { blocklist })).toEqual(["too_long"]);
    expect(asked).toBe(0);
  });
});

describe("a password that everybody knows", () => {
  it("is let through only by a function that says no", () => {
    const later = (async () => false) as unknown as () => boolean;
    expect(codes("seven teapots on a raft", { blocklist: later })).toEqual(["common"]);
    expect(codes("seven teapots on a raft", { blocklist: (() => undefined) as never })).toEqual(["common"]);
    expect(codes("seven teapots on a raft", { blocklist: () => false })).toEqual([]);
  });

  it("is known as it was typed where the list is not in lower case", () => {
    expect(codes("SevenTeapotsOnARaft", { blocklist: new Set(["SevenTeapotsOnARaft"]) })).toEqual(["common"]);
  });

  const blocklist = ["correcthorsebatterystaple", "Password", "dragonballz"];

  it.each([
    ["as it is", "correcthorsebatterystaple"],
    ["in another case", "CorrectHorseBatteryStaple"],
    ["in wide letters", "ｃｏｒｒｅｃｔhorsebatterystaple"],
    ["with look-alikes", "c0rr3cth0rs3b4tt3ryst4pl3"],
    ["with something around it", "12correcthorsebatterystaple!!"],
    ["twice", "dragonballzdragonballz"],
  ])("is refused %s", (_, password) => {
    expect(codes(password, { blocklist })).toContain("common");
    expect(codes(password, { blocklist: new Set(blocklist.map((one) => one.toLowerCase())) })).toContain("common");
    const known = new Set(blocklist.map((one) => one.toLowerCase()));
    expect(codes(password, { blocklist: (one) => known.has(one) })).toContain("common");
  });

  it("is not refused for a word in it", () => {
    expect(codes("my dragonballz fell off a boat", { blocklist })).toEqual([]);
  });
});

describe("a password made of what is known", () => {
  const context = ["Ada Lovelace", "ada.lovelace@acme-crm.example", "Acme CRM"];

  it.each([
    "AdaLovelace2024",
    "ada.lovelace.acme",
    "4d4l0v3l4c3-4cm3",
    "ecalevolada acme",
    "acmecrm acmecrm",
    "Lovelace1815-ada",
  ])("is refused: %s", (password) => {
    expect(codes(password, { context })).toContain("context");
  });

  it("is fine where enough of it is something else", () => {
    expect(codes("ada eats seven plums", { context })).toEqual([]);
  });

  it("takes whatever context it is given", () => {
    const odd = [
      "",
      " ",
      "a",
      "\u0000",
      null,
      7,
      "x".repeat(100_000),
      ...Array.from({ length: 5_000 }, (_, at) => `${at}`),
    ];
    expect(codes("seven teapots on a raft", { context: odd as string[] })).toEqual([]);
  });
});

describe("a password without surprise", () => {
  it.each([
    ["one character", "aaaaaaaaaaaaaaaa", "repeated"],
    ["a few, over and over", "abcabcabcabcabcabc", "repeated"],
    ["a word, over and over", "mirabelle mirabelle ", "repeated"],
    ["the alphabet", "abcdefghijklmnopqr", "predictable"],
    ["the alphabet backwards", "zyxwvutsrqponmlk", "predictable"],
    ["digits", "0123456789012345", "predictable"],
    ["a keyboard", "qwertyuiopasdfgh", "predictable"],
    ["a German keyboard", "qwertzuiopasdfgh", "predictable"],
  ])("is refused: %s", (_, password, code) => {
    expect(codes(password)).toContain(code);
  });
});

describe("what a password is made of", () => {
  it("does not matter", () => {
    expect(codes("tulip forty west moon")).toEqual([]);
  });

  it("matters where it is configured", () => {
    const composition = { upper: 1, digit: 2, symbol: 1, lower: 1 };
    expect(codes("tulip forty west moon", { composition })).toEqual(["composition"]);
    expect(checkPassword("tulipfortywestmoon", { composition }).issues[0]?.hint).toBe(
      "Use at least 1 upper-case letters, 2 digits, 1 symbols.",
    );
    expect(codes("Tulip 40 west moon", { composition })).toEqual([]);
  });

  it("is characters that somebody can type", () => {
    expect(codes("tulip forty\u0000west moon")).toEqual(["unusable_characters"]);
    expect(codes("tulip forty \ud800 west moon")).toEqual(["unusable_characters"]);
  });

  it.each([undefined, null, 123456789012345, {}, ["tulip forty west moon"]])("is text: %j", (value) => {
    expect(codes(value as string)).toEqual(["not_text"]);
  });
});

describe("the strength of a password", () => {
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });

  it("is estimated by zxcvbn, as an instance or as a function", () => {
    const check = checkPassword("Tr0ub4dour&3xyz", { strength: { estimator: zxcvbn, atLeast: 4 } });
    expect(check.strength?.score).toBeTypeOf("number");
    expect(codes("iloveyou!", { minLength: 8, strength: { estimator: zxcvbn } })).toEqual(["weak"]);
    const estimator = (password: string, known?: string[]) => zxcvbn.check(password, known);
    expect(codes("iloveyou!", { minLength: 8, strength: { estimator } })).toEqual(["weak"]);
    expect(checkPassword("seven teapots on a raft", { strength: { estimator } })).toEqual({
      ok: true,
      issues: [],
      strength: { score: 4, atLeast: 3, suggestions: [] },
    });
  });

  it("counts what is known of the person against it", () => {
    const rules = { strength: { estimator: zxcvbn } };
    const score = (context: readonly string[]) =>
      checkPassword("brontosaurus tuesdayqx", { ...rules, context }).strength?.score;
    expect(score(["brontosaurus tuesdayqx"])).toBeLessThan(score([]) ?? 0);
  });

  it("is bounded in time for what is at the upper end of the length", () => {
    const check = checkPassword("tulip forty west moon ".repeat(180), {
      maxLength: 4_096,
      strength: { estimator: zxcvbn },
    });
    expect(check.strength?.score).toBe(4);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["says nothing", () => undefined],
    ["says nonsense", () => ({ score: "4" })],
    ["says too much", () => ({ score: 9 })],
  ])("is unknown where the estimator %s, and then it will not do", (_, estimator) => {
    const check = checkPassword("seven teapots on a raft", { strength: { estimator: estimator as never } });
    expect(check).toMatchObject({ ok: false, issues: [{ code: "strength_unknown" }] });
  });

  it("is told without the password, even by an estimator that quotes it", () => {
    const estimator = (password: string) => ({
      score: 1,
      feedback: { warning: `${password} is weak`, suggestions: [password] },
    });
    const check = checkPassword("seven teapots on a raft", { strength: { estimator } });
    expect(JSON.stringify(check)).not.toContain("teapots");
  });
});

describe("the check of a password", () => {
  it("is pure, ends, and gives nothing of the password back", () => {
    const rules: PasswordRules = { context: ["Ada Lovelace"], blocklist: ["password"], composition: { digit: 1 } };
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 6, maxLength: 300 }), (password) => {
        const check = checkPassword(password, rules);
        expect(check).toEqual(checkPassword(password, rules));
        expect(check.ok).toBe(check.issues.length === 0);
        expect(JSON.stringify(check)).not.toContain(password);
      }),
    );
  });

  it("finds what is common and short, at once", () => {
    expect(codes("Password1", { blocklist: ["password"], minLength: 10 })).toEqual(["too_short", "common"]);
  });
});

describe("a breached password", () => {
  it("is looked for by the first five characters of its hash", () => {
    const range = breachedRange("password");
    expect(range).toEqual({ prefix: "5BAA6", suffix: "1E4C9B93F3F0682250B6CF8331B7EE68FD8" });
    expect(
      timesBreached(range, "003D68EB55068C33ACE09247EE4C639306B:3\r\n1e4c9b93f3f0682250b6cf8331b7ee68fd8:42\r\n"),
    ).toBe(42);
  });

  it("is not taken for one by padding, nor by other lines", () => {
    const range = breachedRange("password");
    expect(timesBreached(range, `${range.suffix}:0`)).toBe(0);
    expect(timesBreached(range, `${range.suffix}x:9\n<html>`)).toBe(0);
  });

  it("is one also where the count cannot be read", () => {
    const range = breachedRange("password");
    for (const count of ["", ":", ":many", ":-1", ":1e99"]) expect(timesBreached(range, range.suffix + count)).toBe(1);
  });

  it("is refused where it is no password", () => {
    expect(() => breachedRange("x".repeat(4_097))).toThrow("at most 4096");
    expect(() => timesBreached(breachedRange("x"), 7 as never)).toThrow("is a text");
  });
});
