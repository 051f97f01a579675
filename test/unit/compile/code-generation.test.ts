import { afterEach, describe, expect, it, vi } from "vitest";
import { accessTo, ask, deal, deals, NOW } from "../fixtures/access.js";

afterEach(() => vi.unstubAllGlobals());

describe("S18 under a strict Content-Security-Policy", () => {
  it("a policy is compiled and asked without generating code", () => {
    const refuse = () => {
      throw new EvalError("code generation is not allowed here");
    };
    vi.stubGlobal("Function", refuse);
    vi.stubGlobal("eval", refuse);
    const policy = deals({ allow: "*", when: { $or: [{ stage: "open" }, { closedAt: { $lt: { $ref: "now" } } }] } });
    const access = accessTo(policy, { now: NOW });
    expect([
      access.can("read", "deal", deal),
      access.decide(ask("read")).outcome,
      access.mask("deal", { stage: "open" }),
    ]).toEqual([true, "allow", { stage: "open" }]);
  });

  it("a text in a condition is a text, whatever it looks like", () => {
    const text = "`); process.exit(1); (`";
    const access = accessTo(deals({ allow: "read", when: { phone: text } }));
    expect([access.can("read", "deal", { phone: text }), access.can("read", "deal", { phone: "" })]).toEqual([
      true,
      false,
    ]);
  });
});
