// What an identity provider says decides who gets in: groups give roles, and what it takes away is gone at once.
import assert from "node:assert/strict";
import { acceptBearer, scim } from "castellan/http";
import {
  checkPassword,
  defineClaimsMapping,
  defineScimMapping,
  entraClaims,
  mapClaims,
  readSecurityEvent,
} from "castellan/lifecycle";
import { crmPolicy } from "castellan/presets";
import { createCastellan } from "castellan/service";
import { memoryStore } from "castellan/storage";

const castellan = createCastellan({ policy: crmPolicy, store: memoryStore() });
const acme = castellan.tenant("acme");
const groups = [
  { group: "CRM Sales DE", role: "sales_rep", scope: { region: ["DE"] } },
  { group: "CRM Quotes", role: "quote_author", scope: { region: ["DE"] } },
  { group: "CRM Quote Approval", role: "quote_approver", scope: { region: ["DE"] } },
] as const;

// the provider pushes people and groups
const provisioning = scim(castellan, {
  tenant: "acme",
  mapping: defineScimMapping(crmPolicy, { provider: "entra", groups }),
  authenticate: acceptBearer(["the-secret-of-acmes-client"]),
});
const call = async (method: string, path: string, body?: object) => {
  const headers = { authorization: "Bearer the-secret-of-acmes-client", "content-type": "application/scim+json" };
  const init = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
  return provisioning(new Request(`https://crm.example/scim/v2${path}`, init));
};
const user = await call("POST", "/Users", { userName: "ada@acme.example", externalId: "o-1", active: "True" });
assert.equal(user.status, 201);
await call("POST", "/Groups", { displayName: "CRM Sales DE", members: [{ value: "entra:o-1" }] });

const now = Date.now();
const session = { id: "s1", authenticatedAt: now, lastActiveAt: now, factors: [{ method: "pwd", at: now }] };
const lead = { id: "l1", region: "DE", ownerId: "entra:o-1" };
const may = async (asked = session) => (await acme.access("entra:o-1", asked)).can("read", "lead", lead);
assert.equal(await may(), true);

// at log-in the claims say the same, and more: who writes quotes does not approve them
const mapping = defineClaimsMapping(crmPolicy, { ...entraClaims({ tenantId: "t1", clientId: "crm" }), groups });
const claims = {
  iss: "https://login.microsoftonline.com/t1/v2.0",
  aud: "crm",
  tid: "t1",
  oid: "o-1",
  iat: Math.floor(now / 1000) + 60,
  groups: ["CRM Sales DE", "CRM Quotes", "CRM Quote Approval"],
};
const reading = mapClaims(mapping, claims);
assert.ok(reading.ok);
const { principalId, ...change } = reading.change;
const applied = await acme.asSystem("sso").applyIdentity(principalId, change);
assert.equal(applied.status, "partly_applied");
assert.deepEqual(applied.refused, [{ part: "assignment", role: "quote_approver", reason: "separation_of_duty" }]);

// heard again, nothing happens; of another tenant, or with groups left out, it is no news at all
assert.equal((await acme.asSystem("sso").applyIdentity(principalId, change)).status, "nothing_new");
assert.equal(mapClaims(mapping, { ...claims, tid: "t2" }).ok, false);
assert.equal(mapClaims(mapping, { ...claims, _claim_names: { groups: "src1" } }).ok, false);

// a session is revoked elsewhere, and dead here
const told = readSecurityEvent(
  {
    iss: "https://idp.example",
    jti: "e1",
    iat: Math.floor(now / 1000),
    sub_id: { format: "complex", user: { format: "opaque", id: "o-1" }, session: { format: "opaque", id: "s1" } },
    events: { "https://schemas.openid.net/secevent/caep/event-type/session-revoked": {} },
  },
  { provider: "entra", issuer: "https://idp.example" },
);
assert.ok(told.ok);
for (const event of told.events) await acme.asSystem("caep").applySecurityEvent({ event });
assert.equal(await may(), false);
assert.equal(await may({ ...session, id: "s2" }), true);

// disabled there is disabled here
const off = {
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: [{ op: "Replace", path: "active", value: "False" }],
};
assert.equal((await call("PATCH", "/Users/entra:o-1", off)).status, 200);
assert.equal(await may({ ...session, id: "s3" }), false);
assert.deepEqual((await acme.read("entra:o-1"))?.assignments, []);

// and where there are passwords, they are long and nobody's name
const check = checkPassword("ada-acme-2026-ada", { context: ["Ada", "ada@acme.example"] });
assert.deepEqual(
  check.issues.map(({ code }) => code),
  ["context"],
);
await castellan.close();

console.log("12 single sign-on: groups give roles, duties stay apart, and what the provider ends is over at once");
