import type { AccessFacts, RequestData } from "../../../../src/model/access-facts.js";
import type { Approval } from "../../../../src/model/approval.js";
import type { RequirementsData } from "../../../../src/model/requirement-data.js";
import type { StatementData } from "../../../../src/model/statement-data.js";
import type { Example } from "./example.js";
import { ask, deal, factsOf, HOUR, NOW, principal, ruled, session } from "./fixture.js";

function required(
  name: string,
  require: RequirementsData,
  facts: Partial<AccessFacts>,
  expected: string,
  request: Partial<RequestData> = {},
  more: Partial<StatementData> = {},
): Example {
  return {
    name,
    policy: ruled({ id: "r", require, for: ["read", "update", "create"], ...more } as StatementData),
    facts: factsOf(facts),
    request: ask("update", { changes: { stage: "won" }, ...request }),
    expected,
  };
}

const twoFactors = { ...session, factors: [...session.factors, { method: "hwk", at: NOW - 1 }] };
const approval: Approval = {
  id: "p1",
  by: "u2",
  principal: "u1",
  action: "update",
  type: "deal",
  recordId: "d1",
  changes: { stage: "won" },
  at: NOW - HOUR,
};
const fourEyes: RequirementsData = { approval: { by: "manager", within: "2h" } };

function approved(name: string, difference: Partial<Approval>, expected: "allow" | "challenge approval"): Example {
  return required(name, fourEyes, { approvals: [{ ...approval, ...difference }] }, expected);
}

export const requirementExamples: Example[] = [
  required("S27 requirements add up", { mfa: {}, justification: true }, {}, "challenge mfa justification"),
  required(
    "S27 a requirement whose `when` is unknown reaches",
    { justification: true },
    {},
    "challenge justification",
    { record: { ...deal, amount: null } },
    { when: { amount: { $gt: 1_000 } } },
  ),
  {
    name: "S27 requirements bind a read-only principal too",
    policy: ruled({ require: { justification: true }, for: "read" }),
    facts: factsOf({ principal: { ...principal, status: "read_only" } }),
    request: ask("read"),
    expected: "challenge justification",
  },
  required("S28 without a session mfa cannot be cured", { mfa: {} }, { session: null }, "deny requirement_unmet"),
  required(
    "S28 without a session a re-authentication cannot be cured",
    { session: { maxAge: "12h" } },
    { session: null },
    "deny requirement_unmet",
  ),
  required("S28 an unknown device does not hold", { device: { managed: true } }, {}, "deny requirement_unmet"),
  required(
    "S28 an unknown country is not outside the list",
    { network: { notCountries: ["US"] } },
    { session: { ...session, network: { zones: ["office"] } } },
    "deny requirement_unmet",
  ),
  required(
    "S28 a network in a zone of the list holds",
    { network: { zones: ["vpn", "office"], countries: ["DE"] } },
    { session: { ...session, network: { zones: ["office"], country: "DE" } } },
    "allow",
  ),
  required(
    "S29 a challenge with one incurable part is a denial",
    { mfa: {}, device: { known: true } },
    {},
    "deny requirement_unmet",
  ),
  {
    name: "S29 no challenge is offered where no grant exists",
    policy: ruled({ require: { mfa: {} }, for: "read" }),
    facts: factsOf({ assignments: [] }),
    request: ask("read"),
    expected: "deny no_grant",
  },
  {
    name: "S29 no challenge is offered where a forbid holds",
    policy: ruled({ require: { mfa: {} }, for: "read" }, { forbid: "read" }),
    facts: factsOf(),
    request: ask("read"),
    expected: "deny forbidden",
  },
  required("mfa holds with two classes of factors", { mfa: {} }, { session: twoFactors }, "allow"),
  required(
    "mfa needs distinct classes",
    { mfa: {} },
    {
      session: {
        ...session,
        factors: [
          { method: "pwd", at: 0 },
          { method: "pin", at: 0 },
        ],
      },
    },
    "challenge mfa",
  ),
  required(
    "mfa counts accepted methods alone",
    { mfa: { methods: ["otp"], factors: 1 } },
    { session: twoFactors },
    "challenge mfa",
  ),
  required("mfa that resists phishing", { mfa: { phishingResistant: true } }, { session: twoFactors }, "allow"),
  required(
    "mfa that does not resist phishing",
    { mfa: { phishingResistant: true, factors: 1 } },
    { session: { ...session, factors: [{ method: "otp", at: NOW }] } },
    "challenge mfa",
  ),
  required(
    "S24 a factor of the future does not count yet",
    { mfa: {} },
    { session: { ...session, factors: [...session.factors, { method: "otp", at: NOW + 1 }] } },
    "challenge mfa",
  ),
  required("a session that is too idle", { session: { maxIdle: "1m" } }, {}, "challenge reauthenticate"),
  required("a session that was active recently enough", { session: { maxIdle: "2m", maxAge: "2h" } }, {}, "allow"),
  required(
    "S12 without a known activity a session is idle",
    { session: { maxIdle: "1h" } },
    { session: { id: "s", authenticatedAt: NOW, factors: [] } },
    "challenge reauthenticate",
  ),
  {
    name: "step 6: a session past its end must be renewed",
    policy: ruled(),
    facts: factsOf({ session: { ...session, expiresAt: NOW } }),
    request: ask("read"),
    expected: "challenge reauthenticate",
    statements: ["session.expiresAt"],
  },
  required("a blank justification is none", { justification: true }, {}, "challenge justification", {
    justification: " \n",
  }),
  required("a justification", { justification: true }, {}, "allow", { justification: "the customer called" }),
  approved("S30 an approval of exactly this", {}, "allow"),
  approved("S30 nobody approves their own request", { by: "u1" }, "challenge approval"),
  approved("S30 an approval of another record", { recordId: "d2" }, "challenge approval"),
  approved("S30 an approval of another action", { action: "reassign" }, "challenge approval"),
  approved("S30 an approval of other changes", { changes: { stage: "lost" } }, "challenge approval"),
  approved("S30 an approval of fewer changes", { changes: {} }, "challenge approval"),
  approved("S30 an approval for somebody else", { principal: "u3" }, "challenge approval"),
  approved("S30 an approval counts for its time", { at: NOW - 2 * HOUR }, "challenge approval"),
  approved("S30 an approval of the future does not count yet", { at: NOW + 1 }, "challenge approval"),
  approved("S30 an approval past its own end", { validUntil: NOW }, "challenge approval"),
  required(
    "S30 an approver counts once",
    { approval: { by: "manager", count: 2 } },
    { approvals: [approval, { ...approval, id: "p2" }] },
    "challenge approval",
  ),
  required(
    "S30 two approvers",
    { approval: { by: "manager", count: 2 } },
    { approvals: [approval, { ...approval, id: "p2", by: "u3" }] },
    "allow",
  ),
  required(
    "S30 an approver is none of the people that the record names",
    { approval: { by: "manager", distinctFrom: ["ownerId"] } },
    { approvals: [approval] },
    "challenge approval",
    { record: { ...deal, ownerId: "u2" } },
  ),
  required(
    "S30 an approval dies when a field that the requirement reads changes",
    fourEyes,
    { approvals: [{ ...approval, seen: { amount: 90 } }] },
    "challenge approval",
    {},
    { when: { amount: { $gt: 10 } } },
  ),
  required(
    "S30 an approval lives on when another field changes",
    fourEyes,
    { approvals: [{ ...approval, seen: { amount: 100, phone: "x" } }] },
    "allow",
    {},
    { when: { amount: { $gt: 10 } } },
  ),
  required(
    "S30 an approval of a new record is for exactly that record",
    { approval: { by: "manager" } },
    {
      approvals: [
        { id: "p1", by: "u2", principal: "u1", action: "create", type: "deal", changes: { id: "d9" }, at: NOW },
      ],
    },
    "allow",
    { action: "create", record: { id: "d9" }, changes: undefined as never },
  ),
];
