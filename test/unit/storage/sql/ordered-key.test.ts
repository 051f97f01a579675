import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asciiJson } from "../../../../src/storage/sql/ascii-json.js";
import { LONGEST_KEY, orderedKey, textOfKey } from "../../../../src/storage/sql/ordered-key.js";
import { SEED } from "../../../seed.js";

/** Texts of any code units, many of them alike. */
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 256 }),
  fc
    .array(fc.constantFrom("!", '"', "}", "~", " ", "a", "A", "é", "e\u0301", "\u0000", "\ud83d\ude00", "\ufb01"))
    .map((parts) => parts.join("").slice(0, 256)),
  fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

describe("orderedKey", () => {
  it("compares byte by byte as the texts compare by UTF-16 code units", () => {
    const bytes = (text: string) => Buffer.from(orderedKey(text), "ascii");
    const law = fc.property(texts, texts, (a, b) => {
      const [expected] = [a < b ? -1 : a > b ? 1 : 0];
      expect(Buffer.compare(bytes(a), bytes(b))).toBe(expected);
    });
    fc.assert(law, { seed: SEED, numRuns: 2_000 });
  });

  it("is printable ASCII without a space, within its width, and can be read back", () => {
    const law = fc.property(texts, (text) => {
      const key = orderedKey(text);
      expect(key).toMatch(/^[!-~]*$/);
      expect(key.length).toBeLessThanOrEqual(text.length * 5);
      expect(textOfKey(key)).toBe(text);
    });
    fc.assert(law, { seed: SEED, numRuns: 1_000 });
    expect(LONGEST_KEY).toBe(orderedKey("\uffff".repeat(256)).length);
  });

  it("leaves what ids are mostly made of as it is", () => {
    for (const id of ["u17", "0190b3a2-7c1e-7d3a-9b1e-2f4a5c6d7e8f", "ada@example.org", "a:b/c_d"]) {
      expect(orderedKey(id)).toBe(id);
    }
  });
});

describe("asciiJson", () => {
  it("says the same in ASCII", () => {
    const law = fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      const text = asciiJson(JSON.stringify(value));
      expect(text).toMatch(/^[ -~]*$/);
      expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(value));
    });
    fc.assert(law, { seed: SEED });
  });
});
