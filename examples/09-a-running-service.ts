// A running service: what is kept on people, changed by commands that are decided and audited, asked from several processes.
import assert from "node:assert/strict";
import { verifyAuditChain } from "castellan/govern";
import { crmAdministration, crmPolicy } from "castellan/presets";
import { createCastellan } from "castellan/service";
import { memoryStore } from "castellan/storage";

let now = Date.parse("2026-03-02T09:00:00Z");
const store = memoryStore();
const options = {
  policy: crmPolicy,
  store,
  administration: crmAdministration,
  clock: () => now,
  freshFor: "5s",
} as const;
// two processes over one store
const here = createCastellan(options);
const there = createCastellan(options);
const acme = here.tenant("acme");

const login = (...factors: string[]) => ({
  id: "s1",
  authenticatedAt: now,
  lastActiveAt: now,
  factors: factors.map((method) => ({ method, at: now })),
});

// the host seeds the first administrator; everybody else is invited by somebody
const attributes = { clearedRegions: ["EMEA"] };
const administrator = { role: "administrator", scope: { region: "*" } } as const;
const seeded = await acme.asSystem("seed").invite({ id: "ada", attributes, assignments: [administrator] });
await acme.acceptInvite(seeded.token);
const ada = acme.as({ principalId: "ada", session: login("pwd", "otp") });

// an invitation carries the role, and happens once, however often the form is sent
const salesRep = { role: "sales_rep", scope: { region: ["DE"] } } as const;
const invitation = { id: "rita", attributes, assignments: [salesRep], key: "form-1" } as const;
const { token } = await ada.invite(invitation);
assert.equal((await ada.invite(invitation)).token, null);
if (token === null) throw new Error("the first time there is a token");
const accepted = await acme.acceptInvite(token);

// the other process sees it at once where it is told of the revision
const deal = { id: "d1", region: "DE", ownerId: "rita" };
const seenThere = async (atLeast = 0) =>
  (await there.tenant("acme").access("rita", login(), { atLeast })).can("read", "deal", deal);
assert.equal(await seenThere(accepted.revision), true);

// commands are decided: with one factor there is a step-up, without authority a refusal; both are audited
const reason = "on leave";
const tired = acme.as({ principalId: "ada", session: login("pwd") });
await assert.rejects(tired.suspend("rita", { reason }), { reason: "policy" });
const rita = acme.as({ principalId: "rita", session: login("pwd", "otp") });
await assert.rejects(rita.suspend("ada", { reason }), { code: "command_refused", reason: "not_authorised" });

// a preview does nothing
const preview = await ada.preview({ command: "suspend", principalId: "rita", reason });
assert.equal(preview.outcome, "done");
assert.equal((await acme.access("rita", login())).can("read", "deal", deal), true);

// a revocation counts here at once, and everywhere within `freshFor`, though nobody tells
await ada.suspend("rita", { reason });
assert.equal((await acme.access("rita", login())).can("read", "deal", deal), false);
now += 5_001;
assert.equal(await seenThere(), false);

// who did what, when and why, in a chain that shows every change of it
const told: string[] = [];
for await (const { data } of acme.audit({ action: "suspend" })) told.push(`${data.actor.id} ${data.outcome}`);
assert.deepEqual(told, ["ada challenged", "rita refused", "ada done"]);
assert.equal((await verifyAuditChain(store.events("acme"), { tenant: "acme" })).ok, true);

await Promise.all([here.close(), there.close()]);
assert.equal((await acme.access("ada", login())).can("read", "setting", { id: "x" }), false);

console.log("09 a running service: decided, audited commands, and answers as fresh in one process as in another");
