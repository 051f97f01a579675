import { parsePolicy } from "castellan";
import { crmPolicy } from "castellan/presets";
import { referenceDecide, referenceMask, referenceView } from "castellan/testing";
import { describe, expect, it } from "vitest";
import { questionKeys, type Row, sentence } from "./row.js";
import { type Situation, situationOf } from "./situation.js";
import { type Answer, answerOf, inWords, tables } from "./tables.js";

// the tables are read as a product manager wrote them: by name, without the preset's types
const parsed = parsePolicy(crmPolicy.toJSON());
if (!parsed.ok) throw new Error(`the preset does not survive being stored: ${JSON.stringify(parsed.issues)}`);
const policy = parsed.policy;

for (const table of tables) {
  describe(table.title, () => {
    it.each(table.rows.map((row) => ({ row, name: sentence(row, table) })))("$name", ({ row }) => {
      const situation = situationOf(row, table);
      const { outcome, by, shows } = answerOf(policy, row, situation);
      expect(outcome).toBe(row.expect);
      expect(shows).toBe(row.shows);
      if (row.by !== undefined) expect(by).toEqual(row.by);
    });

    it("is answered alike by the naive reference evaluator", () => {
      const answers = table.rows.map((row) => ({
        row: sentence(row, table),
        ...referenceAnswer(row, situationOf(row, table)),
      }));
      const expected = table.rows.map((row) => ({
        row: sentence(row, table),
        ...answerOf(policy, row, situationOf(row, table)),
      }));
      expect(answers).toEqual(expected);
    });

    it("is answered alike by the short questions, wherever they can be asked", () => {
      for (const row of table.rows) {
        const { facts, request } = situationOf(row, table);
        const { action, type, record } = request;
        // a short question gives no changes and no reason, and asks of one field at most
        if (row.may === "see" || row.changes !== undefined || row.saying !== undefined) continue;
        if (action === "create" && row.field === undefined) continue;
        const access = policy.access(facts);
        const outcome = access.decide(request).outcome;
        expect(access.outcome(action, type, record, row.field), sentence(row, table)).toBe(outcome);
        expect(access.can(action, type, record, row.field), sentence(row, table)).toBe(outcome === "allow");
      }
    });

    it("gives every row a counterpart that differs in one fact and in the answer", () => {
      const alone = table.rows.filter((row) => !table.rows.some((other) => isCounterpart(row, other)));
      expect(alone.map((row) => sentence(row, table))).toEqual([]);
    });

    it("asks no question twice", () => {
      const questions = table.rows.map((row) => JSON.stringify(questionKeys.map((key) => row[key])));
      expect(questions.filter((question, index) => questions.indexOf(question) !== index)).toEqual([]);
    });
  });
}

it("speak of every role that the preset has", () => {
  const roles = tables.flatMap((table) =>
    table.rows.flatMap((row) => situationOf(row, table).facts.assignments.map(({ role }) => role)),
  );
  expect([...new Set(roles)].sort()).toEqual(Object.keys(crmPolicy.toJSON().roles).sort());
});

function referenceAnswer(row: Row, { facts, request }: Situation): Answer {
  const { type, record } = request;
  if (row.may !== "see") {
    const decision = referenceDecide(policy, facts, request);
    return { outcome: inWords(decision), by: decision.statements.map(({ id }) => id), shows: undefined };
  }
  const field = row.field ?? "";
  const access = { policy, facts };
  return {
    outcome: referenceView(access, type, record, field),
    by: [],
    shows: referenceMask(access, type, record)[field],
  };
}

function isCounterpart(row: Row, other: Row): boolean {
  const differing = questionKeys.filter((key) => JSON.stringify(row[key]) !== JSON.stringify(other[key]));
  return differing.length === 1 && (row.expect !== other.expect || row.shows !== other.shows);
}
