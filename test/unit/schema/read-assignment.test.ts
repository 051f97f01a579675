import { describe, expect, it } from "vitest";
import { readAssignment } from "../../../src/schema/read-assignment.js";
import { readPolicy } from "../../../src/schema/read-policy.js";
import { issuesOf, model, trusted } from "./fixtures.js";

const policy = trusted(
  readPolicy(model, {
    id: "crm",
    version: 1,
    roles: {
      rep: { title: "Rep", scopedBy: ["region"] },
      project_rep: { title: "Project rep", scopedBy: ["project"], extends: ["rep"] },
      free: { title: "Free" },
      contractor: { title: "Contractor", maxDuration: "90d" },
    },
  }),
);

describe("an assignment that is read", () => {
  it("becomes plain, frozen JSON", () => {
    const read = trusted(
      readAssignment(policy, {
        id: "a1",
        role: "rep",
        scope: { region: ["DE", "Atlantis"], project: "*" },
        validFrom: new Date(0),
        validUntil: "2026-03-01T00:00:00+01:00",
        state: "eligible",
        grantedBy: "u1",
        reason: "a cover",
      }),
    );
    expect(read).toEqual({
      id: "a1",
      role: "rep",
      scope: { region: ["DE", "Atlantis"], project: "*" },
      validFrom: "1970-01-01T00:00:00.000Z",
      validUntil: "2026-03-01T00:00:00+01:00",
      state: "eligible",
      grantedBy: "u1",
      reason: "a cover",
    });
    expect(Object.isFrozen(read.scope?.region)).toBe(true);
  });

  it("needs a scope for the dimensions of the role and of all that it extends", () => {
    const issues = issuesOf(readAssignment(policy, { id: "a1", role: "project_rep" }));
    expect(issues.map((issue) => issue.code)).toEqual(["missing_scope", "missing_scope"]);
    expect(readAssignment(policy, { id: "a1", role: "project_rep", scope: { project: ["p1"], region: "*" } }).ok).toBe(
      true,
    );
  });

  it("may narrow by further dimensions", () => {
    expect(readAssignment(policy, { id: "a1", role: "free", scope: { region: ["DE"] } }).ok).toBe(true);
  });

  it("lasts as long as the role lets it, to the millisecond", () => {
    const window = { id: "a1", role: "contractor", validFrom: 0 };
    expect(readAssignment(policy, { ...window, validUntil: 90 * 86_400_000 }).ok).toBe(true);
    expect(readAssignment(policy, { ...window, validUntil: 90 * 86_400_000 + 1 }).ok).toBe(false);
  });

  it("is read from JSON text", () => {
    expect(readAssignment(policy, '{"id":"a1","role":"free"}').ok).toBe(true);
  });
});

describe("a direct grant that is read", () => {
  const statements = {
    deal: [
      { allow: "read", when: { closedAt: { $lt: new Date(0) } } },
      { id: "f", forbid: "export" },
    ],
  };

  it("has its statements normalised", () => {
    const read = trusted(readAssignment(policy, { id: "g1", statements, scope: { region: "*" } }));
    expect(read.statements?.deal?.[0]?.when).toEqual({ closedAt: { $lt: "1970-01-01T00:00:00.000Z" } });
  });

  it("needs a scope for each dimension that its types have a path for", () => {
    const report = { report: [{ allow: "read" }] };
    const scopes = (given: object, scope: object) =>
      issuesOf(readAssignment(policy, { id: "g1", statements: given, scope })).map((issue) => issue.message);
    expect(scopes(statements, { project: "*" })).toEqual(["the grant needs a scope for the dimension `region`"]);
    expect(scopes(report, { region: "*" })).toEqual(["the grant needs a scope for the dimension `project`"]);
    expect(scopes({ ...report, ...statements }, {})).toHaveLength(2);
  });

  it("has its statements checked like a role's", () => {
    const wrong = { deal: [{ allow: "raed" }, { allow: "read", who: { kind: "guest" } }, { allow: "read", when: {} }] };
    const issues = issuesOf(readAssignment(policy, { id: "g1", statements: wrong, scope: { region: "*" } }));
    expect(issues.map((issue) => issue.code)).toEqual(["unknown_action", "who_outside_rules", "empty_condition"]);
  });

  it("may have a type without statements, beside others", () => {
    const some = { deal: [{ allow: "read" }], report: [] };
    expect(readAssignment(policy, { id: "g1", statements: some, scope: { region: "*", project: "*" } }).ok).toBe(true);
  });

  it("may require the approval of a role of the policy", () => {
    const approvalBy = (by: string) => ({ deal: [{ require: { approval: { by } }, for: "read" }] });
    expect(readAssignment(policy, { id: "g1", statements: approvalBy("rep"), scope: { region: "*" } }).ok).toBe(true);
    expect(readAssignment(policy, { id: "g1", statements: approvalBy("boss"), scope: { region: "*" } }).ok).toBe(false);
  });
});
