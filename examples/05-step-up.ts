// Who may, and under which circumstances: a challenge is a yes that still needs something.
import assert from "node:assert/strict";
import type { Session } from "castellan";
import { crmPolicy } from "castellan/presets";

const now = Date.parse("2026-03-04T10:00:00+01:00");
const minutes = 60_000;
const loggedIn: Session = {
  id: "s1",
  authenticatedAt: now - 60 * minutes,
  lastActiveAt: now - minutes,
  factors: [
    { method: "pwd", at: now - 60 * minutes },
    { method: "otp", at: now - 60 * minutes },
  ],
};
const accessWith = (session: Session | null) =>
  crmPolicy.access({
    principal: { id: "m1", kind: "employee", status: "active", attributes: { clearedRegions: ["DACH"] } },
    assignments: [{ id: "a1", role: "sales_manager", scope: { region: ["DACH"] } }],
    session,
    now,
  });
const deal = { id: "d1", region: "DE", ownerId: "u7", stage: "proposal", name: "Fleet" } as const;

// a menu asks for the outcome, so that the step-up stays within reach
assert.equal(accessWith(loggedIn).can("export", "deal", deal), false);
assert.equal(accessWith(loggedIn).outcome("export", "deal", deal), "challenge");
assert.equal(accessWith(loggedIn).outcome("export", "deal", { ...deal, region: "FR" }), "deny");

// the challenge says what would meet it, all of it at once
const challenged = accessWith(loggedIn).decide({ action: "export", type: "deal", record: deal });
assert.equal(challenged.outcome, "challenge");
const [unmet] = challenged.outcome === "challenge" ? challenged.requirements : [];
assert.equal(unmet?.kind === "mfa" && unmet.withinMs, 15 * minutes);

// a security key with a fingerprint is two factors: have, and are
const steppedUp: Session = {
  ...loggedIn,
  factors: [...loggedIn.factors, { method: "hwk", at: now }, { method: "fpt", at: now }],
};
const allowed = accessWith(steppedUp).decide({ action: "export", type: "deal", record: deal });
assert.equal(allowed.outcome, "allow");
assert.equal(allowed.validUntil, now + 15 * minutes);

// a bulk export asks for more; what a person cannot cure is a no, not a challenge
const bulk = { action: "bulk_export", type: "deal", record: deal, justification: "quarterly review" } as const;
assert.equal(accessWith(steppedUp).decide(bulk).outcome, "deny");
const onLaptop: Session = { ...steppedUp, device: { id: "laptop-1", managed: true } };
assert.equal(accessWith(onLaptop).decide(bulk).outcome, "allow");

// an idle session is asked to log in again, and nobody without a session is
const idle: Session = { ...loggedIn, lastActiveAt: now - 30 * minutes };
assert.equal(accessWith(idle).outcome("read", "deal", deal), "challenge");
assert.equal(accessWith(null).outcome("read", "deal", deal), "deny");

console.log("05 step-up: a challenge says what is missing, and with exactly that it becomes a yes");
