import { describe, expect, it } from "vitest";
import { deal, open, repOf } from "./fixture.js";

const writer = open(repOf([{ allow: ["create", "update"] }]));

/** Changes that hold something which no list of their keys shows. */
const veiled: readonly (readonly [string, object])[] = [
  ["a map", new Map([["margin", 9]])],
  ["a set", new Set([9])],
  ["a date", new Date(0)],
  ["inherited values", Object.create({ margin: 9 })],
  [
    "keys that cannot be listed",
    new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("no");
        },
      },
    ),
  ],
];

function outcomeOf(ask: () => string): string {
  try {
    return ask();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe("writes that ask for nothing that can be seen (S9, S10)", () => {
  it.each(veiled)("creates no record of %s", (_name, record) => {
    expect(outcomeOf(() => writer.outcome("create", "deal", record))).not.toBe("allow");
    expect(outcomeOf(() => writer.decide({ action: "create", type: "deal", record }).outcome)).not.toBe("allow");
    expect(outcomeOf(() => String(writer.can("create", "deal", record)))).not.toBe("true");
  });

  it.each(veiled)("updates nothing with %s", (_name, changes) => {
    const ask = () => writer.decide({ action: "update", type: "deal", record: deal, changes }).outcome;
    expect(outcomeOf(ask)).not.toBe("allow");
  });

  it("asks for a key that JSON spells `__proto__` as for every other", () => {
    const changes = JSON.parse('{ "amount": 1, "__proto__": { "margin": 2 } }');
    const ask = () => writer.decide({ action: "update", type: "deal", record: deal, changes }).outcome;
    expect(outcomeOf(ask)).toBe("unknown_field");
    expect(writer.checkWrite("deal", deal, changes)).toMatchObject({
      allowed: ["amount"],
      refused: [{ field: "__proto__", reason: "invalid_request" }],
    });
  });

  it("judges the values that it read, not those that a getter gives later", () => {
    const small = open(repOf([{ allow: "update", to: { amount: { $lt: 10 } } }]));
    let reads = 0;
    const changes = {
      get amount() {
        reads += 1;
        return 5;
      },
    };
    expect(small.decide({ action: "update", type: "deal", record: deal, changes }).outcome).toBe("allow");
    expect(reads).toBe(1);
  });
});
