// A model, a policy, a first decision.
import assert from "node:assert/strict";
import { defineModel, definePolicy, resource } from "castellan";
import * as z from "zod";

const deal = resource({
  schema: z.object({ id: z.string(), ownerId: z.string(), stage: z.enum(["open", "won", "lost"]), amount: z.number() }),
  actions: ["create", "read", "update", "delete"],
  scopePaths: {},
});

const model = defineModel({ resources: { deal } });

const policy = definePolicy(model, {
  id: "sales",
  version: 1,
  roles: {
    rep: {
      title: "Sales rep",
      statements: {
        deal: [
          { allow: "read" },
          {
            id: "own-deals",
            allow: "update",
            when: { ownerId: { $ref: "principal.id" } },
            why: "reps work on their own",
          },
        ],
      },
    },
  },
  rules: {
    deal: [{ id: "won-stays-won", forbid: "delete", when: { stage: "won" }, why: "won deals are kept for the books" }],
  },
});

const access = policy.access({
  principal: { id: "u1", kind: "employee", status: "active" },
  assignments: [{ id: "a1", role: "rep" }],
  session: null,
  now: "2026-03-04T10:00:00+01:00",
});

const mine = { id: "d1", ownerId: "u1", stage: "won", amount: 100 } as const;
const theirs = { id: "d2", ownerId: "u2", stage: "open", amount: 100 } as const;

// whoever holds nothing may nothing; whoever holds a role, what its statements say
assert.equal(access.can("read", "deal", theirs), true);
assert.equal(access.can("update", "deal", mine), true);
assert.equal(access.can("update", "deal", theirs), false);

// a decision says why
const update = access.decide({ action: "update", type: "deal", record: mine, changes: { amount: 120 } });
assert.equal(update.outcome, "allow");
assert.deepEqual(
  update.statements.map(({ id }) => id),
  ["own-deals"],
);

const deletion = access.decide({ action: "delete", type: "deal", record: mine });
assert.equal(deletion.outcome === "deny" && deletion.reason, "forbidden");
assert.equal(deletion.statements[0]?.why, "won deals are kept for the books");

// what is not known can only take access away: without its owner, a deal is nobody's
assert.equal(access.can("update", "deal", { id: "d1" }), false);

console.log("01 first decision: a role allows, a rule forbids, and each answer names its reason");
