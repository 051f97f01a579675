import { describe, expect, it } from "vitest";
import type { PolicyData } from "../../../src/model/policy-data.js";
import { readPolicy, readPolicyJson } from "../../../src/schema/read-policy.js";
import { issuesOf, model, readStatement, readWhen, trusted } from "./fixtures.js";

/** A policy with something of everything. */
const definition = {
  id: "crm",
  version: 3,
  roles: {
    rep: {
      title: "Sales rep",
      description: "Sells",
      version: 2,
      scopedBy: ["region"],
      assignableBy: ["manager"],
      maxDuration: "90d",
      maxActivation: 3_600_000,
      maxHolders: 9,
      minHolders: 1,
      statements: {
        deal: [
          {
            allow: ["read", "update"],
            fields: { except: ["#financial", "phone"] },
            why: "their own",
            when: { ownerId: { $ref: "principal.id" } },
          },
          { id: "mask", allow: "read", masked: { phone: "last4", stage: "redact" } },
          {
            id: "won",
            require: { approval: { by: "manager", count: 2, within: "24h", distinctFrom: ["ownerId"], once: true } },
            for: ["create", "update"],
            fields: ["stage"],
            to: { stage: "won" },
          },
        ],
        "*": [{ allow: "read" }],
      },
    },
    manager: {
      title: "Manager",
      extends: [{ role: "rep", without: ["won"] }],
      statements: { deal: [{ allow: "*", fields: ["#financial"] }] },
    },
  },
  rules: {
    "*": [
      { id: "guests", forbid: "export", who: { $or: [{ kind: "guest" }, { "attributes.level": { $ne: "senior" } }] } },
      { require: { mfa: { methods: ["hwk"], within: "15m", phishingResistant: true, factors: 1 } }, for: "export" },
      {
        require: {
          session: { maxAge: "12h", maxIdle: "30m" },
          device: { managed: true },
          network: { zones: ["office"], countries: ["DE"], notCountries: ["US"] },
          justification: true,
        },
        for: "*",
      },
      {
        require: { schedule: { timeZone: "Europe/Berlin", days: ["mon", "tue"], from: "22:00", until: "24:00" } },
        for: "*",
      },
    ],
    deal: [
      { forbid: "delete", when: { region: { $under: ["EMEA"] }, closedAt: { $lt: { $ref: "now", plus: "-30d" } } } },
    ],
  },
  separationOfDuty: [{ id: "apart", roles: ["rep", "manager"], atMost: 1, dynamic: false }],
};

// a manager extends rep: the set above could not be held; it is there for its shape
const { separationOfDuty: _, ...possible } = definition;

describe("a policy that is read", () => {
  it("stays as it was written, with its model", () => {
    expect(trusted(readPolicy(model, possible))).toEqual({ ...possible, model, separationOfDuty: [] });
  });

  it("is read from JSON text with an embedded model", () => {
    const policy = trusted(readPolicy(model, possible));
    expect(trusted(readPolicyJson(JSON.stringify(policy)))).toEqual(policy);
    expect(trusted(readPolicyJson(policy))).toEqual(policy);
    expect(trusted(readPolicy(model, JSON.stringify(policy)))).toEqual(policy);
  });

  it("is frozen through and through, and shares nothing with its input", () => {
    const input = structuredClone(possible);
    const policy = trusted(readPolicy(model, input));
    input.roles.rep.assignableBy.push("everybody");
    expect(policy.roles.rep?.assignableBy).toEqual(["manager"]);
    expect(Object.isFrozen(policy.rules["*"]?.[2])).toBe(true);
    expect(Object.isFrozen(policy.roles.rep?.statements?.deal?.[0]?.when?.ownerId)).toBe(true);
  });

  it("has its separation-of-duty sets", () => {
    const roles = { rep: { title: "Rep" }, manager: { title: "Manager" } };
    const policy = trusted(readPolicy(model, { ...definition, roles, rules: {} }));
    expect(policy.separationOfDuty).toEqual(definition.separationOfDuty);
  });

  it("needs a model, embedded or given", () => {
    expect(issuesOf(readPolicyJson({ id: "crm", version: 1, roles: {} }))).toMatchObject([
      { code: "missing_key", path: [] },
    ]);
  });

  it("takes an embedded model whose keys stand in another order", () => {
    const reversed = Object.fromEntries(Object.entries(model).reverse());
    expect(readPolicy(model, { ...possible, model: reversed }).ok).toBe(true);
  });

  it("says where an embedded model differs", () => {
    const other = { ...model, principal: { attributes: [] } };
    expect(issuesOf(readPolicy(model, { ...possible, model: other }))[0]?.message).toContain("principal.attributes.0");
  });

  it("reports the mistakes of an embedded model", () => {
    expect(issuesOf(readPolicyJson({ ...possible, model: { resources: {} } })).map((issue) => issue.code)).toEqual([
      "no_resources",
    ]);
  });
});

function whenOf(policy: PolicyData) {
  return policy.roles.rep?.statements?.deal?.[0]?.when;
}

describe("the literals of a condition", () => {
  it("become plain JSON: dates ISO text, bigints decimal text", () => {
    const when = {
      closedAt: { $gte: new Date(0), $lt: "2026-03-01T12:00:00+01:00", $ne: 86_400_000 },
      cents: { $in: [10n, "-20"] },
      amount: -0,
    };
    expect(whenOf(trusted(readWhen(when)))).toEqual({
      closedAt: { $gte: "1970-01-01T00:00:00.000Z", $lt: "2026-03-01T11:00:00.000Z", $ne: "1970-01-02T00:00:00.000Z" },
      cents: { $in: ["10", "-20"] },
      amount: 0,
    });
  });

  it("keep an instant beyond the year 9999, whose text could not be read back", () => {
    const far = 253_402_300_800_000;
    expect(whenOf(trusted(readWhen({ closedAt: new Date(far) })))).toEqual({ closedAt: far });
    expect(whenOf(trusted(readWhen({ closedAt: far })))).toEqual({ closedAt: far });
  });

  it("are read the same a second time", () => {
    const first = trusted(
      readWhen({ closedAt: { $lt: new Date(5) }, cents: 7n, $or: [{ hot: true }, { $not: { stage: { $in: [] } } }] }),
    );
    expect(trusted(readPolicyJson(JSON.stringify(first)))).toEqual(first);
  });
});

describe("conditions accept", () => {
  const ACCEPTED: Readonly<Record<string, unknown>> = {
    "every operator that a number has": {
      amount: { $eq: 1, $ne: 2, $in: [1], $nin: [], $lt: 3, $lte: 3, $gt: 0, $gte: 0, $exists: true },
    },
    "$startsWith of text and enum": { ownerId: { $startsWith: "" }, stage: { $startsWith: "w" } },
    "$has and $hasAny of a list": { tags: { $has: "a", $hasAny: ["a", "b"] }, scores: { $has: 1 } },
    "$exists of anything": { extra: { $exists: false }, address: { $exists: true }, tags: { $exists: true } },
    "dotted paths": { "address.city": "Berlin", "address.zip": { $exists: true } },
    "$under of a text, a list, and references to either": {
      $or: [
        { region: { $under: "EMEA" } },
        { region: { $under: ["EMEA", "Atlantis"] } },
        { region: { $under: { $ref: "record.region" } } },
        { region: { $under: { $ref: "principal.attributes.teams" } } },
      ],
    },
    "references to lists": {
      ownerId: { $in: { $ref: "principal.attributes.teams" } },
      tags: { $hasAny: { $ref: "session.network.zones" } },
    },
    "references between enum and text": {
      stage: { $ref: "principal.attributes.level" },
      ownerId: { $ref: "session.device.id" },
    },
    "shifted dates": {
      closedAt: { $lt: { $ref: "principal.attributes.hiredAt", plus: "90d" }, $gt: { $ref: "now", plus: -5 } },
    },
    "references to flags": { hot: { $ref: "session.device.managed" } },
  };

  for (const [what, when] of Object.entries(ACCEPTED)) {
    it(what, () => {
      expect(whenOf(trusted(readWhen(when)))).toEqual(when);
    });
  }

  it("nesting up to the bound", () => {
    const nested = (depth: number): unknown => (depth === 0 ? { stage: "open" } : { $and: [nested(depth - 1)] });
    expect(readWhen(nested(31)).ok).toBe(true);
    expect(issuesOf(readWhen(nested(32))).map((issue) => issue.code)).toEqual(["condition_too_deep"]);
  });
});

describe("statements accept", () => {
  it("`to` beside an action that does not change, if another does", () => {
    expect(readStatement({ allow: ["read", "update"], to: { stage: "open" } }).ok).toBe(true);
    expect(readStatement({ allow: "create", to: { stage: "open" } }).ok).toBe(true);
    expect(readStatement({ allow: "*", to: { stage: "open" } }).ok).toBe(true);
  });

  it("an id of 128 characters, and no longer one", () => {
    expect(readStatement({ allow: "read", id: "x".repeat(128) }).ok).toBe(true);
    expect(readStatement({ allow: "read", id: "x".repeat(129) }).ok).toBe(false);
  });
});
