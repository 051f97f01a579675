// Rights down to the field: sensitive fields, groups, masked views.
import assert from "node:assert/strict";
import { defineModel, definePolicy, resource } from "castellan";
import * as z from "zod";

const contact = resource({
  schema: z.object({
    id: z.string(),
    company: z.string(),
    name: z.string(),
    email: z.string(),
    phone: z.string(),
    creditLimit: z.number(),
  }),
  actions: ["read", "update", "export"],
  readOnlyActions: ["read"],
  scopePaths: {},
  immutable: ["id"],
  sensitive: ["name", "email", "phone", "creditLimit"],
  fieldGroups: { personal: ["name", "email", "phone"] },
});

const policy = definePolicy(defineModel({ resources: { contact } }), {
  id: "contacts",
  version: 1,
  roles: {
    sales: {
      title: "Sales",
      statements: { contact: [{ allow: "read" }, { allow: ["read", "update"], fields: ["#personal"] }] },
    },
    support: {
      title: "Support",
      statements: {
        contact: [
          { allow: "read" },
          { allow: "read", fields: ["name"] },
          { allow: "read", masked: { phone: "last4", email: "email" } },
        ],
      },
    },
  },
});

const accessAs = (role: "sales" | "support") =>
  policy.access({
    principal: { id: "u1", kind: "employee", status: "active" },
    assignments: [{ id: "a1", role }],
    session: null,
    now: 0,
  });
const ada = {
  id: "c1",
  company: "Nordwind",
  name: "Ada Albers",
  email: "ada@nordwind.example",
  phone: "+49 40 1234567",
  creditLimit: 5_000,
};

// a plain allow covers what is not sensitive; sensitive fields are granted by name, or by a group that lists them
assert.deepEqual(accessAs("sales").fields("read", "contact", ada), ["id", "company", "name", "email", "phone"]);

// mask() is what may leave the server
assert.deepEqual(accessAs("support").mask("contact", ada), {
  id: "c1",
  company: "Nordwind",
  name: "Ada Albers",
  email: "a•••@nordwind.example",
  phone: "••••4567",
});

// masked is not readable: for the named field the answer is no, or a search by it would give it away
assert.equal(accessAs("support").view("contact", ada, "phone"), "masked");
assert.equal(accessAs("support").can("read", "contact", ada, "phone"), false);
assert.equal(accessAs("sales").can("read", "contact", ada, "phone"), true);

// a form knows before it is sent which of its changes may be written
const check = accessAs("sales").checkWrite("contact", ada, { phone: "+49 40 7654321", creditLimit: 9_000 });
assert.deepEqual(check.allowed, ["phone"]);
assert.deepEqual(check.refused, [{ field: "creditLimit", reason: "no_grant" }]);

console.log("02 fields and masks: sensitive fields are named or not seen, masked ones are seen in part");
