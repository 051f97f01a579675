import type { PolicyData } from "../../model/policy-data.js";
import type { StatementData } from "../../model/statement-data.js";
import { quote } from "../text.js";
import type { LintFinding } from "./finding.js";
import { bundleOf, isAllow, type Placed, statementsOfRole, statementsOfRules } from "./placed.js";
import { fieldsIn } from "./reach.js";

/** Statements that say what another of the same bundle says already. */
export function identicalStatements(policy: PolicyData): readonly LintFinding[] {
  const roles = Object.keys(policy.roles).map((role) => ({
    own: new Set(statementsOfRole(policy, role).map(pathText)),
    bundle: bundleOf(policy, role),
  }));
  const rules = statementsOfRules(policy);
  const groups = [...roles, { own: new Set(rules.map(pathText)), bundle: rules }];
  return groups.flatMap(({ own, bundle }) => {
    const seen = new Map<string, Placed>();
    // inherited ones first, so that the role's own copy is what is reported
    const ordered = [
      ...bundle.filter((placed) => !own.has(pathText(placed))),
      ...bundle.filter((placed) => own.has(pathText(placed))),
    ];
    return ordered.flatMap((placed) => {
      const key = `${placed.type} ${meaning(placed.statement)}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, placed);
      return before === undefined || !own.has(pathText(placed)) ? [] : [identical(placed, before)];
    });
  });
}

function pathText(placed: Placed): string {
  return JSON.stringify(placed.path);
}

/** What a statement says, but for its name and reason; the order of keys does not count. */
function meaning({ id: _, why: __, ...rest }: StatementData): string {
  return JSON.stringify(rest, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}

function identical(placed: Placed, before: Placed): LintFinding {
  return {
    code: "identical_statement",
    severity: "warning",
    path: placed.path,
    message: `it says what ${quote(before.path.join("."))} says`,
    hint: "leave one out",
  };
}

/** Masked fields that the same role reads in full, on every record. */
export function shadowedMasks(policy: PolicyData): readonly LintFinding[] {
  return Object.keys(policy.roles).flatMap((role) => {
    const bundle = bundleOf(policy, role);
    return statementsOfRole(policy, role).flatMap(({ statement, path, type }) => {
      if (!isAllow(statement) || statement.masked === undefined) return [];
      const raw = bundle.filter(
        (other) =>
          isAllow(other.statement) &&
          other.statement.masked === undefined &&
          other.statement.when === undefined &&
          (other.type === type || other.type === "*") &&
          includesActions(other.statement.allow, statement.allow),
      );
      const readable = new Set(raw.flatMap((other) => [...fieldsIn(policy.model, type, other.statement)]));
      const shadowed = Object.keys(statement.masked).filter((field) => readable.has(field));
      return shadowed.map(
        (field): LintFinding => ({
          code: "shadowed_mask",
          severity: "warning",
          path: [...path, "masked", field],
          message: `the role reads ${quote(field)} in full by another statement: the mask hides nothing`,
          hint: "make the field `sensitive`, or except it there",
        }),
      );
    });
  });
}

function includesActions(all: string | readonly string[], some: string | readonly string[]): boolean {
  const having = new Set(typeof all === "string" ? [all] : all);
  return having.has("*") || (typeof some === "string" ? [some] : some).every((action) => having.has(action));
}
