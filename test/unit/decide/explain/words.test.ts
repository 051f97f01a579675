import { describe, expect, it } from "vitest";
import { instantText, lengthText, listed, nameOf, withArticle } from "../../../../src/decide/explain/words.js";

describe("words for people", () => {
  it("list as people do", () => {
    const items = ["a", "b", "c", "d", "e", "f", "g"];
    expect([0, 1, 2, 3, 5, 6, 7].map((count) => listed(items.slice(0, count), "or"))).toEqual([
      "nothing",
      "a",
      "a or b",
      "a, b or c",
      "a, b, c, d or e",
      "a, b, c, d, e or f",
      "a, b, c, d, e or 2 more",
    ]);
  });

  it("say a length in the greatest unit that leaves no rest", () => {
    expect(
      [1, 999, 1_000, 1_500, 60_000, 90_000, 3_600_000, 5_400_000, 86_400_000, 172_800_000].map(lengthText),
    ).toEqual([
      "1 millisecond",
      "999 milliseconds",
      "1 second",
      "1500 milliseconds",
      "1 minute",
      "90 seconds",
      "1 hour",
      "90 minutes",
      "1 day",
      "2 days",
    ]);
  });

  it("say no length as the least unit", () => {
    expect(lengthText(0)).toBe("0 milliseconds");
  });

  it("say an instant as precisely as it is given", () => {
    expect(
      [
        Date.UTC(2026, 2, 2, 9, 14),
        Date.UTC(2026, 2, 2, 9, 14, 5),
        Date.UTC(2026, 2, 2, 9, 0, 0, 7),
        Date.UTC(2026, 2, 2),
      ].map(instantText),
    ).toEqual([
      "2026-03-02 09:14 UTC",
      "2026-03-02 09:14:05 UTC",
      "2026-03-02 09:00:00.007 UTC",
      "2026-03-02 00:00 UTC",
    ]);
  });

  it.each([Number.NaN, 8.64e15 + 1, Number.NEGATIVE_INFINITY])("say %d as an unknown date", (ms) => {
    expect(instantText(ms)).toBe("an unknown date");
  });

  it("know the farthest date", () => {
    expect(instantText(8.64e15)).toBe("+275760-09-13 00:00 UTC");
  });

  it("name what is no text by a question mark", () => {
    expect([nameOf("a1"), nameOf(7), nameOf(undefined)]).toEqual(["a1", "?", "?"]);
  });

  it("know their article", () => {
    expect(["deal", "account", "Invoice", "user"].map(withArticle)).toEqual([
      "a deal",
      "an account",
      "an Invoice",
      "an user",
    ]);
  });
});
