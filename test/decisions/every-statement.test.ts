import { type PolicyData, parsePolicy, type StatementData, type StatementsData } from "castellan";
import { crmPolicy } from "castellan/presets";
import { describe, expect, it } from "vitest";
import { answerOf, cases, isAsExpected } from "./tables.js";

// A table that no change of the policy can break proves nothing: each change below must break a row.
const original = crmPolicy.toJSON();

describe("the decision tables notice when", () => {
  it.each(changes())("$name", ({ changed, type }) => {
    const parsed = parsePolicy(changed);
    // a change that cannot even be defined is noticed earlier
    if (!parsed.ok) return;
    const concerned = cases.filter(({ situation }) => type === "*" || situation.request.type === type);
    const broken = concerned.some(({ row, situation }) => !isAsExpected(row, answerOf(parsed.policy, row, situation)));
    expect(broken).toBe(true);
  });
});

/** Whether a statement says nothing more with a condition than others say already. */
function isRedundant(place: string, statement: StatementData, key: string): boolean {
  // whoever creates must give the region, or the record lies in nobody's scope; and the region is allowed by the statement
  // beside this one, under the same `to`. Written twice all the same: who copies one statement has the whole of it
  if (key === "to" && "allow" in statement && statement.allow === "create" && statement.fields !== undefined) {
    return !("except" in statement.fields);
  }
  // `issued-stays-issued` says it to everybody
  return place === "finance.invoice#4" && key === "when";
}

interface Change {
  readonly name: string;
  /** Whose statement is changed. */
  readonly type: string;
  readonly changed: PolicyData;
}

/** Every statement left out, and every statement without one of its conditions. */
function changes(): Change[] {
  const inRules = changedStatements("rules", original.rules, (rules) => ({ ...original, rules }));
  const inRoles = Object.entries(original.roles).flatMap(([name, role]) =>
    changedStatements(name, role.statements ?? {}, (statements) => ({
      ...original,
      roles: { ...original.roles, [name]: { ...role, statements } },
    })),
  );
  return [...inRules, ...inRoles];
}

function changedStatements(
  where: string,
  statements: StatementsData,
  put: (statements: StatementsData) => PolicyData,
): Change[] {
  return Object.entries(statements).flatMap(([type, list]) =>
    list.flatMap((statement, index) => {
      const place = statement.id ?? `${where}.${type}#${index}`;
      const replaced = (by: readonly StatementData[]) =>
        put({ ...statements, [type]: [...list.slice(0, index), ...by, ...list.slice(index + 1)] });
      const conditions = (["when", "to", "who"] as const).filter(
        (key) => key in statement && !isRedundant(place, statement, key),
      );
      return [
        { name: `${place} is left out`, type, changed: replaced([]) },
        ...conditions.map((key) => ({
          name: `${place} loses its \`${key}\``,
          type,
          changed: replaced([without(statement, key)]),
        })),
      ];
    }),
  );
}

function without(statement: StatementData, key: string): StatementData {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== key)) as unknown as StatementData;
}
