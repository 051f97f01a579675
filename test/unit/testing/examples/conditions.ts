import type { ConditionData } from "../../../../src/model/condition-data.js";
import type { Example } from "./example.js";
import { ask, deal, deals, factsOf, NOW, principal } from "./fixture.js";

/** An allow needs true; a forbid holds on true or unknown: two requests tell the three truth values apart. */
function truth(name: string, when: ConditionData, record: object, expected: "true" | "false" | "unknown"): Example[] {
  const request = ask("read", { record: { ...deal, ...record }, fields: ["stage"] });
  const facts = factsOf({ principal: { ...principal, attributes: { level: 3, teams: ["DACH", "u1"] } } });
  return [
    {
      name: `${name} (as an allow)`,
      policy: deals({ allow: "read", when }),
      facts,
      request,
      expected: expected === "true" ? "allow" : "deny no_grant",
    },
    {
      name: `${name} (as a forbid)`,
      policy: deals({ allow: "read" }, { forbid: "read", when }),
      facts,
      request,
      expected: expected === "false" ? "allow" : "deny forbidden",
    },
  ];
}

export const conditionExamples: Example[] = [
  ...truth("S13 a comparison with null is unknown", { amount: { $gt: 1 } }, { amount: null }, "unknown"),
  ...truth("S13 not unknown is unknown", { $not: { amount: 5 } }, { amount: null }, "unknown"),
  ...truth("S13 unknown or true is true", { $or: [{ amount: 5 }, { stage: "open" }] }, { amount: null }, "true"),
  ...truth("S13 unknown and false is false", { amount: 5, stage: "won" }, { amount: null }, "false"),
  ...truth("S13 nothing is in an empty list", { stage: { $in: [] } }, {}, "false"),
  ...truth("S13 everything is outside an empty list", { stage: { $nin: [] } }, {}, "true"),
  ...truth("S13 null against an empty list is unknown", { phone: { $in: [] } }, { phone: null }, "unknown"),
  ...truth("S13 a null operand is unknown", { ownerId: { $ref: "principal.attributes.department" } }, {}, "unknown"),
  ...truth("S14 null is not present", { amount: { $exists: true } }, { amount: null }, "false"),
  ...truth(
    "S14 an optional key that is missing is absent",
    { margin: { $exists: false } },
    { margin: undefined },
    "true",
  ),
  ...truth(
    "S14 a required key that is missing was not loaded",
    { amount: { $exists: false } },
    { amount: undefined },
    "unknown",
  ),
  ...truth("S15 a text is not a number", { amount: 100 }, { amount: "100" }, "unknown"),
  ...truth("S15 NaN is unknown", { amount: { $ne: 1 } }, { amount: Number.NaN }, "unknown"),
  ...truth("S15 minus zero is zero", { amount: 0 }, { amount: -0 }, "true"),
  ...truth(
    "S15 a value outside the enum is of another type",
    { stage: { $ne: "won" } },
    { stage: "paused" },
    "unknown",
  ),
  ...truth(
    "S15 an ISO date equals the same instant in another zone",
    { closedAt: "2026-03-01T12:00:00+01:00" },
    { closedAt: new Date(Date.UTC(2026, 2, 1, 11)) },
    "true",
  ),
  ...truth("S15 a day without a time is no instant", { closedAt: { $lt: NOW } }, { closedAt: "2026-03-01" }, "unknown"),
  ...truth("S15 has on an empty array is false", { tags: { $has: "hot" } }, { tags: [] }, "false"),
  ...truth(
    "S15 has with a null element and no match is unknown",
    { tags: { $has: "hot" } },
    { tags: [null] },
    "unknown",
  ),
  ...truth("S15 hasAny needs one", { tags: { $hasAny: ["cold", "hot"] } }, { tags: ["hot"] }, "true"),
  ...truth("S15 has on a scalar is unknown", { tags: { $has: "hot" } }, { tags: "hot" }, "unknown"),
  ...truth("S16 a reference to a list", { ownerId: { $in: { $ref: "principal.attributes.teams" } } }, {}, "true"),
  ...truth(
    "S16 now can be shifted",
    { closedAt: { $lt: { $ref: "now", plus: "-30d" } } },
    { closedAt: NOW - 31 * 86_400_000 },
    "true",
  ),
  ...truth("S17 dotted paths look into objects", { "address.city": "Bonn" }, { address: { city: "Bonn" } }, "true"),
  ...truth(
    "S17 inherited values are not seen",
    { "address.city": "Bonn" },
    { address: Object.create({ city: "Bonn" }) },
    "unknown",
  ),
  ...truth(
    "S17 arrays on the path are not flattened",
    { "address.city": "Bonn" },
    { address: [{ city: "Bonn" }] },
    "unknown",
  ),
  ...truth("S21 under covers descendants", { region: { $under: "EMEA" } }, {}, "true"),
  ...truth("S21 under does not cover ancestors", { region: { $under: "DE" } }, { region: "DACH" }, "false"),
  ...truth("S21 under reads references", { region: { $under: { $ref: "principal.attributes.teams" } } }, {}, "true"),
  {
    name: "S7 a getter that throws is unusable, not an exception",
    policy: deals({ allow: "read" }, { forbid: "read", when: { phone: "x" } }),
    facts: factsOf(),
    request: ask("read", {
      record: Object.defineProperty({ ...deal }, "phone", {
        enumerable: true,
        get() {
          throw new Error("lazy");
        },
      }),
    }),
    expected: "deny forbidden",
  },
  {
    name: "S14 what was not loaded is reported",
    policy: deals({ allow: "read", when: { amount: { $exists: true } } }),
    facts: factsOf(),
    request: ask("read", { record: { id: "d1" } }),
    expected: "deny no_grant",
    errors: ["not_loaded"],
  },
];
