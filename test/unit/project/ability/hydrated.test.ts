import { type Ability, subject } from "@casl/ability";
import { permittedFieldsOf } from "@casl/ability/extra";
import { hydrateAccess } from "castellan/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StatementsData } from "../../../../src/model/statement-data.js";
import { keepFresh } from "../../../../src/project/ability/keep-fresh.js";
import { refreshAbility } from "../../../../src/project/ability/refresh-ability.js";
import { toAbility } from "../../../../src/project/ability/to-ability.js";
import type { ProjectedAccess } from "../../../../src/project/access.js";
import { accessTo, deal, grantOf, HOUR, NOW, policyOf } from "../../fixtures/access.js";

type Anything = Ability<[string, string | object]>;

/** The access of somebody who may read some fields of their own deals for an hour, and part of a phone number. */
function access(statements: StatementsData = STATEMENTS): ProjectedAccess {
  return accessTo(policyOf({}), { assignments: [grantOf(statements, { validUntil: NOW + HOUR })] });
}

const STATEMENTS: StatementsData = {
  deal: [
    { allow: "read", fields: ["id", "stage"], when: { ownerId: "u1" } },
    { allow: "read", masked: { phone: "last4" } },
    { allow: "delete" },
    { forbid: "delete", when: { stage: "won" }, why: "what is won stays" },
    { allow: "export", when: { closedAt: { $gt: { $ref: "now" } } } },
  ],
};

/** The same in a browser. */
function hydrated(now: number, statements?: StatementsData) {
  return hydrateAccess(JSON.stringify((access(statements) as unknown as { snapshot(): object }).snapshot()), { now });
}

const records = [deal, { ...deal, ownerId: "u2" }, { ...deal, stage: "won" }, { id: "d2" }, {}];
const fieldsFrom = ({ fields }: { fields?: string[] | undefined }): string[] => fields ?? ["everything"];

describe("an ability in a browser", () => {
  const server = toAbility(access() as never) as unknown as Anything;
  const browser = toAbility(hydrated(NOW)) as unknown as Anything;

  it("S39, S40 answers as on the server", () => {
    for (const action of ["create", "read", "update", "delete", "export", "raed"]) {
      for (const field of [undefined, "id", "stage", "phone", "ownerId", "nothing"]) {
        expect(browser.can(action, "deal", field), `${action} ${field}`).toBe(server.can(action, "deal", field));
        for (const record of records) {
          const about = (): object => subject("deal", { ...record });
          expect(browser.can(action, about(), field), `${action} ${field}`).toBe(server.can(action, about(), field));
        }
      }
    }
    expect(browser.can("read", subject("deal", { ...deal }))).toBe(true);
    expect(browser.can("read", subject("daels", { ...deal }))).toBe(false);
  });

  it("has rules, permitted fields and reasons", () => {
    const mine = subject("deal", { ...deal });
    expect(permittedFieldsOf(browser, "read", mine, { fieldsFrom }).sort()).toEqual(["id", "stage"]);
    expect(browser.actionsFor("deal").sort()).toEqual(server.actionsFor("deal").sort());
    expect(browser.relevantRuleFor("delete", subject("deal", { ...deal, stage: "won" }))).toMatchObject({
      inverted: true,
      reason: "what is won stays",
    });
  });

  it("S36 counts a cell that is shown in part for the record, and not for the field", () => {
    const statements = { deal: [{ allow: "read", masked: { phone: "last4" } }] } as const;
    const parts = toAbility(hydrated(NOW, statements)) as unknown as Anything;
    const about = (): object => subject("deal", { ...deal });
    expect(parts.can("read", about())).toBe(true);
    expect(parts.can("read", about(), "phone")).toBe(false);
    expect(permittedFieldsOf(parts, "read", about(), { fieldsFrom })).toEqual([]);
  });

  it("does not ask databases", () => {
    const lists = toAbility(hydrated(NOW), { query: () => ({}) }) as unknown as Anything;
    expect(() => lists.rulesFor("read", "deal")).toThrow(expect.objectContaining({ code: "invalid_facts" }));
    expect(lists.can("read", "deal")).toBe(true);
  });

  it("is refreshed by the next snapshot", () => {
    const ability = toAbility(hydrated(NOW));
    refreshAbility(ability, hydrated(NOW + HOUR));
    expect((ability as unknown as Anything).can("read", "deal")).toBe(false);
  });
});

describe("an ability in a browser that is kept fresh", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("S26 loses what has ended at the very millisecond", () => {
    const ability = toAbility(hydrated(NOW)) as unknown as Anything;
    const canRead = (): boolean => ability.can("read", subject("deal", { ...deal }));
    const refreshes = vi.fn();
    ability.on("updated", refreshes);
    const stop = keepFresh(ability as never, {
      now: Date.now,
      setTimer: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      interval: 60_000,
    });
    vi.advanceTimersByTime(HOUR - 1);
    expect(canRead()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(canRead()).toBe(false);
    // a condition on the clock is looked at now and then, and not each millisecond
    expect(refreshes.mock.calls.length).toBeLessThanOrEqual(60);
    stop();
  });
});
