import { describe, expect, it } from "vitest";
import { FALSE, not, TRUE, UNKNOWN } from "../../../src/compile/kleene.js";

describe("Kleene's logic", () => {
  it("S13 leaves unknown unknown when it is negated", () => {
    expect(not(UNKNOWN)).toBe(UNKNOWN);
  });

  it("turns true and false into each other", () => {
    expect([not(TRUE), not(FALSE)]).toEqual([FALSE, TRUE]);
  });

  it("is ordered, so that AND is the least and OR the greatest", () => {
    expect(FALSE < UNKNOWN && UNKNOWN < TRUE).toBe(true);
  });
});
