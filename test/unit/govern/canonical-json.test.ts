import { runInNewContext } from "node:vm";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CanonicalJsonError, canonicalJson } from "../../../src/govern/canonical-json.js";

const refusal = (value: unknown): CanonicalJsonError => {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof CanonicalJsonError) return error;
    throw error;
  }
  throw new Error("it was not refused");
};

describe("canonical JSON gives the texts of RFC 8785", () => {
  // appendix B: IEEE 754 in hexadecimal, and the text
  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["ffefffffffffffff", "-1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["c340000000000000", "-9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555554", "333333333.33333325"],
    ["41b3de4355555555", "333333333.3333333"],
    ["41b3de4355555556", "333333333.3333334"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("the number %s as %s", (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(text);
  });

  it.each(["7fffffffffffffff", "7ff0000000000000"])("refuses the number %s", (bits) => {
    expect(refusal(Buffer.from(bits, "hex").readDoubleBE()).code).toBe("not_json");
  });

  it("the sample object of section 3.2.2", () => {
    const sample = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("the order of keys of section 3.2.3, by UTF-16 code units", () => {
    const sample = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(Object.values(JSON.parse(canonicalJson(sample)))).toHaveLength(7);
    const values = [...canonicalJson(sample).matchAll(/:"([^"]*)"/g)].map((match) => match[1]);
    expect(values).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });
});

describe("canonical JSON", () => {
  it("agrees with another implementation on whatever JSON can say", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2000 },
    );
  });

  it("is JSON of the same value, and does not depend on the order of keys", () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, shuffled(member)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(JSON.parse(canonicalJson(JSON.parse(text)))));
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves out members that are undefined, at every depth", () => {
    expect(canonicalJson({ a: undefined, b: [{ c: undefined }] })).toBe('{"b":[{}]}');
  });

  it("keeps own keys named like parts of every object", () => {
    const hostile = JSON.parse('{"__proto__":{"x":1},"constructor":2,"toJSON":"3"}');
    expect(canonicalJson(hostile)).toBe('{"__proto__":{"x":1},"constructor":2,"toJSON":"3"}');
  });

  it("takes objects without a prototype and from another realm", () => {
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
    expect(canonicalJson(runInNewContext("({ a: [1] })"))).toBe('{"a":[1]}');
  });

  it.each([
    ["undefined", undefined],
    ["a bigint", 1n],
    ["a symbol", Symbol("s")],
    ["a function", () => 1],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["bytes", new Uint8Array(1)],
    ["a wrapped text", Object("text")],
    ["half of a pair", "\ud83d"],
    ["half of a pair in a key", { "\ude00": 1 }],
    ["a toJSON function", { toJSON: () => 1 }],
    // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
    ["a hole in a list", [1, , 2]],
    ["undefined in a list", [undefined]],
    ["NaN", Number.NaN],
  ])("refuses %s", (_, value) => {
    expect(refusal(value).code).toBe("not_json");
    expect(refusal({ outer: [value] }).path.slice(0, 2)).toEqual(["outer", 0]);
  });

  it("says where, without the value", () => {
    const error = refusal({ list: [{ amount: 12345678901234567890n }] });
    expect(error.message).toBe("a value of type bigint at `list.0.amount` has no canonical JSON");
    expect(error.path).toEqual(["list", 0, "amount"]);
    expect(refusal(Number.NaN).message).toBe("a number that is not finite has no canonical JSON");
    expect(refusal([new Date(0)]).message).toBe("an object of a class at `0` has no canonical JSON");
    expect(refusal(["\ud83d"]).message).toBe("half of a surrogate pair at `0` has no canonical JSON");
  });

  it("counts depth, not width", () => {
    const wide = Array.from({ length: 2000 }, (_, n) => ({ [`k${n}`]: [n] }));
    expect(canonicalJson(wide)).toBe(JSON.stringify(wide));
    const members = Object.fromEntries(wide.map((_, n) => [`k${n + 1000}`, {}]));
    expect(canonicalJson(members)).toBe(JSON.stringify(members));
    expect(refusal([[1], { a: 1 }, { b: [2, 3n] }]).path).toEqual([2, "b", 1]);
  });

  it("takes 256 levels and refuses more, circles among them, without running out of stack", () => {
    const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
    expect(canonicalJson(nested(256))).toHaveLength(512);
    expect(refusal(nested(257)).code).toBe("too_deep");
    expect(refusal(nested(200_000)).code).toBe("too_deep");
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(refusal(circle).code).toBe("too_deep");
  });
});
