import { describe, expect, it } from "vitest";
import { summariseRoles } from "../../../../src/lifecycle/people/summary.js";
import type { Assignment } from "../../../../src/model/assignment.js";
import type { StatementData } from "../../../../src/model/statement-data.js";
import { crmPolicy } from "../../../../src/presets/index.js";
import { deals, policyOf } from "../../fixtures/access.js";
import { firm, held } from "../firm.js";

const policy = firm.toJSON();

/** What a role with one statement on deals says. */
function said(statement: StatementData, assignment: Partial<Assignment> = {}) {
  const [summary] = summariseRoles(deals(statement), [{ id: "a1", role: "rep", ...assignment } as Assignment]);
  return [...(summary?.allows ?? []), ...(summary?.forbids ?? []), ...(summary?.requires ?? [])];
}

describe("the summary of what somebody can do", () => {
  it("says for each role what it allows, where, and under which conditions", () => {
    expect(summariseRoles(policy, [held("a1", "rep", { scope: { region: ["DE", "AT"] } })])).toEqual([
      {
        assignmentId: "a1",
        title: "Sales rep",
        state: "active",
        allows: [
          "Can read `deal` in region `DE` or `AT`.",
          "Can update `deal` in region `DE` or `AT`, where `ownerId` is the person's own id: `stage` and `amount`.",
        ],
        forbids: ["Cannot update `deal` in region `DE` or `AT`, where `stage` is won: `amount`."],
        requires: [],
      },
    ]);
  });

  it("names fields where they are not all, by whichever list is shorter", () => {
    expect(said({ allow: "read" })).toEqual(["Can read `deal`: all fields but `margin`."]);
    expect(said({ allow: "read", fields: ["id", "stage"] })).toEqual(["Can read `deal`: `id` and `stage`."]);
  });

  it("leaves out what nobody can write", () => {
    expect(said({ allow: ["read", "update"], fields: ["id"] })).toEqual(["Can read `deal`: `id`."]);
    expect(said({ allow: "update", fields: ["id", "stage"] })).toEqual(["Can update `deal`: `stage`."]);
  });

  it("makes one sentence of actions that are allowed alike", () => {
    expect(said({ allow: ["read", "export", "delete"], fields: ["stage"] })).toEqual([
      "Can read, export and delete `deal`: `stage`.",
    ]);
  });

  it("says what is shown in part, what a record must be afterwards, and what is asked for", () => {
    expect(said({ allow: "read", masked: { phone: "last4" } })).toEqual(["Can read `deal`: in part, `phone` (last4)."]);
    expect(said({ allow: "update", fields: ["stage"], to: { stage: "won" } })).toEqual([
      "Can update `deal`, if afterwards `stage` is won: `stage`.",
    ]);
    expect(said({ require: { mfa: {}, approval: { by: "rep" }, justification: true }, for: "export" })).toEqual([
      'To export `deal`: a second factor, the approval of "Rep" and a reason needed.',
    ]);
  });

  it("says nothing of a scope that is everything, or that does not bound the type", () => {
    const everywhere: Assignment = { id: "a1", role: "rep", scope: { region: "*" } };
    expect(said({ allow: "read", fields: ["id"] }, everywhere)).toEqual(["Can read `deal`: `id`."]);
    const [payer] = summariseRoles(policy, [held("a1", "payer", { scope: { region: ["DE"] } })]);
    expect(payer?.allows).toEqual(["Can read and pay `invoice`."]);
  });

  it("says when, and whether it has to be activated", () => {
    const window = {
      validFrom: Date.UTC(2026, 2, 1),
      validUntil: "2026-04-01T00:00:00+02:00",
      state: "eligible",
    } as const;
    expect(summariseRoles(policy, [held("a1", "payer", window)])[0]).toMatchObject({
      state: "eligible",
      window: "from 2026-03-01 00:00 UTC until 2026-03-31 22:00 UTC",
    });
  });

  it("reads direct grants, and lets nothing be allowed by what cannot be read", () => {
    const grant: Assignment = { id: "g1", statements: { deal: [{ allow: "export" }] }, scope: { region: ["DE"] } };
    const broken = { id: "g2", statements: "all" } as unknown as Assignment;
    const unknown: Assignment = { id: "a1", role: "constructor" };
    expect(summariseRoles(policy, [grant, broken, unknown]).map(({ title, allows }) => [title, allows])).toEqual([
      ["direct grant", ["Can export `deal` in region `DE`."]],
      ["direct grant", []],
      ["constructor", []],
    ]);
  });

  it("follows extension, and leaves out what is left out", () => {
    const base = { title: "Base", statements: { deal: [{ id: "r", allow: "read" }, { allow: "export" }] } } as const;
    const roles = { base, part: { title: "Part", extends: [{ role: "base", without: ["r"] }] } };
    const [part] = summariseRoles(policyOf({}, { roles }), [{ id: "a1", role: "part" }]);
    expect(part?.allows).toEqual(["Can export `deal`: all fields but `margin`."]);
  });

  it("has something to say about every role of the preset, and describes it", () => {
    const crm = crmPolicy.toJSON();
    for (const role of Object.keys(crm.roles)) {
      const [summary] = summariseRoles(crm, [{ id: "a1", role, scope: { region: ["DE"] } }]);
      expect(summary?.allows.length).toBeGreaterThan(0);
      expect(summary?.description).toBe(crm.roles[role]?.description);
    }
  });
});
