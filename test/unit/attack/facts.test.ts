import { describe, expect, it } from "vitest";
import { isCastellanError } from "../../../src/index.js";
import { deal, holdsRep, open, policyOf, repOf } from "./fixture.js";

const reads = repOf([{ allow: "read" }]);

function codeOf(ask: () => unknown): string {
  try {
    ask();
    return "nothing";
  } catch (error) {
    return isCastellanError(error) ? error.code : `foreign: ${String(error)}`;
  }
}

describe("facts that are not what they should be (S12)", () => {
  it("lets no assignment with a role and statements drop what the role forbids", () => {
    const policy = policyOf({
      rep: { title: "Rep", statements: { deal: [{ allow: "read" }] } },
      barred: { title: "Barred", statements: { deal: [{ forbid: "*" }] } },
    });
    const both = { id: "a2", role: "barred", statements: {}, scope: { region: "*", project: "*" } };
    expect(open(policy, { assignments: [...holdsRep, both] }).outcome("read", "deal", deal)).toBe("deny");
  });

  it("lets no statements beside a role allow anything", () => {
    const both = { id: "a2", role: "rep", statements: { deal: [{ allow: "export" }] }, scope: { region: "*" } };
    expect(open(reads, { assignments: [both] }).outcome("export", "deal", deal)).toBe("deny");
    expect(open(reads, { assignments: [both] }).outcome("read", "deal", deal)).toBe("deny");
  });

  it("answers `can` and `decide` alike for an assignment with an odd id", () => {
    for (const id of [12n, 12, "", undefined, null, {}]) {
      const facts = { assignments: [{ id, role: "rep" }] };
      const can = codeOf(() => open(reads, facts)) === "nothing" && open(reads, facts).can("read", "deal", deal);
      const decided =
        codeOf(() => open(reads, facts)) === "nothing" &&
        open(reads, facts).decide({ action: "read", type: "deal", record: deal }).outcome === "allow";
      expect([id, can]).toEqual([id, decided]);
    }
  });

  it("believes the instant of a date, not what its methods say", () => {
    class Later extends Date {
      override getTime() {
        return 0;
      }
      override valueOf() {
        return 0;
      }
    }
    const ended = { assignments: [{ id: "a1", role: "rep", validUntil: new Later(5) }], now: 5 };
    expect(open(reads, ended).can("read", "deal", deal)).toBe(false);
  });

  it("refuses a human who was looked up and not found, instead of letting the agent go alone", () => {
    expect(codeOf(() => open(reads, { onBehalfOf: undefined }))).toBe("invalid_facts");
    expect(codeOf(() => open(reads, { onBehalfOf: null }))).toBe("invalid_facts");
  });

  it("ends a window at its end, whatever fractions of a millisecond are given", () => {
    const until = [{ id: "a1", role: "rep", validUntil: 9.2 }];
    expect(open(reads, { assignments: until, now: 8.9 }).can("read", "deal", deal)).toBe(true);
    expect(open(reads, { assignments: until, now: 9.5 }).can("read", "deal", deal)).toBe(false);
  });
});

describe("names and instants from JSON that is meant to break things (law 19)", () => {
  const access = open(reads);
  const evil = JSON.parse('{ "toString": 1, "valueOf": 1 }');

  it("answers with an error of its own, or with no", () => {
    const asks: readonly (() => unknown)[] = [
      () => access.can(evil, "deal", deal),
      () => access.can("read", evil, deal),
      () => access.outcome(evil, "deal", deal),
      () => access.canSome(evil, "deal"),
      () => access.checker(evil, "deal"),
      () => access.needs(evil, "deal"),
      () => access.fields(evil, "deal", deal),
      () => access.view(evil, deal, "id"),
      () => access.view("deal", deal, evil),
      () => access.mask(evil, deal),
      () => access.assert({ action: evil, type: "deal", record: deal }),
      () => access.decide({ action: evil, type: "deal", record: deal }),
      () => access.decide({ action: "read", type: "deal", record: deal, fields: [evil] }),
      () => access.checkWrite(evil, deal, {}),
      () => access.explain({ action: evil, type: "deal", record: deal }),
      () => access.attenuate({ allow: { deal: [evil] } }),
      () => access.attenuate({ allow: {}, until: evil }),
      () => access.at(evil),
      () => open(reads, { now: evil }),
    ];
    for (const ask of asks) expect(codeOf(ask)).not.toContain("foreign");
    expect(access.can("read", "deal", deal, "id")).toBe(true);
  });

  it("takes nothing for a date that only looks like one", () => {
    for (const fake of [
      { [Symbol.toStringTag]: "Date" },
      new Proxy(new Date(0), {}),
      Object.create(Date.prototype),
    ] as Date[]) {
      expect(codeOf(() => access.at(fake))).toBe("invalid_now");
      expect(codeOf(() => access.attenuate({ allow: {}, until: fake }))).toBe("invalid_limit");
      expect(codeOf(() => open(reads, { now: fake }))).toMatch(/^invalid_(now|facts)$/);
    }
  });

  it("answers whatever an attenuation throws while it is read", () => {
    const limit = new Proxy(
      {},
      {
        get() {
          throw new Error("no");
        },
      },
    );
    expect(codeOf(() => access.attenuate(limit as never))).toBe("invalid_limit");
  });

  it("quotes of a name what a line of a log can hold", () => {
    const long = "x\n".repeat(100_000);
    const messageOf = (ask: () => unknown) => {
      try {
        return String(ask());
      } catch (error) {
        return (error as Error).message;
      }
    };
    for (const message of [
      messageOf(() => access.can(long as never, "deal", deal)),
      messageOf(() => access.can("read", long as never, deal)),
      messageOf(() => access.can("read", "deal", deal, long)),
      messageOf(() => access.decide({ action: "update", type: "deal", record: deal, changes: { [long]: 1 } })),
      messageOf(() => access.attenuate({ allow: { deal: [long] } })),
    ]) {
      expect(message.length).toBeLessThan(1_000);
      expect(message).not.toContain("\n");
    }
  });
});
