import type { AccessFacts, RequestData } from "../../../../src/model/access-facts.js";
import type { Assignment } from "../../../../src/model/assignment.js";
import type { ModelData } from "../../../../src/model/model-data.js";
import type { PolicyData, RoleData } from "../../../../src/model/policy-data.js";
import type { Session } from "../../../../src/model/session.js";
import type { StatementData, StatementsData } from "../../../../src/model/statement-data.js";

/** 2026-03-02T10:00:00Z, a Monday. */
export const NOW = Date.UTC(2026, 2, 2, 10);
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

export const model: ModelData = {
  dimensions: {
    region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } } },
    team: { flat: true },
  },
  principal: {
    attributes: [
      { name: "department", type: "string", optional: true },
      { name: "teams", type: "string", array: true, optional: true },
      { name: "level", type: "number" },
    ],
  },
  resources: {
    deal: {
      fields: [
        { name: "id", type: "string" },
        { name: "ownerId", type: "string" },
        { name: "region", type: "string", nullable: true },
        { name: "stage", type: "enum", values: ["open", "won", "lost"] },
        { name: "amount", type: "number", nullable: true },
        { name: "margin", type: "number", optional: true },
        { name: "phone", type: "string", nullable: true },
        { name: "closedAt", type: "date", nullable: true },
        { name: "tags", type: "string", array: true, optional: true },
        { name: "address", type: "object", optional: true, fields: [{ name: "city", type: "string" }] },
      ],
      actions: ["create", "read", "update", "delete", "export", "reassign"],
      readOnlyActions: ["read"],
      changingActions: ["update", "reassign"],
      scopePaths: { region: "region", team: null },
      immutable: ["id"],
      sensitive: ["margin"],
      fieldGroups: { financial: ["amount", "margin"] },
    },
    report: {
      fields: [
        { name: "id", type: "string" },
        { name: "title", type: "string" },
        { name: "teams", type: "string", array: true, optional: true },
      ],
      actions: ["read", "export"],
      readOnlyActions: ["read"],
      changingActions: [],
      scopePaths: { region: null, team: "teams" },
      immutable: [],
      sensitive: [],
      fieldGroups: {},
    },
  },
};

export const deal = {
  id: "d1",
  ownerId: "u1",
  region: "DE",
  stage: "open",
  amount: 100,
  margin: 7,
  phone: "+49 30 901820",
  closedAt: null,
  tags: ["hot"],
};
export const report = { id: "r1", title: "Q1", teams: ["north", "south"] };

/** A session of somebody who logged in with a password an hour ago and did something a minute ago. */
export const session: Session = {
  id: "s1",
  authenticatedAt: NOW - HOUR,
  lastActiveAt: NOW - MINUTE,
  factors: [{ method: "pwd", at: NOW - HOUR }],
};

export const principal = { id: "u1", kind: "employee", status: "active", attributes: { level: 3 } } as const;

/** A policy with the role `rep`, unless other roles are given. */
export function policyOf(
  statements: StatementsData,
  rest: { rules?: StatementsData; rep?: Partial<RoleData>; roles?: Record<string, RoleData> } = {},
): PolicyData {
  const rep: RoleData = { title: "Rep", statements, ...rest.rep };
  return { id: "crm", version: 1, model, roles: { rep, ...rest.roles }, rules: rest.rules ?? {}, separationOfDuty: [] };
}

/** A policy whose role `rep` has statements on deals. */
export function deals(...statements: StatementData[]): PolicyData {
  return policyOf({ deal: statements });
}

/** A policy whose role `rep` may do everything, under rules on deals. */
export function ruled(...rules: StatementData[]): PolicyData {
  return policyOf({ deal: [{ id: "all", allow: "*" }] }, { rules: { deal: rules } });
}

/** Facts about `u1`, who holds `rep`, unless something else is said. */
export function factsOf(rest: Partial<AccessFacts> = {}): AccessFacts {
  return { principal, assignments: [rep()], session, now: NOW, ...rest };
}

/** An assignment of `rep`. */
export function rep(rest: Partial<Assignment> = {}): Assignment {
  return { id: "a1", role: "rep", ...rest } as Assignment;
}

/** A request about {@link deal}. */
export function ask(action: string, rest: Partial<RequestData> = {}): RequestData {
  return { action, type: "deal", record: deal, ...rest };
}
