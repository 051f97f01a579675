import { describe, expect, it } from "vitest";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { ask, deals, NOW } from "../../fixtures/access.js";
import { told } from "../../fixtures/explain.js";

const WHOLE = /^ {2}- The role "Rep" allows it only where (.*)\. \(a\)$/;

/** What a condition wants, told to somebody whose record has nothing that it asks for. */
function words(when: ConditionData, record: object = {}): string | undefined {
  const lines = told(deals({ id: "a", allow: "read", when }), {}, ask("read", { record }));
  return lines.flatMap((line) => WHOLE.exec(line)?.[1] ?? [])[0];
}

describe("S41 a shifted reference in words", () => {
  it("is before or after what it refers to", () => {
    const shifted = (plus: string) => words({ closedAt: { $lt: { $ref: "record.closedAt", plus } } } as ConditionData);
    expect([shifted("-1d"), shifted("2h")]).toEqual([
      "`closedAt` is before 1 day before the record's `closedAt`",
      "`closedAt` is before 2 hours after the record's `closedAt`",
    ]);
  });
});

describe("S41 parts of parts in words", () => {
  it("are set in brackets only where they are joined otherwise", () => {
    const [won, rich, hot] = [{ stage: "won" }, { amount: 5 }, { phone: "1" }] as const;
    expect([
      words({ $or: [won, { $or: [rich, hot] }] }),
      words({ $or: [won, { $and: [rich, hot] }] }),
      words({ $or: [won, { $and: [rich] }] }),
    ]).toEqual([
      "`stage` is won or `amount` is 5 or `phone` is 1",
      "`stage` is won or (`amount` is 5 and `phone` is 1)",
      "`stage` is won or `amount` is 5",
    ]);
  });
});

describe("S41 a test in words", () => {
  it.each<[ConditionData, string]>([
    [{ stage: "won" }, "`stage` is won"],
    [{ amount: { $ne: 5 } }, "`amount` is not 5"],
    [{ stage: { $in: ["won", "lost"] } }, "`stage` is won or lost"],
    [{ stage: { $nin: ["won", "lost"] } }, "`stage` is none of won or lost"],
    [{ amount: { $lt: 5 } }, "`amount` is less than 5"],
    [{ amount: { $lte: 5 } }, "`amount` is at most 5"],
    [{ amount: { $gt: 5 } }, "`amount` is more than 5"],
    [{ amount: { $gte: 5 } }, "`amount` is at least 5"],
    [{ amount: { $exists: true } }, "`amount` is given"],
    [{ amount: { $exists: false } }, "`amount` is not given"],
    [{ phone: { $startsWith: "+49" } }, "`phone` starts with +49"],
    [{ phone: "" }, "`phone` is empty"],
    [{ tags: { $has: "hot" } }, "`tags` contains hot"],
    [{ tags: { $hasAny: ["hot", "new"] } }, "`tags` contains hot or new"],
    [{ region: { $under: "EMEA" } }, "`region` lies under EMEA"],
    [{ region: { $under: ["EMEA", "AMER"] } }, "`region` lies under EMEA or AMER"],
    [{ "address.city": "Bonn" }, "`address.city` is Bonn"],
    [{ closedAt: NOW }, "`closedAt` is 2026-03-02 10:00 UTC"],
    [{ closedAt: { $lt: NOW + 1_000 } }, "`closedAt` is before 2026-03-02 10:00:01 UTC"],
    [{ closedAt: { $lte: NOW + 1 } }, "`closedAt` is not after 2026-03-02 10:00:00.001 UTC"],
    [{ closedAt: { $gt: NOW } }, "`closedAt` is after 2026-03-02 10:00 UTC"],
    [{ closedAt: { $gte: NOW } }, "`closedAt` is not before 2026-03-02 10:00 UTC"],
    [{ closedAt: { $in: [NOW] } }, "`closedAt` is 2026-03-02 10:00 UTC"],
    [{ amount: { $in: [1, 2, 3, 4, 5, 6] } }, "`amount` is 1, 2, 3, 4, 5 or 6"],
    [{ amount: { $in: [1, 2, 3, 4, 5, 6, 7, 8] } }, "`amount` is 1, 2, 3, 4, 5 or 3 more"],
    [{ amount: { $in: [] } }, "`amount` is nothing"],
    [{ amount: { $in: [1, 2, 3, 4, 5] } }, "`amount` is 1, 2, 3, 4 or 5"],
    [{ amount: { $in: [1, 2, 3, 4, 5, 6, 7] } }, "`amount` is 1, 2, 3, 4, 5 or 2 more"],
  ])("%j: where %s", (when, expected) => {
    expect(words(when)).toBe(expected);
  });

  it("says what part of an object is asked about, though it is named like a fact of the person", () => {
    const policy = deals({ id: "a", allow: "read", when: { phone: { $ref: "record.attributes.city" } } });
    const { deal: type } = policy.model.resources;
    const city = [{ name: "city", type: "string" as const }];
    const fields = [...type!.fields, { name: "attributes", type: "object" as const, optional: true, fields: city }];
    const model = { ...policy.model, resources: { ...policy.model.resources, deal: { ...type!, fields } } };
    expect(told({ ...policy, model }, {}, ask("read", { record: {} }))).toContain(
      '  - The role "Rep" allows it only where `phone` is the record\'s `attributes.city`. (a)',
    );
  });
});

describe("S41 a reference in words", () => {
  it.each<[ConditionData, string]>(
    [
      [{ ownerId: { $ref: "principal.id" } }, "`ownerId` is the person's own id"],
      [{ phone: { $ref: "principal.kind" } }, "`phone` is the person's `kind`"],
      [{ phone: { $ref: "principal.attributes.department" } }, "`phone` is the person's `department`"],
      [{ phone: { $ref: "session.device.id" } }, "`phone` is the session's `device.id`"],
      [{ phone: { $ref: "session.id" } }, "`phone` is the session's `id`"],
      [{ amount: { $lt: { $ref: "record.margin" } } }, "`amount` is less than the record's `margin`"],
      [{ region: { $in: { $ref: "principal.attributes.teams" } } }, "`region` is one of the person's `teams`"],
      [{ region: { $nin: { $ref: "principal.attributes.teams" } } }, "`region` is none of the person's `teams`"],
      [{ tags: { $hasAny: { $ref: "principal.attributes.teams" } } }, "`tags` contains any of the person's `teams`"],
      [{ closedAt: { $lt: { $ref: "now" } } }, "`closedAt` is before now"],
      [{ closedAt: { $gt: { $ref: "now", plus: "-30d" } } }, "`closedAt` is after 30 days ago"],
      [{ closedAt: { $lt: { $ref: "now", plus: "1h" } } }, "`closedAt` is before 1 hour from now"],
      [
        { closedAt: { $lt: { $ref: "record.closedAt", plus: "90s" } } },
        "`closedAt` is before 90 seconds after the record's `closedAt`",
      ],
      [{ closedAt: { $lt: { $ref: "record.closedAt", plus: "-1500" as never } } }, "never"],
    ].slice(0, -1) as [ConditionData, string][],
  )("%j: where %s", (when, expected) => {
    expect(words(when)).toBe(expected);
  });
});

describe("S41 conditions on conditions in words", () => {
  it.each<[ConditionData, string]>([
    [{ $not: { stage: "won" } }, "`stage` is not won"],
    [{ $not: { amount: { $ne: 5 } } }, "`amount` is 5"],
    [{ $not: { amount: { $lt: 5 } } }, "`amount` is at least 5"],
    [{ $not: { amount: { $lte: 5 } } }, "`amount` is more than 5"],
    [{ $not: { amount: { $gt: 5 } } }, "`amount` is at most 5"],
    [{ $not: { amount: { $gte: 5 } } }, "`amount` is less than 5"],
    [{ $not: { stage: { $in: ["won", "lost"] } } }, "`stage` is none of won or lost"],
    [{ $not: { stage: { $nin: ["won", "lost"] } } }, "`stage` is won or lost"],
    [{ $not: { amount: { $exists: true } } }, "`amount` is not given"],
    [{ $not: { amount: { $exists: false } } }, "`amount` is given"],
    [{ $not: { phone: { $startsWith: "1" } } }, "`phone` does not start with 1"],
    [{ $not: { tags: { $has: "hot" } } }, "`tags` does not contain hot"],
    [{ $not: { tags: { $hasAny: ["hot", "new"] } } }, "`tags` contains none of hot or new"],
    [{ $not: { region: { $under: "EMEA" } } }, "`region` does not lie under EMEA"],
    [{ $not: { closedAt: { $lt: NOW } } }, "`closedAt` is not before 2026-03-02 10:00 UTC"],
    [{ $not: { closedAt: { $lte: NOW } } }, "`closedAt` is after 2026-03-02 10:00 UTC"],
    [{ $not: { closedAt: { $gt: NOW } } }, "`closedAt` is not after 2026-03-02 10:00 UTC"],
    [{ $not: { closedAt: { $gte: NOW } } }, "`closedAt` is before 2026-03-02 10:00 UTC"],
    [{ $not: { region: { $in: { $ref: "principal.attributes.teams" } } } }, "`region` is none of the person's `teams`"],
    [{ $not: { region: { $nin: { $ref: "principal.attributes.teams" } } } }, "`region` is one of the person's `teams`"],
    [
      { $not: { tags: { $hasAny: { $ref: "principal.attributes.teams" } } } },
      "`tags` contains none of the person's `teams`",
    ],
    [{ $not: { $not: { stage: "won" } } }, "`stage` is won"],
    [{ $not: { stage: "won", amount: 5 } }, "`stage` is not won or `amount` is not 5"],
    [{ $not: { $or: [{ stage: "won" }, { amount: 5 }] } }, "`stage` is not won and `amount` is not 5"],
    [{ $or: [{ stage: "won" }, { stage: "lost" }] }, "`stage` is won or `stage` is lost"],
    [
      { $or: [{ stage: "won", amount: 5 }, { stage: "lost" }] },
      "(`stage` is won and `amount` is 5) or `stage` is lost",
    ],
    [{ stage: "won", $or: [{ amount: 1 }, { amount: 2 }] }, "`stage` is won and (`amount` is 1 or `amount` is 2)"],
    [
      { $and: [{ stage: "won" }, { $and: [{ amount: 1 }, { phone: "1" }] }] },
      "`stage` is won and `amount` is 1 and `phone` is 1",
    ],
    [{ $and: [{ stage: "won" }] }, "`stage` is won"],
  ])("%j: where %s", (when, expected) => {
    expect(words(when)).toBe(expected);
  });

  it("leave out what holds already", () => {
    const when: ConditionData = { stage: "won", amount: { $gt: 1, $lt: 9 }, $or: [{ phone: "1" }, { phone: "2" }] };
    expect([
      words(when, { stage: "won", amount: 5, phone: "3" }),
      words(when, { stage: "open", amount: 5, phone: "2" }),
      words(when, { stage: "won", amount: 10, phone: "1" }),
      words(when, { stage: "won", amount: null, phone: "1" }),
    ]).toEqual([
      "`phone` is 1 or `phone` is 2",
      "`stage` is won",
      "`amount` is less than 9",
      "`amount` is more than 1 and `amount` is less than 9",
    ]);
  });

  it("leave out what holds already inside what is denied", () => {
    expect([
      words({ $not: { $or: [{ stage: "won" }, { amount: 5 }] } }, { stage: "open", amount: 5 }),
      words({ $not: { $not: { stage: "won", amount: 5 } } }, { stage: "won", amount: 6 }),
      words({ $not: { stage: "open", amount: 5 } }, { stage: "open", amount: 5 }),
      words({ $not: { $or: [{ $not: { stage: "won" } }, { amount: 5 }] } }, { stage: "open", amount: 6 }),
    ]).toEqual(["`amount` is not 5", "`amount` is 5", "`stage` is not open or `amount` is not 5", "`stage` is won"]);
  });
});
