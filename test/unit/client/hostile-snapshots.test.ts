import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCastellanError } from "../../../src/model/errors.js";
import { checksum } from "../../../src/project/snapshot/checksum.js";
import type { AccessSnapshot } from "../../../src/project/snapshot/format.js";
import { hostileInput } from "../../../src/testing/arb/hostile.js";
import { scenario } from "../../../src/testing/arb/scenario.js";
import { opener } from "../../../src/testing/laws/ask.js";
import { ask, deal, deals, NOW, ruled } from "../fixtures/access.js";
import { opened, snapshotOf } from "./fixtures.js";

const policy = ruled({
  require: { mfa: { within: "15m" } },
  for: "export",
  when: { amount: { $gt: 5 }, phone: { $exists: true } },
});

/** A snapshot that says of itself that it is whole. */
function sealed(snapshot: AccessSnapshot, body: unknown): unknown {
  const { now, validUntil } = snapshot;
  return { ...snapshot, body, sum: checksum(JSON.stringify([now, validUntil, body])) };
}

describe("S39 what is no snapshot", () => {
  const whole = JSON.stringify(snapshotOf(policy));

  it("is refused wherever it was cut off", () => {
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => opened(whole.slice(0, length), NOW)).toThrow(expect.objectContaining({ code: "invalid_snapshot" }));
    }
  });

  it("is refused where a character was changed", () => {
    for (let index = 0; index < whole.length; index += 3) {
      const changed = `${whole.slice(0, index)}${whole[index] === "1" ? "2" : "1"}${whole.slice(index + 1)}`;
      expect(() => opened(changed, NOW), changed.slice(index - 9, index + 9)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(in|un)[a-z]*_snapshot$/) }),
      );
    }
  });

  it("is refused with another version of the format", () => {
    for (const castellan of [2, 0, "1", null, undefined]) {
      const foreign = { ...snapshotOf(policy), castellan };
      expect(() => opened(foreign, NOW)).toThrow(expect.objectContaining({ code: "unsupported_snapshot" }));
    }
  });

  it("is refused, whatever it is", () => {
    fc.assert(
      fc.property(hostileInput(), (make) => {
        expect(() => opened(make(), NOW)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/_snapshot$/) }),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("does not take its form from the prototype of all objects", () => {
    const { body: _, ...rest } = snapshotOf(deals({ allow: "read" }));
    Object.defineProperty(Object.prototype, "body", { value: [], configurable: true });
    try {
      expect(() => opened(rest, NOW)).toThrow(expect.objectContaining({ code: "invalid_snapshot" }));
    } finally {
      Reflect.deleteProperty(Object.prototype, "body");
    }
  });
});

describe("S39 a snapshot that somebody made up", () => {
  it("is refused, or answers; it neither crashes nor hangs", () => {
    const made = scenario({ maxFacts: 1, maxRequests: 2 }).chain((each) =>
      fc.tuple(fc.constant(each), fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }), fc.jsonValue({ maxDepth: 2 })),
    );
    fc.assert(
      fc.property(made, ([{ policy: generated, facts, requests }, path, value]) => {
        const snapshot = castellanOnly(() => opener(generated)(facts[0]!).snapshot());
        if (snapshot === undefined) return;
        const body = replaced(JSON.parse(JSON.stringify(snapshot.body)), path, value);
        castellanOnly(() => {
          const access = opened(sealed(snapshot, body), snapshot.now);
          for (const at of [access, access.at(snapshot.now + 1e9)]) {
            void at.validUntil;
            for (const request of requests) {
              const { action, type, record } = request;
              for (const question of [
                () => at.decide(request),
                () => at.outcome(action, type, record),
                () => at.canSome(action, type),
                () => at.checkWrite(type, record, request.changes ?? {}),
                () => at.mask(type, record),
                () => at.needs(action, type),
                () => at.assertQueryable(type, ["id"]),
              ])
                castellanOnly(question);
            }
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it("is refused where it refers to what is not there, by number or by name", () => {
    const snapshot = snapshotOf(deals({ allow: "read", when: { stage: "open" } }));
    for (const place of [99, -1, 0.5, "length", "constructor", "__proto__"]) {
      const body = JSON.parse(JSON.stringify(snapshot.body));
      body[1][0][2][1][1] = place;
      expect(() => opened(sealed(snapshot, body), NOW)).toThrow(expect.objectContaining({ code: "invalid_snapshot" }));
    }
  });

  it("is refused where a condition says nothing, and denies where one is nested too deeply to be told", () => {
    const snapshot = snapshotOf(deals({ allow: "read", when: { stage: "open" } }));
    const withCondition = (condition: unknown) => {
      const body = JSON.parse(JSON.stringify(snapshot.body));
      body[4][0] = condition;
      return sealed(snapshot, body);
    };
    for (const nothing of [[1], [2], 5, null]) {
      expect(() => opened(withCondition(nothing), NOW)).toThrow(expect.objectContaining({ code: "invalid_snapshot" }));
    }
    const deep = Array.from({ length: 1_001 }).reduce((inner) => [0, inner], [4, 0, 0]);
    expect(castellanOnly(() => opened(withCondition(deep), NOW).can("read", "deal", deal))).not.toBe(true);
    expect(opened(snapshot, NOW).decide(ask("read", { record: deal })).outcome).toBe("allow");
  });
});

/** Runs something that may throw errors of castellan's own, and no other. */
function castellanOnly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (isCastellanError(error)) return undefined;
    throw error;
  }
}

/** With something else at a path: keys, counted round. */
function replaced(target: unknown, [step = 0, ...rest]: readonly number[], value: unknown): unknown {
  if (!Array.isArray(target) || target.length === 0) return value;
  const index = step % target.length;
  const changed = rest.length === 0 ? value : replaced(target[index], rest, value);
  return target.map((item, place) => (place === index ? changed : item));
}
