import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  MAX_FIELDS,
  MAX_ISSUES,
  MAX_JSON_LENGTH,
  MAX_NAME_LENGTH,
  MAX_ROLES,
  MAX_SEPARATION_SETS,
  MAX_TEXT_LENGTH,
  MAX_TREE_DEPTH,
  MAX_VALUES,
} from "../../../src/schema/limits.js";
import { readModel } from "../../../src/schema/read-model.js";
import { readPolicy } from "../../../src/schema/read-policy.js";
import { readRoles } from "../../../src/schema/read-roles.js";
import { issuesOf, model, readRep, resource, trusted } from "./fixtures.js";

const codes = (read: Parameters<typeof issuesOf>[0]) => issuesOf(read).map((issue) => issue.code);

const policy = (keys: object) => readPolicy(model, { id: "crm", version: 1, roles: {}, ...keys });

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

const rolesOf = (count: number, prefix = "r") =>
  Object.fromEntries(times(count, (n) => [`${prefix}${n}`, { title: "x" }]));

const fieldsOf = (count: number) => times(count, (n) => ({ name: `f${n}`, type: "string" }));

const note = (definition: object) => readModel({ resources: { note: resource({ actions: ["read"], ...definition }) } });

const chain = (depth: number): object => (depth === 0 ? {} : { [`v${depth}`]: chain(depth - 1) });

const nestedZod = (depth: number): z.ZodType => (depth === 0 ? z.string() : z.object({ a: nestedZod(depth - 1) }));

const nestedFields = (depth: number): object[] => [
  depth === 1 ? { name: "a", type: "string" } : { name: "a", type: "object", fields: nestedFields(depth - 1) },
];

describe("a bound lets through what just fits", () => {
  it("for names and texts", () => {
    const rep = (id: string) => readRep({ statements: { deal: [{ id, allow: "read" }] } });
    expect(rep("x".repeat(MAX_NAME_LENGTH)).ok).toBe(true);
    expect(codes(rep("x".repeat(MAX_NAME_LENGTH + 1)))).toEqual(["invalid_name"]);
    expect(readRep({ description: "x".repeat(MAX_TEXT_LENGTH) }).ok).toBe(true);
    expect(codes(readRep({ description: "x".repeat(MAX_TEXT_LENGTH + 1) }))).toEqual(["text_too_long"]);
  });

  it("for roles, those of a base among them", () => {
    const base = trusted(policy({ roles: rolesOf(MAX_ROLES - 1) }));
    expect(readRoles(base, { roles: rolesOf(1, "t") }).ok).toBe(true);
    expect(codes(readRoles(base, { roles: rolesOf(2, "t") }))).toEqual(["too_many_roles"]);
    expect(policy({ roles: rolesOf(MAX_ROLES) }).ok).toBe(true);
  });

  it("for separation-of-duty sets", () => {
    const sets = (count: number) => times(count, (n) => ({ id: `s${n}`, roles: ["r0", "r1"], atMost: 1 }));
    expect(policy({ roles: rolesOf(2), separationOfDuty: sets(MAX_SEPARATION_SETS) }).ok).toBe(true);
    expect(codes(policy({ roles: rolesOf(2), separationOfDuty: sets(MAX_SEPARATION_SETS + 1) }))).toEqual([
      "too_many_separation_sets",
    ]);
  });

  it("for fields, portable or zod", () => {
    expect(note({ fields: fieldsOf(MAX_FIELDS) }).ok).toBe(true);
    expect(codes(note({ fields: fieldsOf(MAX_FIELDS + 1) }))).toEqual(["too_large"]);
    const zod = (count: number) => z.object(Object.fromEntries(times(count, (n) => [`f${n}`, z.string()])));
    expect(note({ schema: zod(MAX_FIELDS) }).ok).toBe(true);
    expect(codes(note({ schema: zod(MAX_FIELDS + 1) }))).toEqual(["too_large"]);
  });

  it("for the depth of fields, the same for portable ones and zod", () => {
    const deepest = trusted(note({ schema: z.object({ a: nestedZod(16) }) }));
    expect(trusted(readModel(JSON.parse(JSON.stringify(deepest))))).toEqual(deepest);
    expect(codes(note({ schema: z.object({ a: nestedZod(17) }) }))).toEqual(["too_deep"]);
    expect(note({ fields: nestedFields(17) }).ok).toBe(true);
    expect(codes(note({ fields: nestedFields(18) }))).toContain("too_deep");
  });

  it("for the depth of a tree", () => {
    const model = (depth: number) =>
      readModel({
        dimensions: { region: { tree: chain(depth) } },
        resources: { note: resource({ fields: fieldsOf(1), actions: ["read"], scopePaths: { region: null } }) },
      });
    expect(model(MAX_TREE_DEPTH).ok).toBe(true);
    expect(codes(model(MAX_TREE_DEPTH + 1))).toEqual(["tree_too_deep"]);
  });

  it("for the issues that are reported", () => {
    const rep = (count: number) => readRep({ assignableBy: times(count, (n) => `unknown${n}`) });
    expect(issuesOf(rep(MAX_ISSUES))).toHaveLength(MAX_ISSUES);
    for (const count of [MAX_ISSUES + 1, MAX_ISSUES + 50]) {
      const issues = issuesOf(rep(count));
      expect(issues).toHaveLength(MAX_ISSUES + 1);
      expect(issues.at(-1)?.code).toBe("too_many_issues");
    }
  });

  it("for the length of JSON text", () => {
    const padded = (length: number) => '{"id":"crm","version":1,"roles":{}}'.padEnd(length, " ");
    expect(readPolicy(model, padded(MAX_JSON_LENGTH)).ok).toBe(true);
    expect(codes(readPolicy(model, padded(MAX_JSON_LENGTH + 1)))).toEqual(["too_large"]);
  });

  it("for the values of one definition", () => {
    // beside the numbers: the policy, its id, version, roles, the role, its title and the list
    const rep = (count: number) => policy({ roles: { rep: { title: "x", scopedBy: Array(count).fill(0) } } });
    expect(codes(rep(MAX_VALUES - 7))).toContain("too_many_issues");
    expect(codes(rep(MAX_VALUES - 6))).toEqual(["too_large"]);
  });
});
