import { describe, expect, it } from "vitest";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, ask, deals, NOW, ruled, session } from "../fixtures/access.js";

const SECOND = 1_000;
const HOUR = 3_600_000;

/** Until when an access under rules stays as it is: in milliseconds from now. The session is an hour old. */
const until = (...rules: StatementData[]) => {
  const { validUntil } = accessTo(ruled(...rules), { session: { ...session, lastActiveAt: NOW } });
  return validUntil === null ? null : validUntil - NOW;
};
const aged = (seconds: number, rest: object = {}): StatementData => ({
  require: { session: { maxAge: HOUR + seconds * SECOND } },
  for: "read",
  ...rest,
});

describe("S26 what can change as time goes by", () => {
  it("is the earliest of all requirements, wherever it stands", () => {
    expect([until(aged(5), aged(9)), until(aged(9), aged(5)), until(aged(9), aged(5), aged(7))]).toEqual([
      5_000, 5_000, 5_000,
    ]);
  });

  it("is a requirement of those whom it reaches, though it is one that others have as well", () => {
    const guests = { who: { kind: "guest" } };
    const all = { who: { kind: "employee" } };
    expect([
      until(aged(5, all), aged(5, guests)),
      until(aged(5, guests), aged(5, all)),
      until(aged(5), aged(5, guests)),
      until(aged(5, guests), aged(5)),
      until(aged(5, guests), aged(9, all)),
      until(aged(5, guests)),
    ]).toEqual([5_000, 5_000, 5_000, 5_000, 9_000, null]);
  });

  it("is not a condition that reads no clock", () => {
    const access = accessTo(deals({ allow: "read", when: { stage: "open" } }), { session: null });
    expect([access.validUntil, access.decide(ask("read")).validUntil]).toEqual([null, null]);
  });

  it("is a condition that reads the clock, also in `to`", () => {
    const when = { closedAt: { $lt: { $ref: "now" } } } as const;
    expect(
      [deals({ allow: "read", when }), deals({ allow: "update", to: when })].map(
        (policy) => accessTo(policy, { session: null }).validUntil,
      ),
    ).toEqual([NOW + 1, NOW + 1]);
  });
});
