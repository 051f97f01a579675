import * as z from "zod";
import type { DefinitionIssue } from "../../../src/model/errors.js";
import type { ModelData } from "../../../src/model/model-data.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { Read } from "../../../src/schema/read.js";
import { readModel } from "../../../src/schema/read-model.js";
import { readPolicy } from "../../../src/schema/read-policy.js";

/** What `resource(…)` gives. */
export function resource(definition: unknown) {
  return { definition };
}

/** A deal, as an author defines it. */
export const dealDefinition = {
  schema: z.object({
    id: z.string(),
    ownerId: z.string(),
    region: z.string(),
    stage: z.enum(["open", "won", "lost"]),
    amount: z.number(),
    cents: z.bigint(),
    margin: z.number(),
    hot: z.boolean(),
    closedAt: z.date().nullable(),
    tags: z.array(z.string()),
    scores: z.array(z.number()),
    address: z.object({ city: z.string(), zip: z.string().optional() }),
    extra: z.unknown(),
    phone: z.string().optional(),
  }),
  actions: ["create", "read", "update", "delete", "export"],
  readOnlyActions: ["read", "export"],
  scopePaths: { region: "region", project: null },
  immutable: ["id"],
  sensitive: ["margin"],
  fieldGroups: { financial: ["amount", "margin"] },
};

/** A report: scoped by project alone, never changed. */
export const reportDefinition = {
  fields: [
    { name: "id", type: "string" },
    { name: "projects", type: "string", array: true },
  ],
  actions: ["read", "print"],
  readOnlyActions: ["read"],
  scopePaths: { region: null, project: "projects" },
};

/** A model, as an author defines it. */
export const modelDefinition = {
  dimensions: {
    region: { tree: { EMEA: { DE: {}, FR: {} }, US: {} } },
    project: { flat: true },
  },
  principal: {
    attributes: z.object({
      level: z.enum(["junior", "senior"]).optional(),
      teams: z.array(z.string()).default([]),
      limit: z.number(),
      hiredAt: z.date().optional(),
    }),
  },
  resources: { deal: resource(dealDefinition), report: resource(reportDefinition) },
};

/** The value of a reading that must succeed. */
export function trusted<T>(read: Read<T>): T {
  if (!read.ok) throw new Error(JSON.stringify(read.issues, null, 1));
  return read.value;
}

/** The issues of a reading that must fail. */
export function issuesOf(read: Read<unknown>): readonly DefinitionIssue[] {
  if (read.ok) throw new Error("the reading succeeded");
  return read.issues;
}

export const model: ModelData = trusted(readModel(modelDefinition));

/** Reads a model that differs from the usual one in some keys of its deal. */
export function readDeal(keys: Record<string, unknown>): Read<ModelData> {
  return readModel({ ...modelDefinition, resources: { deal: resource({ ...dealDefinition, ...keys }) } });
}

/** Reads a policy of one role, `rep`, beside a `manager`. */
export function readRep(role: Record<string, unknown>): Read<PolicyData> {
  return readPolicy(model, {
    id: "crm",
    version: 1,
    roles: { rep: { title: "Rep", ...role }, manager: { title: "Manager" } },
  });
}

/** Reads a policy whose only role has one statement on deals. */
export function readStatement(statement: unknown): Read<PolicyData> {
  return readRep({ statements: { deal: [statement] } });
}

/** Reads a policy whose only rule is this one. */
export function readRule(rule: unknown, type = "*"): Read<PolicyData> {
  return readPolicy(model, {
    id: "crm",
    version: 1,
    roles: { manager: { title: "Manager" } },
    rules: { [type]: [rule] },
  });
}

/** Reads an allow on deals with a condition. */
export function readWhen(when: unknown): Read<PolicyData> {
  return readStatement({ allow: "read", when });
}

/** Reads a rule with a requirement. */
export function readRequire(require: unknown): Read<PolicyData> {
  return readRule({ require, for: "read" }, "deal");
}

/** Where things stand in what the functions above read. */
export const at = {
  statement: ["roles", "rep", "statements", "deal", 0],
  when: ["roles", "rep", "statements", "deal", 0, "when"],
  rule: ["rules", "*", 0],
  require: ["rules", "deal", 0, "require"],
  rep: ["roles", "rep"],
  deal: ["resources", "deal"],
} as const;
