import { expect, test } from "vitest";
import { type Complaint, diagnose } from "./diagnose.js";

/** A mistake that authors make, and what the compiler must answer: one line, at the very place. */
interface Mistake {
  readonly source: string;
  /** The source text that the complaint points at. */
  readonly at: string;
  /** How the complaint begins. */
  readonly says: string;
  /** How it ends, where the remedy is known. */
  readonly remedy?: string;
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  "a field that does not exist": {
    source: statement(`{ allow: "read", fields: ["id", "staeg"] }`),
    at: `"staeg"`,
    says: `Type '"staeg"' is not assignable to type '"`,
    remedy: `Did you mean '"stage"'?`,
  },
  "a field left out that does not exist": {
    source: statement(`{ allow: "read", fields: { except: ["staeg"] } }`),
    at: `"staeg"`,
    says: `Type '"staeg"' is not assignable to type '"`,
    remedy: `Did you mean '"stage"'?`,
  },
  "a field group that does not exist": {
    source: statement(`{ allow: "read", fields: ["#finacial"] }`),
    at: `"#finacial"`,
    says: `Type '"#finacial"' is not assignable to type '"`,
    remedy: `Did you mean '"#financial"'?`,
  },
  "an action that does not exist": {
    source: statement(`{ allow: "updat" }`),
    at: "allow",
    says: `Type '"updat"' is not assignable to type 'Actions<`,
    remedy: `Did you mean '"update"'?`,
  },
  "an action of another type": {
    source: statement(`{ allow: "call" }`),
    at: "allow",
    says: `Type '"call"' is not assignable to type 'Actions<`,
  },
  "an action among several that does not exist": {
    source: statement(`{ allow: ["read", "updat"] }`),
    at: `"updat"`,
    says: `Type '"updat"' is not assignable to type '`,
    remedy: `Did you mean '"update"'?`,
  },
  "a resource type that does not exist": {
    source: role(`statements: { deals: [{ allow: "read" }] }`),
    at: "deals",
    says: `Object literal may only specify known properties, but 'deals' does not exist in type 'StatementsByType<"`,
    remedy: `Did you mean to write 'deal'?`,
  },
  "a path in a condition that leads nowhere": {
    source: statement(`{ allow: "read", when: { $or: [{ stage: "won" }, { amuont: 5 }] } }`),
    at: "amuont",
    says: `Object literal may only specify known properties, but 'amuont' does not exist in type 'Condition<`,
    remedy: `Did you mean to write 'amount'?`,
  },
  "a value that the field never has": {
    source: statement(`{ allow: "read", when: { stage: "opne" } }`),
    at: "stage",
    says: `Type '"opne"' is not assignable to type '"open" | "won" | "lost" | Reference<`,
  },
  "a value of another type": {
    source: statement(`{ allow: "read", when: { amount: { $gt: "5" } } }`),
    at: "$gt",
    says: `Type 'string' is not assignable to type 'number | Reference<`,
  },
  "an operator that the field does not know": {
    source: statement(`{ allow: "read", when: { ownerId: { $lt: "x" } } }`),
    at: "$lt",
    says: `Object literal may only specify known properties, and '$lt' does not exist in type `,
  },
  "null in a condition": {
    source: statement(`{ allow: "read", when: { closedAt: null } }`),
    at: "closedAt",
    says: `Type 'null' is not assignable to type 'string | number | Date | InstantReference<`,
  },
  "a reference that reads nothing": {
    source: statement(`{ allow: "read", when: { ownerId: { $ref: "principal.idd" } } }`),
    at: "$ref",
    says: `Type '"principal.idd"' is not assignable to type '"principal.id" | `,
    remedy: `Did you mean '"principal.id"'?`,
  },
  "a role that does not exist": {
    source: statement(`{ require: { approval: { by: "mangr" } }, for: "update" }`),
    at: "by",
    says: `Type '"mangr"' is not assignable to type '"rep" | "manager"'.`,
    remedy: `Did you mean '"manager"'?`,
  },
  "a dimension that does not exist": {
    source: role(`scopedBy: ["regoin"]`),
    at: `"regoin"`,
    says: `Type '"regoin"' is not assignable to type '"region" | "project"'.`,
    remedy: `Did you mean '"region"'?`,
  },
  "a resource type that is silent about a dimension": {
    source: `
import { defineModel, resource } from "castellan";
import * as z from "zod";
defineModel({
  dimensions: { region: { flat: true }, project: { flat: true } },
  resources: {
    note: resource({ schema: z.object({ id: z.string() }), actions: ["read"], scopePaths: { region: null } }),
  },
});`,
    at: "note",
    says: `Type 'Resource<{ id: string; }, "read", never, "region", "id", never>' is not assignable to type `,
    remedy: `'"scopePaths of note must also give a path or null for project"'.`,
  },
  "a misspelt key": {
    source: statement(`{ allow: "read", feilds: ["stage"] }`),
    at: "feilds",
    says: `Object literal may only specify known properties, but 'feilds' does not exist in type 'Allow<`,
    remedy: `Did you mean to write 'fields'?`,
  },
  "two verbs in one statement": {
    source: statement(`{ allow: "read", forbid: "update" }`),
    at: "forbid",
    says: `Type 'string' is not assignable to type 'Actions<`,
  },
  "an allow in a rule": {
    source: rule("deal", `{ allow: "read" }`),
    at: "allow",
    says: `Type '"read"' is not assignable to type '"rules forbid and require: an allow belongs in a role"'.`,
  },
  "an allow in a rule of every type": {
    source: rule(`"*"`, `{ allow: "read" }`),
    at: "allow",
    says: `Type '"read"' is not assignable to type '"rules forbid and require: an allow belongs in a role"'.`,
  },
  "who in a role": {
    source: statement(`{ allow: "read", who: { kind: "guest" } }`),
    at: "who",
    says: `Object literal may only specify known properties, and 'who' does not exist in type 'Allow<`,
  },
  "fields of every type": {
    source: role(`statements: { "*": [{ allow: "read", fields: ["id"] }] }`),
    at: "fields",
    says: `Object literal may only specify known properties, and 'fields' does not exist in type 'AllowEverywhere<`,
  },
  "a masked number": {
    source: statement(`{ allow: "read", masked: { amount: "last4" } }`),
    at: "amount",
    says: `Object literal may only specify known properties, and 'amount' does not exist in type 'Masked<`,
  },
  "a scope path that leads nowhere": {
    source: `
import { resource } from "castellan";
import * as z from "zod";
const schema = z.object({ id: z.string(), region: z.string() });
resource({ schema, actions: ["read"], scopePaths: { region: "regoin" } });`,
    at: "region",
    says: `Type '"regoin"' is not assignable to type '`,
    remedy: `Did you mean '"region"'?`,
  },
};

const complaints = diagnose({
  "no-mistake": statement(`{ allow: "read", fields: ["id", "stage"], when: { stage: "open" } }`),
  ...Object.fromEntries(Object.values(MISTAKES).map(({ source }, index) => [`mistake-${index}`, source])),
});

test("what is right is not complained about", () => {
  expect(complaints.get("no-mistake")).toEqual([]);
});

test.each(Object.entries(MISTAKES).map(([name, mistake], index) => ({ name, mistake, index })))(
  "$name: one line, at the very place",
  ({ mistake, index }) => {
    const [complaint, ...others] = complaints.get(`mistake-${index}`) ?? [];
    expect(others).toEqual([]);
    expect(complaint).toEqual<Complaint>({
      at: mistake.at,
      message: expect.stringMatching(oneLine(mistake)),
    });
  },
);

function oneLine({ says, remedy = "" }: Mistake): RegExp {
  return new RegExp(`^${literally(says)}.*${literally(remedy)}$`);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** A program with one role; what stands in it is the mistake. */
function role(keys: string): string {
  return `
import { definePolicy } from "castellan";
import { model } from "./crm.js";
definePolicy(model, {
  id: "p",
  version: 1,
  roles: { rep: { title: "Rep", ${keys} }, manager: { title: "Manager" } },
});`;
}

/** A program with one policy-wide rule. */
function rule(type: string, text: string): string {
  return `
import { definePolicy } from "castellan";
import { model } from "./crm.js";
definePolicy(model, { id: "p", version: 1, roles: {}, rules: { ${type}: [${text}] } });`;
}

/** A program with one statement about deals. */
function statement(text: string): string {
  return role(`statements: { deal: [${text}] }`);
}
