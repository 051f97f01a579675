import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { DefinitionIssueCode } from "../../../src/schema/issue-codes.js";
import { MAX_CONDITION_DEPTH, MAX_ISSUES, MAX_ROLES } from "../../../src/schema/limits.js";
import type { Read } from "../../../src/schema/read.js";
import { readAssignment } from "../../../src/schema/read-assignment.js";
import { readModel } from "../../../src/schema/read-model.js";
import { readPolicy, readPolicyJson } from "../../../src/schema/read-policy.js";
import { readRoles } from "../../../src/schema/read-roles.js";
import {
  at,
  issuesOf,
  model,
  modelDefinition,
  readDeal,
  readRep,
  readRequire,
  readRule,
  readStatement,
  readWhen,
  resource,
  trusted,
} from "./fixtures.js";

interface Case {
  readonly read: () => Read<unknown>;
  /** Where the issue is reported. */
  readonly path: readonly (string | number)[];
  /** What the hint says, at least. */
  readonly hint?: string;
  /** Whether the input has other issues too. Default: this is the only one. */
  readonly among?: true;
}

const policy = (keys: Record<string, unknown>) => readPolicy(model, { id: "crm", version: 1, roles: {}, ...keys });

const roles = (definitions: Record<string, object>) =>
  policy({
    roles: Object.fromEntries(Object.entries(definitions).map(([name, role]) => [name, { title: name, ...role }])),
  });

const base: PolicyData = trusted(
  policy({
    roles: {
      rep: {
        title: "Rep",
        scopedBy: ["region"],
        maxDuration: "90d",
        statements: { deal: [{ allow: "read" }, { id: "no-export", forbid: "export" }] },
      },
      senior: { title: "Senior", extends: ["rep"] },
      guest: { title: "Guest", statements: { report: [{ allow: "read" }] } },
    },
    separationOfDuty: [{ id: "apart", roles: ["rep", "guest"], atMost: 1 }],
  }),
);

const assignment = (keys: Record<string, unknown>) => readAssignment(base, { id: "a1", role: "guest", ...keys });

const grant = (keys: Record<string, unknown>) => readAssignment(base, { id: "a1", ...keys });

const extra = (definitions: Record<string, object>) => readRoles(base, { roles: definitions });

const nested = (depth: number): unknown => (depth === 0 ? { stage: "open" } : { $not: nested(depth - 1) });

const chain = (depth: number): object => (depth === 0 ? {} : { [`v${depth}`]: chain(depth - 1) });

const dimension = (region: unknown) =>
  readModel({ ...modelDefinition, dimensions: { ...modelDefinition.dimensions, region } });

const cyclic: Record<string, unknown> = { title: "Rep" };
cyclic.statements = { deal: [cyclic] };

const cyclicTree: Record<string, unknown> = {};
cyclicTree.EMEA = cyclicTree;

/** For every code an input that has just that mistake. The type makes sure that no code is forgotten. */
const CASES: Readonly<Record<DefinitionIssueCode, readonly Case[]>> = {
  unreadable_value: [
    { read: () => readRep({ title: () => "Rep" }), path: [...at.rep, "title"] },
    { read: () => readRep({ title: Symbol("Rep") }), path: [...at.rep, "title"] },
    { read: () => readRep({ statements: new Map() }), path: [...at.rep, "statements"] },
    {
      read: () =>
        policy({
          roles: { rep: Object.defineProperty({ title: "Rep" }, "version", { get: () => 1, enumerable: true }) },
        }),
      path: ["roles", "rep", "version"],
    },
    {
      read: () => policy({ roles: { rep: Object.defineProperty({ title: "Rep" }, "version", { value: 1 }) } }),
      path: ["roles", "rep", "version"],
    },
  ],
  cyclic_value: [
    {
      read: () => readPolicy(model, { id: "crm", version: 1, roles: { rep: cyclic } }),
      path: ["roles", "rep", "statements", "deal", 0],
    },
  ],
  undefined_value: [
    { read: () => readStatement({ allow: "read", when: undefined }), path: at.when, hint: "leave the key out" },
  ],
  // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
  sparse_array: [{ read: () => readStatement({ allow: ["read", , "update"] }), path: [...at.statement, "allow"] }],
  not_finite: [
    { read: () => readWhen({ amount: Number.NaN }), path: [...at.when, "amount"] },
    { read: () => readWhen({ amount: JSON.parse("1e999") }), path: [...at.when, "amount"] },
    { read: () => readWhen({ closedAt: new Date("never") }), path: [...at.when, "closedAt"] },
  ],
  too_deep: [{ read: () => readWhen(nested(200)), path: [...at.when, ...Array(95).fill("$not")], among: true }],
  too_large: [
    { read: () => readPolicyJson(" ".repeat(6_000_000)), path: [] },
    { read: () => readRep({ statements: { deal: Array(500_001).fill(0) } }), path: [] },
  ],
  text_too_long: [{ read: () => readRep({ description: "x".repeat(10_001) }), path: [...at.rep, "description"] }],
  too_many_issues: [
    {
      read: () => readRep({ assignableBy: Array.from({ length: MAX_ISSUES + 1 }, (_, n) => `r${n}`) }),
      path: [],
      among: true,
    },
  ],
  invalid_json: [{ read: () => readPolicyJson("{ id: "), path: [] }],

  wrong_type: [
    { read: () => readRep({ title: 5 }), path: [...at.rep, "title"] },
    { read: () => readStatement("read"), path: at.statement },
    { read: () => readPolicy(model, null), path: [] },
    { read: () => readWhen([]), path: at.when },
    { read: () => readWhen({ stage: { $eq: ["open"] } }), path: [...at.when, "stage", "$eq"] },
    { read: () => readWhen({ stage: { $in: "open" } }), path: [...at.when, "stage", "$in"] },
  ],
  missing_key: [
    { read: () => policy({ roles: { rep: {} } }), path: ["roles", "rep"] },
    { read: () => readPolicy(model, { id: "crm", roles: {} }), path: [] },
  ],
  unknown_key: [
    { read: () => readRep({ titel: "Rep" }), path: [...at.rep, "titel"], hint: "did you mean `title`?" },
    { read: () => readStatement({ allow: "read", field: ["id"] }), path: [...at.statement, "field"], hint: "`fields`" },
    { read: () => readRequire({ mfa: { whithin: "15m" } }), path: [...at.require, "mfa", "whithin"], hint: "`within`" },
    {
      read: () => readPolicy(model, JSON.parse('{"id":"crm","version":1,"roles":{},"__proto__":{}}')),
      path: ["__proto__"],
    },
  ],
  empty_list: [
    { read: () => readStatement({ allow: [] }), path: [...at.statement, "allow"] },
    { read: () => readDeal({ actions: [] }), path: [...at.deal, "actions"] },
    { read: () => readDeal({ fieldGroups: { none: [] } }), path: [...at.deal, "fieldGroups", "none"] },
    { read: () => readRequire({ mfa: { methods: [] } }), path: [...at.require, "mfa", "methods"] },
  ],
  duplicate_value: [
    { read: () => readStatement({ allow: ["read", "read"] }), path: [...at.statement, "allow", 1] },
    { read: () => readStatement({ allow: "read", fields: ["id", "id"] }), path: [...at.statement, "fields", 1] },
    { read: () => readDeal({ actions: ["read", "read"], readOnlyActions: [] }), path: [...at.deal, "actions", 1] },
    { read: () => readRep({ extends: ["manager", { role: "manager" }] }), path: [...at.rep, "extends", 1] },
    { read: () => readRep({ scopedBy: ["region", "region"] }), path: [...at.rep, "scopedBy", 1] },
  ],
  invalid_name: [
    { read: () => dimension({ tree: { "": {} } }), path: ["dimensions", "region", "tree", ""] },
    { read: () => dimension({ tree: { "*": {} } }), path: ["dimensions", "region", "tree", "*"] },
    { read: () => assignment({ scope: { region: ["x".repeat(129)] } }), path: ["scope", "region", 0] },
    { read: () => readAssignment(base, { id: "", role: "guest" }), path: ["id"] },
    { read: () => readRequire({ network: { zones: [""] } }), path: [...at.require, "network", "zones", 0] },
    { read: () => readModel({ ...modelDefinition, resources: { "a.b": {} } }), path: ["resources", "a.b"] },
    { read: () => policy({ roles: { "sales rep": { title: "Rep" } } }), path: ["roles", "sales rep"] },
    { read: () => readStatement({ allow: "read", id: "a#1" }), path: [...at.statement, "id"] },
    { read: () => policy({ id: "x".repeat(129) }), path: ["id"] },
    { read: () => field({ name: "a.b", type: "string" }), path: ["resources", "note", "fields", 0, "name"] },
    { read: () => field({ name: "$a", type: "string" }), path: ["resources", "note", "fields", 0, "name"] },
  ],
  reserved_name: [
    { read: () => policy({ roles: JSON.parse('{"__proto__":{"title":"x"}}') }), path: ["roles", "__proto__"] },
    { read: () => policy({ roles: { rules: { title: "x" } } }), path: ["roles", "rules"] },
    {
      read: () => dimension({ tree: JSON.parse('{"__proto__":{}}') }),
      path: ["dimensions", "region", "tree", "__proto__"],
    },
    { read: () => readDeal({ actions: ["constructor"], readOnlyActions: [] }), path: [...at.deal, "actions", 0] },
  ],
  invalid_duration: [
    { read: () => readRep({ maxDuration: "15 minutes" }), path: [...at.rep, "maxDuration"], hint: '"15m"' },
    { read: () => readRequire({ session: { maxAge: "0s" } }), path: [...at.require, "session", "maxAge"] },
    { read: () => readRequire({ mfa: { within: "-15m" } }), path: [...at.require, "mfa", "within"] },
    {
      read: () => readWhen({ closedAt: { $lt: { $ref: "now", plus: "soon" } } }),
      path: [...at.when, "closedAt", "$lt", "plus"],
    },
  ],
  invalid_count: [
    { read: () => policy({ version: 0 }), path: ["version"] },
    { read: () => policy({ version: 1.5 }), path: ["version"] },
    { read: () => readRep({ maxHolders: -1 }), path: [...at.rep, "maxHolders"] },
    { read: () => readRequire({ approval: { by: "manager", count: 0 } }), path: [...at.require, "approval", "count"] },
  ],
  invalid_instant: [{ read: () => assignment({ validUntil: "2026-03-01" }), path: ["validUntil"] }],

  no_resources: [{ read: () => readModel({ resources: {} }), path: ["resources"] }],
  schema_or_fields: [
    { read: () => readDeal({ fields: [{ name: "id", type: "string" }] }), path: at.deal },
    { read: () => readModel({ resources: { note: resource({ actions: ["read"] }) } }), path: ["resources", "note"] },
  ],
  invalid_schema: [
    { read: () => readDeal({ schema: { "~standard": {} } }), path: [...at.deal, "schema"], hint: "zod 4" },
    { read: () => readDeal({ schema: z.string() }), path: [...at.deal, "schema"] },
    { read: () => readDeal({ schema: { _def: {} } }), path: [...at.deal, "schema"], hint: "zod 4" },
    { read: () => readDeal({ schema: { type: "object" } }), path: [...at.deal, "schema"] },
  ],
  unsupported_field_type: [
    {
      read: () =>
        readModel({
          resources: { note: resource({ schema: z.object({ at: z.set(z.string()) }), actions: ["read"] }) },
        }),
      path: ["resources", "note", "schema", "at"],
      hint: "z.array",
    },
    {
      read: () =>
        readModel({ resources: { note: resource({ fields: [{ name: "id", type: "text" }], actions: ["read"] }) } }),
      path: ["resources", "note", "fields", 0, "type"],
      hint: "string",
    },
  ],
  invalid_field: [
    { read: () => field({ name: "a", type: "enum" }), path: ["resources", "note", "fields", 0] },
    {
      read: () => field({ name: "a", type: "string", values: ["x"] }),
      path: ["resources", "note", "fields", 0, "values"],
    },
    { read: () => field({ name: "a", type: "object" }), path: ["resources", "note", "fields", 0] },
    {
      read: () => field({ name: "a", type: "string", fields: [] }),
      path: ["resources", "note", "fields", 0, "fields"],
    },
    { read: () => field({ name: "a", type: "opaque", array: true }), path: ["resources", "note", "fields", 0] },
  ],
  no_fields: [
    {
      read: () => readModel({ resources: { note: resource({ fields: [], actions: ["read"] }) } }),
      path: ["resources", "note"],
    },
    {
      read: () => readModel({ resources: { note: resource({ schema: z.object({}), actions: ["read"] }) } }),
      path: ["resources", "note"],
    },
  ],
  duplicate_field: [
    {
      read: () =>
        readModel({
          resources: {
            note: resource({
              fields: [
                { name: "a", type: "string" },
                { name: "a", type: "date" },
              ],
              actions: ["read"],
            }),
          },
        }),
      path: ["resources", "note", "fields", 1],
    },
  ],
  unknown_action: [
    { read: () => readStatement({ allow: "updat" }), path: [...at.statement, "allow"], hint: "did you mean `update`?" },
    { read: () => readStatement({ allow: ["read", "print"] }), path: [...at.statement, "allow", 1] },
    { read: () => readRule({ forbid: "exprt" }), path: [...at.rule, "forbid"], hint: "did you mean `export`?" },
    { read: () => readDeal({ readOnlyActions: ["raed"] }), path: [...at.deal, "readOnlyActions", 0], hint: "`read`" },
  ],
  contradictory_action: [
    { read: () => readDeal({ readOnlyActions: ["read", "update"] }), path: [...at.deal, "readOnlyActions"] },
    { read: () => readDeal({ readOnlyActions: ["create"] }), path: [...at.deal, "readOnlyActions"] },
    { read: () => readDeal({ changingActions: ["create"] }), path: [...at.deal, "changingActions"] },
    { read: () => readDeal({ changingActions: ["read"] }), path: [...at.deal, "readOnlyActions"] },
  ],
  invalid_dimension: [
    { read: () => dimension({}), path: ["dimensions", "region"] },
    { read: () => dimension({ flat: false }), path: ["dimensions", "region", "flat"] },
    { read: () => dimension({ flat: true, tree: {} }), path: ["dimensions", "region"] },
  ],
  cyclic_tree: [
    {
      read: () => dimension({ tree: { EMEA: { DE: { EMEA: {} } } } }),
      path: ["dimensions", "region", "tree", "EMEA", "DE", "EMEA"],
    },
    { read: () => dimension({ tree: cyclicTree }), path: ["dimensions", "region", "tree", "EMEA"] },
  ],
  duplicate_tree_value: [
    {
      read: () => dimension({ tree: { EMEA: { DE: {} }, DACH: { DE: {} } } }),
      path: ["dimensions", "region", "tree", "DACH", "DE"],
    },
  ],
  tree_too_deep: [
    {
      read: () => dimension({ tree: chain(40) }),
      path: ["dimensions", "region", "tree", ...Array.from({ length: 33 }, (_, n) => `v${40 - n}`)],
    },
  ],
  unknown_dimension: [
    { read: () => assignment({ scope: { team: [] } }), path: ["scope", "team"] },
    { read: () => readRep({ scopedBy: ["regoin"] }), path: [...at.rep, "scopedBy", 0], hint: "did you mean `region`?" },
    {
      read: () => readDeal({ scopePaths: { region: null, project: null, team: null } }),
      path: [...at.deal, "scopePaths", "team"],
    },
    { read: () => assignment({ scope: { team: ["x"] } }), path: ["scope", "team"] },
  ],
  silent_dimension: [
    { read: () => readDeal({ scopePaths: { region: null } }), path: [...at.deal, "scopePaths"], hint: "null" },
    {
      read: () =>
        readModel({
          dimensions: { region: { flat: true } },
          resources: { note: resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] }) },
        }),
      path: ["resources", "note"],
    },
  ],
  invalid_scope_path: [
    {
      read: () => readDeal({ scopePaths: { region: "amount", project: null } }),
      path: [...at.deal, "scopePaths", "region"],
    },
    {
      read: () => readDeal({ scopePaths: { region: "scores", project: null } }),
      path: [...at.deal, "scopePaths", "region"],
    },
    {
      read: () => readDeal({ scopePaths: { region: "address", project: null } }),
      path: [...at.deal, "scopePaths", "region"],
    },
  ],
  model_mismatch: [
    {
      read: () => policy({ model: { ...model, dimensions: { ...model.dimensions, region: { flat: true } } } }),
      path: ["model"],
    },
  ],

  unknown_type: [
    {
      read: () => readRep({ statements: { dael: [{ allow: "nothing", fields: ["x"], when: {} }] } }),
      path: [...at.rep, "statements", "dael"],
    },
    {
      read: () => readRep({ statements: { dael: [] } }),
      path: [...at.rep, "statements", "dael"],
      hint: "did you mean `deal`?",
    },
  ],
  no_verb: [
    { read: () => readStatement({ alow: "read" }), path: at.statement, hint: "did you mean `allow`?" },
    { read: () => readStatement({}), path: at.statement },
    { read: () => readStatement({ for: "read" }), path: at.statement, hint: "require" },
  ],
  two_verbs: [{ read: () => readStatement({ allow: "read", forbid: "update" }), path: at.statement }],
  allow_in_rules: [{ read: () => readRule({ allow: "read" }), path: at.rule }],
  missing_for: [{ read: () => readStatement({ require: { mfa: {} } }), path: at.statement }],
  for_without_require: [{ read: () => readStatement({ allow: "read", for: "read" }), path: [...at.statement, "for"] }],
  who_outside_rules: [
    { read: () => readStatement({ forbid: "read", who: { kind: "guest" } }), path: [...at.statement, "who"] },
    { read: () => readStatement({ allow: "read", who: { kind: "guest" } }), path: [...at.statement, "who"] },
    {
      read: () =>
        grant({ statements: { report: [{ forbid: "read", who: { kind: "guest" } }] }, scope: { project: "*" } }),
      path: ["statements", "report", 0, "who"],
    },
  ],
  wildcard_among_actions: [
    { read: () => readStatement({ allow: ["read", "*"] }), path: [...at.statement, "allow", 1] },
  ],
  empty_fields: [
    { read: () => readStatement({ allow: "read", fields: [] }), path: [...at.statement, "fields"] },
    {
      read: () => readStatement({ allow: "read", fields: { except: model.resources.deal!.fields.map((f) => f.name) } }),
      path: [...at.statement, "fields", "except"],
    },
  ],
  unknown_field: [
    {
      read: () => readStatement({ allow: "read", fields: ["stgae"] }),
      path: [...at.statement, "fields", 0],
      hint: "did you mean `stage`?",
    },
    {
      read: () => readStatement({ allow: "read", fields: { except: ["nope"] } }),
      path: [...at.statement, "fields", "except", 0],
    },
    {
      read: () => readStatement({ allow: "read", masked: { phnoe: "last4" } }),
      path: [...at.statement, "masked", "phnoe"],
      hint: "`phone`",
    },
    { read: () => readDeal({ immutable: ["idd"] }), path: [...at.deal, "immutable", 0], hint: "`id`" },
    { read: () => readDeal({ sensitive: ["marign"] }), path: [...at.deal, "sensitive", 0], hint: "`margin`" },
    {
      read: () => readDeal({ fieldGroups: { g: ["amuont"] } }),
      path: [...at.deal, "fieldGroups", "g", 0],
      hint: "`amount`",
    },
    {
      read: () => readRequire({ approval: { by: "manager", distinctFrom: ["owner"] } }),
      path: [...at.require, "approval", "distinctFrom", 0],
    },
  ],
  unknown_group: [
    {
      read: () => readStatement({ allow: "read", fields: ["#finacial"] }),
      path: [...at.statement, "fields", 0],
      hint: "did you mean `#financial`?",
    },
  ],
  group_without_hash: [
    {
      read: () => readStatement({ allow: "read", fields: ["financial"] }),
      path: [...at.statement, "fields", 0],
      hint: "#financial",
    },
  ],
  wildcard_field: [
    {
      read: () => readStatement({ allow: "read", fields: ["*"] }),
      path: [...at.statement, "fields", 0],
      hint: "leave `fields` out",
    },
  ],
  not_under_wildcard: [
    { read: () => readRule({ forbid: "read", when: { id: "1" } }), path: [...at.rule, "when"] },
    { read: () => readRule({ forbid: "read", fields: ["id"] }), path: [...at.rule, "fields"] },
    { read: () => readRule({ forbid: "update", to: { id: "1" } }), path: [...at.rule, "to"] },
  ],
  to_without_change: [
    { read: () => readStatement({ allow: ["read", "delete"], to: { stage: "won" } }), path: [...at.statement, "to"] },
  ],
  masked_outside_allow: [
    { read: () => readStatement({ forbid: "read", masked: { phone: "last4" } }), path: [...at.statement, "masked"] },
  ],
  masked_with_others: [
    {
      read: () => readStatement({ allow: "read", fields: ["id"], masked: { phone: "last4" } }),
      path: [...at.statement, "fields"],
    },
  ],
  masked_action: [
    {
      read: () => readStatement({ allow: ["read", "update"], masked: { phone: "last4" } }),
      path: [...at.statement, "masked"],
    },
    { read: () => readStatement({ allow: "*", masked: { phone: "last4" } }), path: [...at.statement, "masked"] },
  ],
  masked_field_type: [
    {
      read: () => readStatement({ allow: "read", masked: { amount: "last4" } }),
      path: [...at.statement, "masked", "amount"],
    },
    {
      read: () => readStatement({ allow: "read", masked: { tags: "last4" } }),
      path: [...at.statement, "masked", "tags"],
    },
  ],
  unknown_view: [
    {
      read: () => readStatement({ allow: "read", masked: { phone: "last5" } }),
      path: [...at.statement, "masked", "phone"],
      hint: "`last4`",
    },
  ],
  empty_masked: [{ read: () => readStatement({ allow: "read", masked: {} }), path: [...at.statement, "masked"] }],
  duplicate_id: [
    {
      read: () => readRep({ statements: { deal: [{ id: "x", allow: "read" }], report: [{ id: "x", allow: "read" }] } }),
      path: [...at.rep, "statements", "report", 0, "id"],
    },
    {
      read: () =>
        policy({
          rules: {
            deal: [
              { id: "x", forbid: "read" },
              { id: "x", forbid: "update" },
            ],
          },
        }),
      path: ["rules", "deal", 1, "id"],
    },
  ],

  empty_condition: [
    { read: () => readWhen({}), path: at.when },
    { read: () => readWhen({ $not: {} }), path: [...at.when, "$not"] },
    { read: () => readWhen({ $and: [{}] }), path: [...at.when, "$and", 0] },
  ],
  empty_logic: [
    { read: () => readWhen({ $and: [] }), path: [...at.when, "$and"] },
    { read: () => readWhen({ $or: [] }), path: [...at.when, "$or"] },
  ],
  empty_test: [{ read: () => readWhen({ stage: {} }), path: [...at.when, "stage"] }],
  condition_too_deep: [
    {
      read: () => readWhen(nested(MAX_CONDITION_DEPTH)),
      path: [...at.when, ...Array(MAX_CONDITION_DEPTH).fill("$not")],
    },
  ],
  unknown_operator: [
    {
      read: () => readWhen({ amount: { $gte2: 3 } }),
      path: [...at.when, "amount", "$gte2"],
      hint: "did you mean `$gte`?",
    },
    { read: () => readWhen({ $adn: [{ stage: "won" }] }), path: [...at.when, "$adn"], hint: "did you mean `$and`?" },
    { read: () => readWhen({ $nor: [{ stage: "won" }] }), path: [...at.when, "$nor"], hint: "$not" },
    { read: () => readWhen({ $gte: 3 }), path: [...at.when, "$gte"], hint: "under a path" },
    {
      read: () => readWhen({ stage: { $not: { $eq: "won" } } }),
      path: [...at.when, "stage", "$not"],
      hint: "$not: { stage",
    },
    { read: () => readWhen({ stage: { something: 1 } }), path: [...at.when, "stage", "something"] },
  ],
  missing_dollar: [
    { read: () => readWhen({ amount: { gte: 3 } }), path: [...at.when, "amount", "gte"], hint: "did you mean `$gte`?" },
    {
      read: () => readWhen({ stage: { startWith: "w" } }),
      path: [...at.when, "stage", "startWith"],
      hint: "`$startsWith`",
    },
  ],
  nested_object: [
    {
      read: () => readWhen({ address: { city: "Berlin" } }),
      path: [...at.when, "address", "city"],
      hint: "`address.city`",
    },
  ],
  null_literal: [
    { read: () => readWhen({ closedAt: null }), path: [...at.when, "closedAt"], hint: "$exists" },
    { read: () => readWhen({ stage: { $in: ["won", null] } }), path: [...at.when, "stage", "$in", 1], hint: "$exists" },
    { read: () => readWhen({ stage: { $ne: null } }), path: [...at.when, "stage", "$ne"], hint: "$exists" },
  ],
  list_without_operator: [
    { read: () => readWhen({ stage: ["open", "won"] }), path: [...at.when, "stage"], hint: "$in" },
    { read: () => readWhen({ tags: ["a"] }), path: [...at.when, "tags"], hint: "$hasAny" },
  ],
  template_text: [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the mistake that is tested
    { read: () => readWhen({ ownerId: "${user.id}" }), path: [...at.when, "ownerId"], hint: "$ref" },
    { read: () => readWhen({ ownerId: { $in: ["{{ me }}"] } }), path: [...at.when, "ownerId", "$in", 0], hint: "$ref" },
  ],
  regular_expression: [
    { read: () => readWhen({ ownerId: /^a/ }), path: [...at.when, "ownerId"], hint: "$startsWith" },
    {
      read: () => readWhen({ ownerId: { $regex: "^a" } }),
      path: [...at.when, "ownerId", "$regex"],
      hint: "$startsWith",
    },
  ],
  unknown_path: [
    { read: () => readWhen({ staeg: "open" }), path: [...at.when, "staeg"], hint: "did you mean `stage`?" },
    {
      read: () => readWhen({ "address.ctiy": "x" }),
      path: [...at.when, "address.ctiy"],
      hint: "did you mean `address.city`?",
    },
    { read: () => readWhen({ "stage.x": "y" }), path: [...at.when, "stage.x"] },
    {
      read: () => readRule({ forbid: "read", who: { knid: "guest" } }),
      path: [...at.rule, "who", "knid"],
      hint: "`kind`",
    },
    {
      read: () => readDeal({ scopePaths: { region: "regoin", project: null } }),
      path: [...at.deal, "scopePaths", "region"],
      hint: "`region`",
    },
  ],
  reserved_path: [
    { read: () => readWhen(JSON.parse('{"__proto__":"x"}')), path: [...at.when, "__proto__"] },
    { read: () => readWhen({ "address.constructor": "x" }), path: [...at.when, "address.constructor"] },
  ],
  path_through_array: [{ read: () => readWhen({ "tags.0": "a" }), path: [...at.when, "tags.0"], hint: "$has" }],
  opaque_path: [
    { read: () => readWhen({ extra: "x" }), path: [...at.when, "extra"], hint: "$exists" },
    { read: () => readWhen({ "extra.inside": "x" }), path: [...at.when, "extra.inside"] },
    { read: () => readWhen({ address: "x" }), path: [...at.when, "address"], hint: "dotted path" },
  ],
  literal_type: [
    { read: () => readWhen({ amount: "100" }), path: [...at.when, "amount"] },
    { read: () => readWhen({ cents: 100 }), path: [...at.when, "cents"] },
    { read: () => readWhen({ hot: "true" }), path: [...at.when, "hot"] },
    { read: () => readWhen({ ownerId: { $in: ["a", 5] } }), path: [...at.when, "ownerId", "$in", 1] },
    { read: () => readWhen({ closedAt: "2026-03-01" }), path: [...at.when, "closedAt"] },
    { read: () => readWhen({ closedAt: 1.5 }), path: [...at.when, "closedAt"] },
    { read: () => readWhen({ stage: true }), path: [...at.when, "stage"] },
  ],
  not_in_enum: [{ read: () => readWhen({ stage: "opne" }), path: [...at.when, "stage"], hint: "did you mean `open`?" }],
  operator_type: [
    { read: () => readWhen({ ownerId: { $lt: "m" } }), path: [...at.when, "ownerId", "$lt"], hint: "ordering" },
    { read: () => readWhen({ stage: { $gte: "open" } }), path: [...at.when, "stage", "$gte"] },
    { read: () => readWhen({ amount: { $startsWith: "1" } }), path: [...at.when, "amount", "$startsWith"] },
  ],
  scalar_operator_on_array: [
    { read: () => readWhen({ tags: "a" }), path: [...at.when, "tags"], hint: "$has" },
    { read: () => readWhen({ tags: { $in: ["a"] } }), path: [...at.when, "tags", "$in"], hint: "$has" },
    { read: () => readWhen({ tags: { $ref: "principal.id" } }), path: [...at.when, "tags"], hint: "$has" },
  ],
  list_operator_on_scalar: [
    { read: () => readWhen({ stage: { $has: "won" } }), path: [...at.when, "stage", "$has"], hint: "$eq" },
    { read: () => readWhen({ stage: { $hasAny: ["won"] } }), path: [...at.when, "stage", "$hasAny"] },
  ],
  not_a_scope_path: [
    { read: () => readWhen({ ownerId: { $under: "EMEA" } }), path: [...at.when, "ownerId", "$under"] },
    {
      read: () => readRule({ forbid: "read", who: { id: { $under: "EMEA" } } }),
      path: [...at.rule, "who", "id", "$under"],
    },
  ],
  ambiguous_scope_path: [
    {
      read: () =>
        readPolicy(trusted(readDeal({ scopePaths: { region: "region", project: "region" } })), {
          id: "crm",
          version: 1,
          roles: {},
          rules: { deal: [{ forbid: "read", when: { region: { $under: "EMEA" } } }] },
        }),
      path: ["rules", "deal", 0, "when", "region", "$under"],
    },
  ],
  unknown_reference: [
    {
      read: () => readWhen({ ownerId: { $ref: "principal.idd" } }),
      path: [...at.when, "ownerId", "$ref"],
      hint: "did you mean `principal.id`?",
    },
    {
      read: () => readWhen({ ownerId: { $ref: "user.id" } }),
      path: [...at.when, "ownerId", "$ref"],
      hint: "`principal`",
    },
    { read: () => readWhen({ ownerId: { $ref: "principal.__proto__" } }), path: [...at.when, "ownerId", "$ref"] },
  ],
  reference_type: [
    {
      read: () => readWhen({ ownerId: { $ref: "principal.attributes.limit" } }),
      path: [...at.when, "ownerId", "$ref"],
    },
    {
      read: () => readWhen({ ownerId: { $ref: "principal.attributes.teams" } }),
      path: [...at.when, "ownerId", "$ref"],
    },
    {
      read: () => readWhen({ ownerId: { $in: { $ref: "principal.id" } } }),
      path: [...at.when, "ownerId", "$in", "$ref"],
    },
    { read: () => readWhen({ ownerId: { $ref: "record.extra" } }), path: [...at.when, "ownerId", "$ref"] },
    { read: () => readWhen({ ownerId: { $ref: "now" } }), path: [...at.when, "ownerId", "$ref"] },
  ],
  record_in_who: [
    {
      read: () => readRule({ forbid: "read", who: { id: { $ref: "record.ownerId" } } }, "deal"),
      path: ["rules", "deal", 0, "who", "id", "$ref"],
      hint: "when",
    },
  ],
  plus_without_date: [
    { read: () => readWhen({ ownerId: { $ref: "principal.id", plus: "1d" } }), path: [...at.when, "ownerId", "plus"] },
  ],

  empty_requirement: [
    { read: () => readRequire({}), path: at.require },
    { read: () => readRequire({ session: {} }), path: [...at.require, "session"] },
    { read: () => readRequire({ device: {} }), path: [...at.require, "device"] },
    { read: () => readRequire({ network: {} }), path: [...at.require, "network"] },
  ],
  unknown_mfa_method: [
    { read: () => readRequire({ mfa: { methods: ["fido"] } }), path: [...at.require, "mfa", "methods", 0] },
  ],
  factors_out_of_range: [
    { read: () => readRequire({ mfa: { factors: 4 } }), path: [...at.require, "mfa", "factors"] },
    { read: () => readRequire({ mfa: { factors: 1.5 } }), path: [...at.require, "mfa", "factors"] },
  ],
  only_true: [
    { read: () => readRequire({ device: { managed: false } }), path: [...at.require, "device", "managed"] },
    { read: () => readRequire({ justification: false }), path: [...at.require, "justification"] },
  ],
  invalid_country: [
    {
      read: () => readRequire({ network: { countries: ["de"] } }),
      path: [...at.require, "network", "countries", 0],
      hint: "did you mean `DE`?",
    },
    {
      read: () => readRequire({ network: { notCountries: ["Germany"] } }),
      path: [...at.require, "network", "notCountries", 0],
    },
  ],
  invalid_time_zone: [
    {
      read: () => schedule({ timeZone: "Europe/Berlni" }),
      path: [...at.require, "schedule", "timeZone"],
      hint: "Europe/Berlin",
    },
    { read: () => schedule({ timeZone: "+01:00" }), path: [...at.require, "schedule", "timeZone"] },
  ],
  invalid_local_time: [
    { read: () => schedule({ from: "8:00" }), path: [...at.require, "schedule", "from"] },
    { read: () => schedule({ from: "24:00" }), path: [...at.require, "schedule", "from"] },
    { read: () => schedule({ until: "24:01" }), path: [...at.require, "schedule", "until"] },
  ],
  invalid_day: [{ read: () => schedule({ days: ["monday"] }), path: [...at.require, "schedule", "days", 0] }],
  empty_schedule: [{ read: () => schedule({ from: "08:00", until: "08:00" }), path: [...at.require, "schedule"] }],
  distinct_from_type: [
    {
      read: () => readRequire({ approval: { by: "manager", distinctFrom: ["closedAt"] } }),
      path: [...at.require, "approval", "distinctFrom", 0],
    },
  ],
  distinct_from_under_wildcard: [
    {
      read: () => readRule({ require: { approval: { by: "manager", distinctFrom: ["ownerId"] } }, for: "read" }),
      path: [...at.rule, "require", "approval", "distinctFrom"],
    },
  ],

  unknown_role: [
    {
      read: () => readRequire({ approval: { by: "mangaer" } }),
      path: [...at.require, "approval", "by"],
      hint: "did you mean `manager`?",
    },
    { read: () => readRep({ assignableBy: ["mangr"] }), path: [...at.rep, "assignableBy", 0], hint: "`manager`" },
    { read: () => readRep({ extends: ["manger"] }), path: [...at.rep, "extends", 0], hint: "`manager`" },
    { read: () => assignment({ role: "gest" }), path: ["role"], hint: "`guest`" },
    { read: () => assignment({ role: "toString" }), path: ["role"] },
    {
      read: () =>
        policy({
          roles: { a: { title: "a" }, b: { title: "b" } },
          separationOfDuty: [{ id: "s", roles: ["a", "b", "c"], atMost: 1 }],
        }),
      path: ["separationOfDuty", 0, "roles", 2],
    },
  ],
  too_many_roles: [
    {
      read: () => roles(Object.fromEntries(Array.from({ length: MAX_ROLES + 1 }, (_, n) => [`r${n}`, {}]))),
      path: ["roles"],
    },
  ],
  extends_itself: [{ read: () => readRep({ extends: ["rep"] }), path: [...at.rep, "extends", 0] }],
  cyclic_extends: [
    {
      read: () => roles({ a: { extends: ["b"] }, b: { extends: ["c"] }, c: { extends: [{ role: "a" }] } }),
      path: ["roles", "c", "extends", 0, "role"],
    },
  ],
  unknown_statement_id: [
    {
      read: () =>
        roles({
          a: { statements: { deal: [{ id: "close-won", allow: "read" }] } },
          b: { extends: [{ role: "a", without: ["close-wno"] }] },
        }),
      path: ["roles", "b", "extends", 0, "without", 0],
      hint: "did you mean `close-won`?",
    },
  ],
  positional_id: [
    {
      read: () => readRep({ extends: [{ role: "manager", without: ["manager.deal#0"] }] }),
      path: [...at.rep, "extends", 0, "without", 0],
      hint: "`id`",
    },
  ],
  contradictory_holders: [{ read: () => readRep({ maxHolders: 1, minHolders: 2 }), path: [...at.rep, "minHolders"] }],
  separation_of_duty_range: [
    {
      read: () =>
        policy({
          roles: { a: { title: "a" }, b: { title: "b" } },
          separationOfDuty: [{ id: "s", roles: ["a", "b"], atMost: 2 }],
        }),
      path: ["separationOfDuty", 0, "atMost"],
    },
  ],
  separation_of_duty_conflict: [
    {
      read: () =>
        policy({
          roles: { a: { title: "a" }, b: { title: "b", extends: ["a"] }, c: { title: "c", extends: ["b"] } },
          separationOfDuty: [{ id: "s", roles: ["a", "c"], atMost: 1 }],
        }),
      path: ["roles", "c"],
    },
    { read: () => extra({ both: { title: "Both", extends: ["rep", "guest"] } }), path: ["roles", "both"] },
  ],
  too_many_separation_sets: [
    { read: () => policy({ separationOfDuty: Array(101).fill({}) }), path: ["separationOfDuty"] },
  ],
  redefined_role: [{ read: () => extra({ rep: { title: "Mine" } }), path: ["roles", "rep"] }],
  guard_left_out: [
    {
      read: () => extra({ mine: { title: "Mine", extends: [{ role: "rep", without: ["no-export"] }] } }),
      path: ["roles", "mine", "extends", 0, "without", 0],
    },
    {
      read: () => extra({ mine: { title: "Mine", extends: [{ role: "senior", without: ["no-export"] }] } }),
      path: ["roles", "mine", "extends", 0, "without", 0],
    },
    {
      read: () =>
        extra({
          mine: { title: "Mine", extends: ["senior"] },
          two: { title: "Two", extends: [{ role: "mine", without: ["no-export"] }] },
        }),
      path: ["roles", "two", "extends", 0, "without", 0],
    },
  ],

  role_or_statements: [
    { read: () => grant({}), path: [] },
    { read: () => grant({ role: "guest", statements: {} }), path: [] },
  ],
  empty_grant: [{ read: () => grant({ statements: { deal: [] }, scope: { region: "*" } }), path: ["statements"] }],
  missing_scope: [
    { read: () => assignment({ role: "rep", validFrom: 0, validUntil: 1 }), path: [], hint: '"*"' },
    { read: () => assignment({ role: "senior" }), path: [] },
    { read: () => grant({ statements: { deal: [{ allow: "read" }] } }), path: [] },
    { read: () => grant({ statements: { "*": [{ allow: "read" }] }, scope: { region: ["DE"] } }), path: ["scope"] },
  ],
  empty_scope: [{ read: () => assignment({ scope: { region: [] } }), path: ["scope", "region"] }],
  wildcard_in_scope: [{ read: () => assignment({ scope: { region: ["DE", "*"] } }), path: ["scope", "region", 1] }],
  empty_window: [
    { read: () => assignment({ validFrom: 5, validUntil: 5 }), path: ["validUntil"] },
    { read: () => assignment({ validFrom: "2026-03-01T00:00:00Z", validUntil: new Date(0) }), path: ["validUntil"] },
  ],
  missing_window: [{ read: () => assignment({ role: "rep", scope: { region: ["DE"] }, validUntil: 5 }), path: [] }],
  window_too_long: [
    {
      read: () => assignment({ role: "rep", scope: { region: ["DE"] }, validFrom: 0, validUntil: 91 * 86_400_000 }),
      path: ["validUntil"],
    },
  ],
  invalid_state: [{ read: () => assignment({ state: "eligable" }), path: ["state"], hint: "did you mean `eligible`?" }],
};

function field(definition: unknown): Read<unknown> {
  return readModel({ resources: { note: resource({ fields: [definition], actions: ["read"] }) } });
}

function schedule(keys: Record<string, unknown>): Read<unknown> {
  const usual = { timeZone: "Europe/Berlin", days: ["mon"], from: "08:00", until: "18:00" };
  return readRequire({ schedule: { ...usual, ...keys } });
}

describe("every definition issue code", () => {
  for (const [code, cases] of Object.entries(CASES)) {
    it(`${code} is reported, once, where the mistake is`, () => {
      expect(cases.length).toBeGreaterThan(0);
      for (const { read, path, hint, among } of cases) {
        const issues = issuesOf(read());
        const own = issues.filter((issue) => issue.code === code);
        expect(among === true ? own.map((issue) => issue.code) : issues.map((issue) => issue.code)).toEqual([code]);
        expect(own[0]?.path).toEqual(path);
        if (hint !== undefined) expect(own[0]?.hint).toContain(hint);
        expect(own[0]?.message).toMatch(/^[^\n]{5,400}$/);
      }
    });
  }
});

describe("the issues of one definition", () => {
  it("are reported all at once", () => {
    const read = policy({
      version: 0,
      roles: {
        rep: {
          titel: "x",
          extends: ["rep"],
          statements: { deal: [{ allow: "raed" }, { allow: "read", when: { x: 1, stage: "no" } }] },
        },
      },
      rules: { deal: [{ allow: "read" }] },
      separationOfDuty: [{ id: "s", roles: ["rep"], atMost: 1 }],
    });
    expect(new Set(issuesOf(read).map((issue) => issue.code))).toEqual(
      new Set([
        "invalid_count",
        "unknown_key",
        "missing_key",
        "unknown_action",
        "unknown_path",
        "not_in_enum",
        "allow_in_rules",
        "separation_of_duty_range",
        "extends_itself",
      ]),
    );
  });

  it("are frozen", () => {
    const issues = issuesOf(readRep({ title: 5 }));
    expect(Object.isFrozen(issues)).toBe(true);
    expect(Object.isFrozen(issues[0])).toBe(true);
  });

  it("never break a message over lines, whatever the name", () => {
    const [issue] = issuesOf(readWhen({ "a\nb`c\u2028": 1 }));
    expect(issue?.message).not.toMatch(/[\n\u2028]/);
  });
});
