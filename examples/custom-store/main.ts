// Castellan over the tables that a CRM has: its users are principals from the first day, its reports go on being right.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { defineModel, definePolicy, resource } from "castellan";
import { verifyAuditChain } from "castellan/govern";
import { createCastellan } from "castellan/service";
import * as z from "zod";
import { CrmStore } from "./crm-store.js";
import { addAccessTables, createCrmTables } from "./crm-tables.js";

const deal = resource({
  schema: z.object({ id: z.string(), stage: z.enum(["open", "won"]) }),
  actions: ["read", "update"],
  readOnlyActions: ["read"],
  scopePaths: {},
});
const policy = definePolicy(defineModel({ dimensions: {}, resources: { deal } }), {
  id: "crm",
  version: 1,
  roles: {
    rep: { title: "Rep", statements: { deal: [{ allow: "read" }] } },
    lead: { title: "Lead", statements: { deal: [{ allow: ["read", "update"] }] } },
  },
});

const directory = mkdtempSync(join(tmpdir(), "castellan-crm-"));
const file = join(directory, "crm.sqlite");
const crm = new DatabaseSync(file);
createCrmTables(crm);
crm.exec(`
  INSERT INTO users VALUES ('acme', 'rita', 'Rita Sommer', 'sales', 1), ('acme', 'otto', 'Otto Winter', 'sales', 0);
  INSERT INTO user_roles VALUES ('acme', 'rita', 'rep', NULL), ('acme', 'otto', 'lead', NULL);
`);
// the only change to what is there: one column, which the CRM does not know
addAccessTables(crm);

const now = Date.parse("2026-03-02T09:00:00Z");
const store = new CrmStore(file);
const castellan = createCastellan({ policy, store, clock: () => now });
const acme = castellan.tenant("acme");
const record = { id: "d1", stage: "open" } as const;
const may = async (id: string, action: "read" | "update") => (await acme.access(id, null)).can(action, "deal", record);

// nothing was imported: rita reads deals since she is a rep in the CRM, and otto, who left it, does nothing
assert.equal(await may("rita", "read"), true);
assert.equal(await may("rita", "update"), false);
assert.equal(await may("otto", "read"), false);

// a command changes access, the events and the CRM's own tables in one transaction
const validUntil = now + 30 * 86_400_000;
await acme.asSystem("setup").assign("rita", { role: "lead", validUntil, reason: "covers for the team" });
assert.equal(await may("rita", "update"), true);
const roles = crm.prepare("SELECT role, valid_until FROM user_roles WHERE login = 'rita' ORDER BY role").all();
assert.deepEqual(
  roles.map((row) => ({ ...row })),
  [
    { role: "lead", valid_until: validUntil },
    { role: "rep", valid_until: null },
  ],
);

await acme.asSystem("setup").suspend("rita", { reason: "a lost laptop" });
assert.equal(await may("rita", "read"), false);
const rita = crm.prepare("SELECT full_name, department, is_active FROM users WHERE login = 'rita'").get();
assert.deepEqual({ ...rita }, { full_name: "Rita Sommer", department: "sales", is_active: 0 });

// and it is all there after a restart, in a chain that shows every change of it
await castellan.close();
store.close();
const again = new CrmStore(file);
assert.equal((await again.read("acme", "rita"))?.principal.status, "suspended");
assert.equal((await verifyAuditChain(again.events("acme"), { tenant: "acme" })).ok, true);

again.close();
crm.close();
rmSync(directory, { recursive: true });
console.log("custom store: the CRM's own users, roles and reports, with castellan's commands and audit");
