import { inspect } from "node:util";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Explanation } from "../../../src/decide/explanation.js";
import type { Assignment } from "../../../src/model/assignment.js";
import { scenario } from "../../../src/testing/arb/scenario.js";
import { SEED } from "../../seed.js";
import { type Case, canBeMet, casesOf, cured, trials } from "./explain-cases.js";

const SCENARIOS = 120;

let cases: readonly Case[] = [];

beforeAll(() => {
  const drawn = fc.sample(scenario({ maxFacts: 8, maxRequests: 12 }), { numRuns: SCENARIOS, seed: SEED });
  cases = drawn.flatMap(casesOf);
});

function holds(check: (one: Case) => void): void {
  cases.forEach((one, index) => {
    try {
      check(one);
    } catch (error) {
      const { facts, request, explanation } = one;
      const about = inspect({ facts, request, explanation }, { depth: 8 });
      throw new Error(`case ${index} of seed ${SEED}\n${about}`, { cause: error });
    }
  });
}

/** What counts of the statements that one of the sides holds. */
function statementsOf({ considered }: Explanation, id: string) {
  const counting = considered.filter(({ principalId, counts }) => principalId === id && counts);
  return {
    allows: counting.filter(({ verb }) => verb === "allow"),
    forbids: counting.filter(({ verb }) => verb === "forbid"),
    unmet: counting.filter(({ isMet }) => isMet === false),
  };
}

/** Whether somebody acts on their own behalf: then the two sides cannot be told apart by name. */
function hasOneId({ principalId, onBehalfOf }: Explanation): boolean {
  return principalId === onBehalfOf;
}

describe("an explanation", () => {
  it("S41 is of the decision", () => {
    holds(({ explanation, decide }) => expect(explanation.decision).toEqual(decide()));
  });

  it("S41 names no allow as counting where it says that nothing allows it", () => {
    holds(({ explanation }) => {
      for (const refusal of explanation.refusals) {
        if (refusal.reason !== "no_grant" || hasOneId(explanation)) continue;
        const { allows, forbids } = statementsOf(explanation, refusal.principalId);
        const granted = allows.flatMap(({ fields }) => fields);
        // without a field, what is granted may be forbidden where it is, and not granted elsewhere
        const open = refusal.fields ?? granted.filter((field) => !forbids.some(({ fields }) => fields.includes(field)));
        expect(granted.filter((field) => open.includes(field))).toEqual([]);
      }
    });
  });

  it("S41 names what forbids, and what is unmet", () => {
    holds(({ explanation }) => {
      for (const { reason, principalId, fields } of explanation.refusals) {
        const { forbids, unmet } = statementsOf(explanation, principalId);
        const named = reason === "forbidden" ? forbids : reason === "requirement_unmet" ? unmet : null;
        if (named === null) continue;
        const concerned = new Set(named.flatMap((one) => one.fields));
        expect(concerned.size).toBeGreaterThan(0);
        for (const field of fields ?? []) expect(concerned).toContain(field);
        if (reason === "requirement_unmet") for (const one of named) expect(one.wants).not.toEqual([]);
      }
    });
  });

  it("S41 of a yes names for each field an allow of each side, no forbid, and nothing unmet", () => {
    holds(({ explanation }) => {
      const { decision, principalId, onBehalfOf, fields } = explanation;
      if (decision.outcome !== "allow") return;
      for (const id of onBehalfOf === null ? [principalId] : [principalId, onBehalfOf]) {
        const { allows, forbids, unmet } = statementsOf(explanation, id);
        expect(allows).not.toEqual([]);
        for (const field of fields ?? []) {
          expect(allows.some((one) => one.fields.includes(field))).toBe(true);
          expect([...forbids, ...unmet].some((one) => one.fields.includes(field))).toBe(false);
        }
      }
    });
  });

  it("S41 counts every statement that determined the decision", () => {
    holds(({ explanation: { decision, considered } }) => {
      const counting = considered.filter(({ counts }) => counts).map(({ statement }) => statement);
      const refs = decision.statements.filter(({ id }) => id !== "session.expiresAt");
      for (const ref of refs) expect(counting).toContainEqual(ref);
    });
  });

  it("S41 says of each statement why it does not count, or that it does", () => {
    holds(({ explanation }) => {
      for (const { counts, failed, isMet, verb } of explanation.considered) {
        expect(failed === null).toBe(counts);
        expect(isMet === null).toBe(!(counts && verb === "require"));
      }
    });
  });

  it("S41 says who says no whenever somebody does", () => {
    holds(({ explanation: { decision, refusals, onBehalfOf, fields } }) => {
      if (decision.outcome !== "deny") return expect(refusals).toEqual([]);
      // without a field, what one side may the other may not
      if (onBehalfOf !== null && fields === null) return;
      expect(refusals.map(({ reason }) => reason)).toContain(decision.reason);
    });
  });

  it("S41 names exactly the fields that are refused", () => {
    holds(({ facts, explanation, request, decide }) => {
      const { fields, decision, refusals } = explanation;
      // what is changed, or given to create, is asked for whatever else is
      if (fields === null || decision.outcome !== "deny" || request.action === "create" || request.changes) return;
      const refused = fields.filter(
        (field) => decide(facts, facts.now, { ...request, fields: [field] }).outcome === "deny",
      );
      expect(fields.filter((field) => refusals.some((refusal) => refusal.fields?.includes(field)))).toEqual(refused);
    });
  });

  it("S41 is readable: each line says something", () => {
    holds(({ explanation }) => {
      const text = String(explanation);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\n\n|\n$| \.|\.\.|,,/);
      expect(text.split("\n").length).toBeLessThan(60);
    });
  });
});

describe("a way to yes", () => {
  it.each(["log_in", "activate", "wait", "renew", "widen", "be_assigned"] as const)("S41 %s: helps", (kind) => {
    holds((one) => {
      const ways = one.explanation.ways.filter((way) => way.kind === kind);
      for (const way of ways) {
        const outcomes = trials(one, way).map(({ facts, now }) => one.decide(facts, now).outcome);
        expect(outcomes.some((outcome) => outcome !== "deny")).toBe(true);
      }
    });
  });

  it("S41 meet: turns the answer into a yes", () => {
    holds(({ facts, explanation, decide }) => {
      const requirements = explanation.ways.flatMap((way) => (way.kind === "meet" ? way.requirements : []));
      // who approves, and may, is not ours to make up here; a reason belongs to the request
      if (requirements.length === 0 || requirements.some(({ kind }) => kind === "approval")) return;
      if (requirements.some((unmet) => unmet.kind === "justification" || !canBeMet(unmet))) return;
      expect(decide(cured(facts, requirements)).outcome).toBe("allow");
    });
  });

  it("S41 activate: is found whenever it helps", () => {
    holds((one) => {
      const { facts, explanation, decide } = one;
      const { decision, ways, onBehalfOf } = explanation;
      if (decision.outcome !== "deny" || onBehalfOf !== null) return;
      for (const assignment of facts.assignments) {
        if (assignment.state !== "eligible" || decision.reason !== "no_grant") continue;
        const { state: _state, ...active } = assignment;
        const assignments = facts.assignments.map((other) => (other === assignment ? (active as Assignment) : other));
        if (decide({ ...facts, assignments }).outcome === "deny") continue;
        expect(ways.some((way) => way.kind === "activate" && way.assignment === assignment.id)).toBe(true);
      }
    });
  });
});
