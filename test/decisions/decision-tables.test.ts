import { readdirSync, readFileSync } from "node:fs";
import { type Decision, parsePolicy } from "castellan";
import { crmPolicy } from "castellan/presets";
import { referenceDecide, referenceMask, referenceView } from "castellan/testing";
import { describe, expect, it } from "vitest";
import { questionKeys, type Row, sentence, tableSchema } from "./row.js";
import { type Situation, situationOf } from "./situation.js";

// the tables are read as a product manager wrote them: by name, without the preset's types
const parsed = parsePolicy(crmPolicy.toJSON());
if (!parsed.ok) throw new Error(`the preset does not survive being stored: ${JSON.stringify(parsed.issues)}`);
const policy = parsed.policy;
type Access = ReturnType<typeof policy.access>;

const tables = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".json") && name !== "fixtures.json")
  .map((name) => tableSchema.parse(JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"))));

for (const table of tables) {
  describe(table.title, () => {
    it.each(table.rows.map((row) => ({ row, name: sentence(row, table) })))("$name", ({ row }) => {
      const situation = situationOf(row, table);
      const access = policy.access(situation.facts);
      if (row.may === "see") expectView(row, situation, access);
      else expectDecision(row, situation, access);
    });
  });
}

describe("the tables", () => {
  it("speak of every role that the preset has", () => {
    const roles = tables.flatMap((table) =>
      table.rows.flatMap((row) => situationOf(row, table).facts.assignments.map(({ role }) => role)),
    );
    expect([...new Set(roles)].sort()).toEqual(Object.keys(crmPolicy.toJSON().roles).sort());
  });

  it.each(tables)("$title: give every row a counterpart that differs in one fact and in the answer", (table) => {
    const alone = table.rows.filter((row) => !table.rows.some((other) => isCounterpart(row, other)));
    expect(alone.map((row) => sentence(row, table))).toEqual([]);
  });

  it.each(tables)("$title: ask no question twice", (table) => {
    const questions = table.rows.map((row) => JSON.stringify(questionKeys.map((key) => row[key])));
    expect(questions.filter((question, index) => questions.indexOf(question) !== index)).toEqual([]);
  });
});

function expectDecision(row: Row, { facts, request }: Situation, access: Access): void {
  const decision = access.decide(request);
  expect(asText(decision)).toBe(row.expect);
  expect(asText(referenceDecide(policy.toJSON(), facts, request))).toBe(row.expect);
  if (row.by !== undefined) expect(decision.statements.map(({ id }) => id)).toEqual(row.by);
  // the short questions give the same answer wherever they can be asked at all
  if (
    row.changes === undefined &&
    row.saying === undefined &&
    (row.field !== undefined || request.action !== "create")
  ) {
    const { action, type, record } = request;
    expect(access.outcome(action, type, record, row.field)).toBe(decision.outcome);
    expect(access.can(action, type, record, row.field)).toBe(decision.outcome === "allow");
  }
}

function expectView(row: Row, { facts, request: { type, record } }: Situation, access: Access): void {
  const field = row.field ?? "";
  expect(access.view(type, record, field)).toBe(row.expect);
  expect(Reflect.get(access.mask(type, record), field)).toBe(row.shows);
  expect(referenceView({ policy, facts }, type, record, field)).toBe(row.expect);
  expect(referenceMask({ policy, facts }, type, record)[field]).toBe(row.shows);
}

function asText(decision: Decision): string {
  if (decision.outcome === "deny") return `deny: ${decision.reason}`;
  if (decision.outcome === "allow") return "allow";
  const order = ["mfa", "reauthenticate", "approval", "justification"];
  const kinds = [...new Set(decision.requirements.map(({ kind }) => kind))];
  return `challenge: ${kinds.sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(", ")}`;
}

function isCounterpart(row: Row, other: Row): boolean {
  const differing = questionKeys.filter((key) => JSON.stringify(row[key]) !== JSON.stringify(other[key]));
  return differing.length === 1 && (row.expect !== other.expect || row.shows !== other.shows);
}
