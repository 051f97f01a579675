import {
  type Access,
  type Assignment,
  defineModel,
  type Policy,
  type PolicyData,
  parsePolicy,
  resource,
  type StatementData,
  type UnknownVocabulary,
} from "../../../src/index.js";

/** Noon of a Monday. */
export const NOW = Date.UTC(2026, 2, 2, 12);

export const model = defineModel({
  dimensions: {
    region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } } },
    project: { flat: true },
  },
  principal: {
    attributes: [
      { name: "teams", type: "string", array: true, optional: true },
      { name: "desk", type: "string", optional: true },
    ],
  },
  resources: {
    deal: resource({
      fields: [
        { name: "id", type: "string" },
        { name: "ownerId", type: "string" },
        { name: "region", type: "string" },
        { name: "stage", type: "enum", values: ["open", "won", "lost"] },
        { name: "amount", type: "number" },
        { name: "margin", type: "number" },
        { name: "phone", type: "string" },
        { name: "closedAt", type: "date", nullable: true },
        { name: "tags", type: "string", array: true },
        { name: "meta", type: "opaque", optional: true },
        { name: "size", type: "object", optional: true, fields: [{ name: "length", type: "number" }] },
      ],
      actions: ["create", "read", "update", "delete", "export"],
      readOnlyActions: ["read"],
      scopePaths: { region: "region", project: null },
      immutable: ["id"],
      sensitive: ["margin"],
    }),
    report: resource({
      fields: [
        { name: "id", type: "string" },
        { name: "project", type: "string" },
      ],
      actions: ["read", "export"],
      readOnlyActions: ["read"],
      scopePaths: { region: null, project: "project" },
    }),
  },
});

export const deal = {
  id: "d1",
  ownerId: "u3",
  region: "DE",
  stage: "open",
  amount: 5,
  margin: 1,
  phone: "+49 30 1234567",
  closedAt: null,
  tags: ["new"],
} as const;

type Statements = Readonly<Record<string, readonly StatementData[]>>;

/** A policy of roles by name. Names are texts, as they come from a database: attackers are not type-checked. */
export function policyOf(roles: PolicyData["roles"], rules: Statements = {}): Policy<UnknownVocabulary> {
  const read = parsePolicy({ id: "p", version: 1, model: model.toJSON(), roles, rules });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.policy;
}

/** A policy with one role, `rep`, that no dimension scopes and that says this of deals. */
export function repOf(
  statements: readonly StatementData[],
  rules: readonly StatementData[] = [],
): Policy<UnknownVocabulary> {
  return policyOf({ rep: { title: "Rep", statements: { deal: statements } } }, { deal: rules });
}

export const holdsRep: readonly Assignment[] = [{ id: "a1", role: "rep" }];

export const principal = { id: "u1", kind: "employee", status: "active" } as const;

/** The access of `u1`, with whatever facts are given: some tests give facts that no type allows. */
export function open(policy: Policy<UnknownVocabulary>, facts: object = {}): Access<UnknownVocabulary> {
  return policy.access({ principal, assignments: holdsRep, session: null, now: NOW, ...facts });
}

/** Runs something while every object inherits a value. */
export function polluted<T>(key: string, value: unknown, run: () => T): T {
  Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true, enumerable: true });
  try {
    return run();
  } finally {
    Reflect.deleteProperty(Object.prototype, key);
  }
}
