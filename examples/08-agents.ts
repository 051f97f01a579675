// Programs: with an identity of their own, never more than the human they act for, and less if told so.
import assert from "node:assert/strict";
import { crmPolicy } from "castellan/presets";

const now = Date.parse("2026-03-04T10:00:00+01:00");
const session = { id: "s1", authenticatedAt: now - 1_000, lastActiveAt: now - 1_000, factors: [] };
const human = {
  principal: { id: "rita", kind: "employee", status: "active", attributes: { clearedRegions: ["DE"] } },
  assignments: [{ id: "a1", role: "sales_rep", scope: { region: ["DE"] } }],
  session,
} as const;
const agent = {
  principal: { id: "agent-7", kind: "agent", status: "active", attributes: { clearedRegions: ["EMEA"] } },
  assignments: [{ id: "a2", role: "support_agent", scope: { region: ["EMEA"] } }],
  session: { ...session, id: "s2" },
} as const;

const alone = crmPolicy.access({ ...agent, now });
const forRita = crmPolicy.access({ ...agent, onBehalfOf: human, now });
const german = {
  id: "c1",
  region: "DE",
  ownerId: "rita",
  name: "Ada",
  email: "ada@x.example",
  phone: "+49 40 1234567",
};
const french = { ...german, id: "c2", region: "FR" };

// both must be allowed
assert.equal(alone.can("read", "contact", french), true);
assert.equal(forRita.can("read", "contact", french), false);
assert.equal(forRita.can("read", "contact", german, "email"), true);

// she may read telephone numbers, it may not
assert.equal(forRita.can("read", "contact", german, "phone"), false);

// she may call, it may not; it has its own session, and does not borrow hers
assert.equal(forRita.can("call", "contact", { ...german, doNotContact: false }), false);
const withoutHers = crmPolicy.access({ ...agent, onBehalfOf: { ...human, session: null }, now });
assert.equal(withoutHers.can("read", "contact", german), false);

// what a program never does, it does for nobody
assert.equal(forRita.outcome("export", "contact", german), "deny");

// narrowed for one task, for five minutes
const task = forRita.attenuate({ allow: { contact: ["read"] }, until: now + 300_000 });
assert.equal(task.can("read", "contact", german), true);
assert.equal(task.can("send_email", "contact", { ...german, doNotContact: false }), false);
assert.equal(forRita.can("send_email", "contact", { ...german, doNotContact: false }), true);
assert.equal(task.can("read", "ticket", { id: "t1", region: "DE" }), false);
assert.equal(task.at(now + 300_000).can("read", "contact", german), false);

// narrowing again never widens
const wider = task.attenuate({ allow: { contact: ["read", "send_email"], ticket: ["read"] } });
assert.equal(wider.can("send_email", "contact", { ...german, doNotContact: false }), false);

console.log("08 agents: both must be allowed, each with its own session, and attenuation only narrows");
