import { describe, expect, it } from "vitest";
import type { Assignment } from "../../../../src/model/assignment.js";
import { accessTo, ask, deals, policyOf, rep } from "../../fixtures/access.js";

/** An assignment one part of which can be read until it breaks. */
function breakable(part: string, assignment: Assignment) {
  let isBroken = false;
  const given = Object.defineProperty({ ...assignment }, part, {
    enumerable: true,
    get: () => {
      if (isBroken) throw new Error("boom");
      return (assignment as unknown as Record<string, unknown>)[part];
    },
  });
  const breakIt = () => {
    isBroken = true;
  };
  return { given, breakIt };
}

describe("S7 facts that throw later than they were first read", () => {
  it("leave of a no the decision, and that it could not be worked out", () => {
    const { given, breakIt } = breakable("state", rep());
    const access = accessTo(deals({ allow: "export" }), { assignments: [given] });
    breakIt();
    const explanation = access.explain(ask("read", { fields: ["id"] }));
    expect(explanation).toMatchObject({
      principalId: "u1",
      onBehalfOf: null,
      action: "read",
      type: "deal",
      fields: null,
      decision: { outcome: "deny", reason: "indeterminate" },
      refusals: [{ principalId: "u1", reason: "indeterminate", fields: null }],
      considered: [],
      ways: [],
    });
    expect(String(explanation).split("\n")).toEqual([
      "No: u1 may not read this deal.",
      "The answer could not be worked out, which counts as a no.",
    ]);
  });

  it("leave of a yes the decision", () => {
    const { given, breakIt } = breakable("scope", { id: "b", role: "other", scope: { region: ["FR"] } });
    const other = { title: "Other", statements: { deal: [{ allow: "read" as const }] } };
    const access = accessTo(policyOf({ deal: [{ allow: "read" }] }, { roles: { other } }), {
      assignments: [rep(), given],
    });
    breakIt();
    const explanation = access.explain(ask("read"));
    expect(explanation).toMatchObject({ decision: { outcome: "allow" }, refusals: [], considered: [], ways: [] });
    expect(String(explanation).split("\n")).toEqual([
      "Yes: u1 may read this deal.",
      "It is granted by:",
      '  - the role "Rep" (rep.deal#0)',
    ]);
  });

  it("leave the words of an explanation that was given before", () => {
    const { given, breakIt } = breakable("validUntil", rep());
    const explanation = accessTo(deals({ allow: "export" }), { assignments: [given] }).explain(ask("read"));
    const before = String(explanation).split("\n");
    breakIt();
    expect(String(explanation).split("\n")).toEqual(before);
  });
});
