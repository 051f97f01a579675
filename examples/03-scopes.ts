// Where a role holds: regions as a tree, projects as they come.
import assert from "node:assert/strict";
import { defineModel, definePolicy, PolicyDefinitionError, resource } from "castellan";
import * as z from "zod";

const deal = resource({
  schema: z.object({ id: z.string(), region: z.string(), project: z.string().nullable(), name: z.string() }),
  actions: ["read", "update"],
  // every dimension is spoken of: a path, or null for "not scoped by this"
  scopePaths: { region: "region", project: "project" },
});
const price = resource({
  schema: z.object({ id: z.string(), list: z.number() }),
  actions: ["read"],
  scopePaths: { region: null, project: null },
});

const model = defineModel({
  dimensions: {
    region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } } },
    project: { flat: true },
  },
  resources: { deal, price },
});
const policy = definePolicy(model, {
  id: "scoped",
  version: 1,
  roles: {
    rep: {
      title: "Sales rep",
      scopedBy: ["region"],
      statements: {
        deal: [{ allow: "read" }, { allow: "update", fields: ["name", "region"] }],
        price: [{ allow: "read" }],
      },
    },
  },
});

const accessIn = (...scopes: { region: string[] | "*"; project?: string[] }[]) =>
  policy.access({
    principal: { id: "u1", kind: "employee", status: "active" },
    assignments: scopes.map((scope, n) => ({ id: `a${n}`, role: "rep" as const, scope })),
    session: null,
    now: 0,
  });
const german = { id: "d1", region: "DE", project: "apollo", name: "Fleet" };
const french = { ...german, id: "d2", region: "FR" };

// a value covers itself and what is below it
assert.equal(accessIn({ region: ["DACH"] }).can("read", "deal", german), true);
assert.equal(accessIn({ region: ["DACH"] }).can("read", "deal", french), false);
assert.equal(accessIn({ region: ["DACH", "FR"] }).can("read", "deal", french), true);
assert.equal(accessIn({ region: "*" }).can("read", "deal", { ...german, region: "MARS" }), true);

// dimensions narrow each other
assert.equal(accessIn({ region: ["DACH"], project: ["apollo"] }).can("read", "deal", german), true);
assert.equal(accessIn({ region: ["DACH"], project: ["zephyr"] }).can("read", "deal", german), false);

// a record that does not say where it belongs belongs to nobody's scope
assert.equal(accessIn({ region: ["DACH"] }).can("read", "deal", { id: "d3", name: "Orphan" }), false);

// moving takes one role that holds on both sides: two roles do not add up to that
const move = { action: "update", type: "deal", record: german, changes: { region: "FR" } } as const;
assert.equal(accessIn({ region: ["DE"] }, { region: ["FR"] }).decide(move).outcome, "deny");
assert.equal(accessIn({ region: ["DE", "FR"] }).decide(move).outcome, "allow");

// what is not scoped by a dimension is reached by naming its type
assert.equal(accessIn({ region: ["DACH"] }).can("read", "price", { id: "p1", list: 10 }), true);

// a resource type that is silent about a dimension is a mistake, reported where it stands
assert.throws(
  () =>
    defineModel({
      dimensions: { region: { flat: true }, project: { flat: true } },
      resources: {
        // @ts-expect-error the compiler says so too: project is missing
        note: resource({ schema: z.object({ id: z.string() }), actions: ["read"], scopePaths: { region: null } }),
      },
    }),
  (error: unknown) => error instanceof PolicyDefinitionError && error.issues.length === 1,
);

console.log(
  "03 scopes: trees, several dimensions at once, and nothing for a record that does not say where it belongs",
);
