// More than the role gives: asked for, approved by others, for a while; eligible roles, and an emergency.
import assert from "node:assert/strict";
import { CommandRefusedError } from "castellan/lifecycle";
import { crmPolicy } from "castellan/presets";
import { createCastellan } from "castellan/service";
import { memoryStore } from "castellan/storage";

const hour = 3_600_000;
let now = Date.parse("2026-03-04T10:00:00+01:00");

const castellan = createCastellan({
  policy: crmPolicy,
  store: memoryStore(),
  clock: () => now,
  lifecycle: { requests: { approvals: { sales_rep: 2 } }, emergencies: { maxDuration: "30m" } },
});
const acme = castellan.tenant("acme");
const login = () => ({ id: "s1", authenticatedAt: now, lastActiveAt: now, factors: [{ method: "pwd", at: now }] });
const as = (principalId: string) => acme.as({ principalId, session: login() });
const refused = (reason: string) => (error: unknown) => error instanceof CommandRefusedError && error.reason === reason;

const host = acme.asSystem("seed");
const dach = { region: ["DACH"] };
for (const [id, role] of [
  ["ada", "administrator"],
  ["max", "sales_manager"],
  ["mia", "sales_manager"],
  ["jun", "junior_sales_rep"],
] as const) {
  await acme.acceptInvite((await host.invite({ id, assignments: [{ role, scope: dach }] })).token);
}

// one action on one record: a junior wins a deal, and a manager of its region looks at it first
const deal = { id: "d1", region: "DE", ownerId: "jun", stage: "negotiation", amount: 40_000 } as const;
const win = { action: "update", type: "deal", record: deal, changes: { stage: "won" } } as const;
await assert.rejects(as("jun").authorize(win), refused("policy"));
const asked = await as("jun").requestAccess({ ...win, reason: "the contract is signed" });
assert.deepEqual(asked.approvers, ["max", "mia"]);
await assert.rejects(as("jun").approve(asked.requestId), refused("not_for_oneself"));
await as("max").approve(asked.requestId, { reason: "well done" });
await as("jun").authorize(win);
// a yes to exactly this
await assert.rejects(as("jun").authorize({ ...win, record: { ...deal, id: "d2" } }), refused("policy"));

// a role for two days, with two people's yes; it ends by itself
const wanted = { role: "sales_rep", scope: { region: ["DE"] }, duration: "2d", reason: "mia is at a fair" } as const;
const { requestId } = await as("jun").requestAccess(wanted);
assert.equal((await as("mia").approve(requestId)).missing, 1);
await assert.rejects(as("mia").approve(requestId), refused("wrong_status"));
assert.equal((await as("ada").approve(requestId)).status, "approved");
const roles = async () => (await acme.read("jun"))?.assignments.map(({ role, validUntil }) => [role, validUntil]);
assert.deepEqual((await roles())?.[1], ["sales_rep", now + 48 * hour]);

// nobody could say yes: told at once, and written down
const far = { ...wanted, scope: { region: ["AMER"] } } as const;
assert.equal((await as("jun").requestAccess(far)).status, "unapprovable");

// eligible: there, and switched off until it is needed
const eligible = { role: "administrator", scope: dach, state: "eligible", emergency: true } as const;
const { assignmentId } = await as("ada").assign("max", eligible);
const admin = async () => (await acme.access("max", login())).canSome("suspend", "user");
assert.equal(await admin(), false);
await assert.rejects(as("max").activate(assignmentId, { duration: "5h", reason: "stock-taking" }), refused("too_long"));
await as("max").activate(assignmentId, { duration: "1h", reason: "stock-taking" });
assert.equal(await admin(), true);
now += hour;
assert.equal(await admin(), false);

// an emergency: at once, loud, short, and looked at by somebody else
const glass = await as("max").breakGlass(assignmentId, { reason: "ada is ill, and jun's account is under attack" });
assert.equal(glass.validUntil, now + hour / 2);
assert.equal(glass.events[0]?.data.severity, "critical");
const review = { emergencyId: glass.emergencyId, verdict: "justified", reason: "it was" } as const;
await assert.rejects(as("max").reviewEmergency("max", review), refused("not_for_oneself"));
await as("ada").reviewEmergency("max", review);

await castellan.close();
console.log("11: asked, approved, activated, and broke the glass");
