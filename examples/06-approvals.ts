// A second pair of eyes: approvals for one person, one record, one change.
import assert from "node:assert/strict";
import { AccessDeniedError, type Approval } from "castellan";
import { crmPolicy } from "castellan/presets";

const now = Date.parse("2026-03-04T10:00:00+01:00");
const deal = { id: "d1", region: "DE", ownerId: "junior", stage: "negotiation", amount: 40_000 } as const;
const won = { action: "update", type: "deal", record: deal, changes: { stage: "won" } } as const;

const accessWith = (...approvals: Approval[]) =>
  crmPolicy.access({
    principal: { id: "junior", kind: "employee", status: "active" },
    assignments: [{ id: "a1", role: "junior_sales_rep", scope: { region: ["DACH"] } }],
    session: { id: "s1", authenticatedAt: now - 1_000, lastActiveAt: now - 1_000, factors: [] },
    approvals,
    now,
  });

// a handler asserts; the error carries the decision, and with it what would help
assert.throws(
  () => accessWith().assert(won),
  (error: unknown) =>
    error instanceof AccessDeniedError &&
    error.decision.outcome === "challenge" &&
    error.decision.requirements.every(
      (requirement) => requirement.kind === "approval" && requirement.by === "sales_manager",
    ),
);

const yes: Approval = {
  id: "ap1",
  by: "manager",
  principal: "junior",
  action: "update",
  type: "deal",
  recordId: "d1",
  changes: { stage: "won" },
  at: now - 60_000,
};
accessWith(yes).assert(won);

// it is a yes to exactly this
const asked = (approval: Approval, request: typeof won = won) => accessWith(approval).decide(request).outcome;
assert.equal(asked({ ...yes, recordId: "d2" }), "challenge");
assert.equal(asked({ ...yes, principal: "somebody" }), "challenge");
assert.equal(asked({ ...yes, changes: { stage: "lost" } }), "challenge");
assert.equal(asked({ ...yes, by: "junior" }), "challenge");
assert.equal(asked({ ...yes, at: now - 24 * 60 * 60_000 }), "challenge");

// a big win asks for an approval of its own; whoever approves once, approves for both
const big = { ...won, record: { ...deal, amount: 250_000 } } as const;
const decision = accessWith().decide(big);
assert.deepEqual(
  decision.statements.map(({ id }) => id),
  ["big-deal", "close-won"],
);
assert.equal(accessWith(yes).decide(big).outcome, "allow");

// an approval turns no refusal into a yes
assert.equal(accessWith(yes).decide({ ...won, record: { ...deal, ownerId: "somebody" } }).outcome, "deny");

console.log("06 approvals: a yes to one person for one change of one record, for a day");
