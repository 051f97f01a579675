// Policies are data: stored, parsed, extended by a tenant, and refused with all their mistakes at once.
import assert from "node:assert/strict";
import { parsePolicy } from "castellan";
import { crmModel, crmPolicy } from "castellan/presets";

const now = 0;
const stored = JSON.stringify(crmPolicy);

// back from the database, typed by the model, and the same policy
const parsed = parsePolicy(crmModel, stored);
assert.ok(parsed.ok);
assert.deepEqual(parsed.policy.toJSON(), crmPolicy.toJSON());

// a tenant builds its own roles on those of the preset
const tenant = parsed.policy.parseRoles(
  JSON.stringify({
    roles: {
      key_account_rep: {
        title: "Key account rep",
        extends: ["sales_rep"],
        statements: { deal: [{ allow: "read", fields: ["margin"], when: { ownerId: { $ref: "principal.id" } } }] },
      },
    },
  }),
);
assert.ok(tenant.ok);
const access = tenant.policy.access({
  principal: { id: "u1", kind: "employee", status: "active" },
  assignments: [{ id: "a1", role: "key_account_rep", scope: { region: ["DE"] } }],
  session: { id: "s1", authenticatedAt: now, lastActiveAt: now, factors: [] },
  now,
});
const deal = { id: "d1", region: "DE", ownerId: "u1", margin: 900 };
assert.equal(access.can("read", "deal", deal, "margin"), true);
assert.equal(access.can("read", "deal", { ...deal, ownerId: "u2" }, "margin"), false);

// what is wrong is said all at once: where, what, and the nearest remedy
const broken = parsed.policy.parseRoles({
  roles: {
    helper: {
      title: "Helper",
      extends: ["sales_rap"],
      statements: {
        deal: [
          { allow: "read", fields: ["marginn"] },
          { allow: "read", when: { stage: null } },
        ],
      },
    },
  },
});
assert.equal(broken.ok, false);
const issues = broken.ok ? [] : broken.issues;
assert.deepEqual(issues.map(({ path }) => path.join(".")).sort(), [
  "roles.helper.extends.0",
  "roles.helper.statements.deal.0.fields.0",
  "roles.helper.statements.deal.1.when.stage",
]);
assert.ok(issues.some(({ message, hint }) => `${message} ${hint}`.includes("sales_rep")));
assert.ok(issues.some(({ message, hint }) => `${message} ${hint}`.includes("margin")));
assert.ok(issues.some(({ message, hint }) => `${message} ${hint}`.includes("$exists")));

// hostile input gets issues as well, never a crash
for (const hostile of ["{", "null", '{"__proto__":{"admin":true}}', '{"id":1e999}', 42, undefined]) {
  assert.equal(parsePolicy(crmModel, hostile).ok, false);
}

// a tenant's role cannot leave out what the base requires
const loosened = parsed.policy.parseRoles({
  roles: { fast_junior: { title: "Fast junior", extends: [{ role: "junior_sales_rep", without: ["close-won"] }] } },
});
assert.equal(loosened.ok, false);

console.log(
  "07 policies from a database: the same after parsing, extended by tenants, refused with every mistake at once",
);
