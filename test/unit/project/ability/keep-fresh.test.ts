import { type Ability, createMongoAbility, subject } from "@casl/ability";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FreshnessOptions, keepFresh } from "../../../../src/project/ability/keep-fresh.js";
import { refreshAbility } from "../../../../src/project/ability/refresh-ability.js";
import { toAbility } from "../../../../src/project/ability/to-ability.js";
import type { ProjectedAccess } from "../../../../src/project/access.js";
import { accessTo, deal, grantOf, HOUR, NOW, policyOf } from "../../fixtures/access.js";

const DAY = 24 * HOUR;

interface Window {
  readonly validFrom?: number;
  readonly validUntil?: number;
}

/** Somebody who may read deals within a window. */
const reading = (window: Window = {}): ProjectedAccess =>
  accessTo(policyOf({}), { assignments: [grantOf({ deal: [{ allow: "read" }] }, window)], session: null });

function kept(access: ProjectedAccess, options: Partial<FreshnessOptions<ProjectedAccess>> = {}) {
  const ability = toAbility(access as never) as unknown as Ability<[string, string | object]>;
  const waits: number[] = [];
  const refreshes: boolean[] = [];
  const canRead = (): boolean => ability.can("read", subject("deal", { ...deal }));
  const stop = keepFresh(ability as never, {
    now: Date.now,
    setTimer: (run, ms) => {
      waits.push(ms);
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    ...(options as object),
  });
  ability.on("updated", () => refreshes.push(canRead()));
  return { ability, canRead, waits, refreshes, stop };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an ability that is kept fresh", () => {
  it("S23 loses what has ended at the very millisecond", () => {
    const { canRead, refreshes } = kept(reading({ validUntil: NOW + HOUR }));
    vi.advanceTimersByTime(HOUR - 1);
    expect(canRead()).toBe(true);
    expect(refreshes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(canRead()).toBe(false);
    expect(refreshes).toEqual([false]);
  });

  it("S23 gets what begins at the very millisecond, although it allowed nothing before", () => {
    const { canRead } = kept(reading({ validFrom: NOW + HOUR, validUntil: NOW + 2 * HOUR }));
    expect(canRead()).toBe(false);
    vi.advanceTimersByTime(HOUR);
    expect(canRead()).toBe(true);
    vi.advanceTimersByTime(HOUR);
    expect(canRead()).toBe(false);
  });

  it("waits longer than a timer can", () => {
    const { canRead, waits } = kept(reading({ validUntil: NOW + 60 * DAY }));
    vi.advanceTimersByTime(60 * DAY - 1);
    expect(canRead()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(canRead()).toBe(false);
    expect(Math.max(...waits)).toBe(2 ** 31 - 1);
  });

  it("waits on where a timer runs early", () => {
    const { canRead, refreshes } = kept(reading({ validUntil: NOW + HOUR }), {
      setTimer: (run, ms) => {
        const timer = setTimeout(run, ms / 2);
        return () => clearTimeout(timer);
      },
    });
    vi.advanceTimersByTime(HOUR - 1);
    expect(refreshes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(canRead()).toBe(false);
  });

  it("sets no timer where nothing ever changes", () => {
    expect(kept(reading()).waits).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    [undefined, 3],
    [500, 6],
    [0, 3],
    [-1, 3],
    [Number.NaN, 3],
  ])("S26 is refreshed in a measured way where conditions look at the clock: interval %s", (interval, times) => {
    const when = { closedAt: { $gt: { $ref: "now" } } };
    const assignments = [grantOf({ deal: [{ allow: "read", when }] }, { validUntil: NOW + 1_700 })];
    const { refreshes, ability } = kept(
      accessTo(policyOf({}), { assignments, session: null }),
      interval === undefined ? {} : { interval },
    );
    const closing = (at: number): boolean => ability.can("read", subject("deal", { ...deal, closedAt: at }));
    expect(closing(NOW + 1)).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(closing(NOW + 1)).toBe(false);
    expect(closing(NOW + 1_500)).toBe(true);
    vi.advanceTimersByTime(700);
    // what a window bounds is not late
    expect(closing(NOW + 9_000)).toBe(false);
    vi.advanceTimersByTime(1_300);
    expect(refreshes.length).toBeLessThanOrEqual(times);
  });

  it("is left alone once it is stopped", () => {
    const { canRead, stop } = kept(reading({ validUntil: NOW + HOUR }));
    stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(HOUR);
    expect(canRead()).toBe(true);
  });

  it("is left alone once it is stopped, also where a timer cannot be called off", () => {
    const { refreshes, stop } = kept(reading({ validUntil: NOW + HOUR }), {
      setTimer: (run, ms) => {
        setTimeout(run, ms);
        return () => undefined;
      },
    });
    stop();
    vi.advanceTimersByTime(HOUR);
    expect(refreshes).toEqual([]);
  });

  it("follows an access that somebody else puts in", () => {
    const { ability, canRead } = kept(reading());
    refreshAbility(ability as never, reading({ validUntil: NOW + HOUR }) as never);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(HOUR);
    expect(canRead()).toBe(false);
  });

  it("waits after a logout, until somebody is there again", () => {
    const { ability, canRead } = kept(reading({ validUntil: NOW + HOUR }));
    ability.update([]);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(HOUR);
    refreshAbility(ability as never, reading({ validUntil: NOW + 2 * HOUR }).at(NOW + HOUR) as never);
    expect(canRead()).toBe(true);
    vi.advanceTimersByTime(HOUR);
    expect(canRead()).toBe(false);
  });

  it("must be one of castellan's", () => {
    expect(() => keepFresh(createMongoAbility() as never, {} as never)).toThrow(
      expect.objectContaining({ code: "invalid_facts" }),
    );
  });
});

describe("facts that are loaded anew", () => {
  const extended = (): ProjectedAccess => reading({ validUntil: NOW + 3 * HOUR });

  it("take the place of the old ones, which end nevertheless at their instant", async () => {
    const load = vi.fn(async (_now: number) => extended());
    const { canRead } = kept(reading({ validUntil: NOW + HOUR }), { load });
    vi.advanceTimersByTime(HOUR);
    expect(canRead()).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(canRead()).toBe(true);
    expect(load.mock.calls).toEqual([[NOW + HOUR]]);
    await vi.advanceTimersByTimeAsync(2 * HOUR - 1);
    expect(canRead()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(canRead()).toBe(false);
  });

  it("may be loaded at once", async () => {
    const { canRead } = kept(reading({ validUntil: NOW + HOUR }), { load: extended });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(canRead()).toBe(true);
  });

  it("are looked at by the one clock, although they are of an instant that has passed", async () => {
    const load = vi.fn(() => reading({ validUntil: NOW + HOUR }));
    const { canRead } = kept(reading({ validUntil: NOW + HOUR }), { load });
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(canRead()).toBe(false);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => never | Promise<never>]>([
    [
      "throws",
      () => {
        throw new Error("no network");
      },
    ],
    [
      "is rejected",
      async () => {
        throw new Error("no network");
      },
    ],
    ["is no access", () => ({}) as never],
  ])("leave the old ones where loading %s, and somebody is told", async (_, load) => {
    const onError = vi.fn();
    const { canRead } = kept(reading({ validUntil: NOW + HOUR }), { load, onError });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(canRead()).toBe(false);
    expect(onError).toHaveBeenCalledTimes(1);
  });

  it("may fail without anybody to tell", async () => {
    const { canRead } = kept(reading({ validUntil: NOW + HOUR }), {
      load: async () => Promise.reject(new Error("no")),
    });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(canRead()).toBe(false);
  });

  it("do not undo a logout, nor what somebody else put in, nor a stop", async () => {
    const slow = (): Promise<ProjectedAccess> => new Promise((resolve) => setTimeout(() => resolve(extended()), 1_000));
    for (const meanwhile of ["update", "refresh", "stop"]) {
      vi.setSystemTime(NOW);
      const { ability, canRead, stop } = kept(reading({ validUntil: NOW + HOUR }), { load: slow });
      vi.advanceTimersByTime(HOUR);
      if (meanwhile === "update") ability.update([]);
      else if (meanwhile === "refresh") refreshAbility(ability as never, reading({ validUntil: NOW }) as never);
      else stop();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(canRead(), meanwhile).toBe(false);
    }
  });
});

describe("a clock that fails", () => {
  it("empties the ability", () => {
    const onError = vi.fn();
    let now = NOW;
    const { canRead, ability } = kept(reading({ validUntil: NOW + HOUR }), { now: () => now, onError });
    now = Number.NaN;
    vi.advanceTimersByTime(HOUR);
    expect(canRead()).toBe(false);
    expect(ability.rules).toEqual([]);
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: "invalid_now" }));
  });

  it("empties the ability where it fails after loading", async () => {
    const onError = vi.fn();
    let now = NOW;
    const load = async (): Promise<ProjectedAccess> => {
      now = Number.NaN;
      return reading();
    };
    const { canRead } = kept(reading({ validUntil: NOW + HOUR }), { now: () => now, load, onError });
    now = NOW + HOUR;
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(canRead()).toBe(false);
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: "invalid_now" }));
  });
});
