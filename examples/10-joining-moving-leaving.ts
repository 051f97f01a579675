// People join, move, go on leave, get hacked and leave: each is one command, decided and audited.
import assert from "node:assert/strict";
import { CommandRefusedError, summariseRoles } from "castellan/lifecycle";
import { crmPolicy } from "castellan/presets";
import { createCastellan } from "castellan/service";
import { memoryStore } from "castellan/storage";

const day = 86_400_000;
let now = Date.parse("2026-03-02T09:00:00+01:00");

const castellan = createCastellan({
  policy: crmPolicy,
  store: memoryStore(),
  clock: () => now,
  lifecycle: {
    onboarding: { steps: [{ id: "playbook", title: "Read the sales playbook", roles: ["sales_rep"] }] },
    administrators: ["administrator"],
  },
});
const acme = castellan.tenant("acme");
const login = () => ({ id: "s1", authenticatedAt: now, lastActiveAt: now, factors: [{ method: "pwd", at: now }] });
const as = (principalId: string) => acme.as({ principalId, session: login() });

/** Invites, and clicks the link. */
async function join(by: ReturnType<typeof as>, id: string, role: "administrator" | "sales_manager" | "sales_rep") {
  const { token } = await by.invite({ id, assignments: [{ role, scope: { region: ["DACH"] } }] });
  await acme.acceptInvite(token);
}

// the first administrator comes from the host itself; then people let people in
await join(acme.asSystem("seed"), "ada", "administrator");
await join(as("ada"), "max", "sales_manager");
await join(as("ada"), "fred", "sales_manager");
await join(as("max"), "eve", "sales_rep");

// nobody hands out more than they may
const refused = (reason: string) => (error: unknown) => error instanceof CommandRefusedError && error.reason === reason;
const promotion = { role: "sales_manager", scope: { region: ["DACH"] } } as const;
await assert.rejects(as("max").assign("eve", promotion), refused("not_authorised"));
await assert.rejects(as("max").assign("max", promotion), refused("not_for_oneself"));

// the first day: what there is to do, and what one can do, in words
const eve = await acme.read("eve");
assert.deepEqual(eve?.onboarding?.steps, [{ id: "playbook", title: "Read the sales playbook" }]);
const [role] = summariseRoles(crmPolicy.toJSON(), eve?.assignments ?? []);
assert.equal(role?.title, "Sales rep");
assert.ok(role?.allows.some((sentence) => sentence.startsWith("Can read and print `deal` in region `DACH`")));
await as("eve").completeStep("eve", "playbook");

// a guest has an end and a sponsor, and is gone on that day without anybody doing anything
const guest = await as("max").invite({
  kind: "guest",
  assignments: [{ role: "contractor", scope: { region: ["DE"], project: ["apollo"] }, validUntil: now + 30 * day }],
  validUntil: now + 30 * day,
});
assert.equal((await acme.read(guest.principalId))?.sponsorId, "max");

// another job: the old access ends when the new begins
const old = (await acme.read("eve"))?.assignments.map(({ id }) => id) ?? [];
await as("ada").transfer("eve", {
  end: old,
  start: [{ role: "support_agent", scope: { region: ["AT"] } }],
  at: now + 7 * day,
  overlap: "2d",
});
const deal = { id: "d1", region: "DE", ownerId: "max" };
const ticket = { id: "t1", region: "AT" };
const may = async (id: string) => {
  const access = await acme.access(id, login());
  return [access.can("read", "deal", deal, "name"), access.can("merge", "ticket", ticket)];
};
assert.deepEqual(await may("eve"), [true, false]);
now += 8 * day;
assert.deepEqual(await may("eve"), [true, true]);
now += 1 * day;
assert.deepEqual(await may("eve"), [false, true]);

// on leave: the deputy holds it too, until the day, and loses it with the one who is covered
await as("ada").cover("max", { deputyId: "eve", until: now + 14 * day });
assert.equal((await may("eve"))[0], true);

// hacked: out at once, and what the account did comes back as a timeline
const stolen = login();
const { timeline } = await as("max").lockDown("max", { reason: "my laptop is gone" });
assert.ok(timeline.some(({ data }) => data.action === "invite"));
assert.equal((await acme.access("max", stolen)).can("read", "deal", deal, "name"), false);
now += day;
await as("ada").unlock("max", { reason: "new laptop, new password" });
assert.equal((await acme.access("max", stolen)).can("read", "deal", deal, "name"), false);
assert.equal((await may("max"))[0], true);

// gone: what was owned goes to somebody, by an event; the guest has a new sponsor; the cover is over
const { events } = await as("ada").offboard("max", { keep: "nothing", successorId: "fred", reason: "leaves" });
assert.deepEqual(
  events.map(({ type }) => type),
  [
    "castellan.principal.offboarded",
    "castellan.ownership.transferred",
    "castellan.cover.ended",
    "castellan.principal.sponsor_changed",
  ],
);
assert.deepEqual(await may("max"), [false, false]);
assert.deepEqual(await may("eve"), [false, true]);
assert.equal((await acme.read(guest.principalId))?.sponsorId, "fred");

// the last administrator stays
await assert.rejects(acme.asSystem("hr").offboard("ada", { keep: "nothing" }), refused("min_holders"));

await castellan.close();
console.log("10: joined, moved, covered, locked and left");
