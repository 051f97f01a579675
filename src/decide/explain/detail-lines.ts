import type { CompiledPolicy } from "../../compile/policy.js";
import type { StatementRef } from "../../model/decision.js";
import type { ConsideredStatement, Explanation, FailedTest, Refusal } from "../explanation.js";
import { sortStatements } from "../order.js";
import { SESSION_END } from "../statement-ref.js";
import { listed, nameOf, titleOf } from "./words.js";

/** So many statements are told of at most: those that came nearest. */
const MAX_LINES = 8;

/** A refusal, with the statements as they stand to what is refused. */
interface Detailed extends Refusal {
  readonly lookedAt: readonly ConsideredStatement[];
}

/** What stands under a refusal, each in a line: the statements that say no, or those that nearly said yes. */
export function detailLines(
  { reason, fields, lookedAt }: Detailed,
  { action, decision }: Pick<Explanation, "action" | "decision">,
  policy: CompiledPolicy,
): readonly string[] {
  const forbids = sortStatements(
    lookedAt.filter(({ verb, counts }) => verb === "forbid" && counts).map(({ statement }) => statement),
  ).map((ref) => refLine(ref, policy));
  switch (reason) {
    case "forbidden":
      return shortened(forbids);
    case "no_grant": {
      const misses = nearMisses(lookedAt, action, policy);
      // without a field, what is granted of some fields may be forbidden, and the rest not granted
      const isGranted = fields === null && lookedAt.some(({ verb, counts }) => verb === "allow" && counts);
      return shortened(isGranted ? [...misses, ...forbids.map(forbidden)] : misses);
    }
    case "requirement_unmet": {
      const unmet = lookedAt.filter(({ isMet }) => isMet === false);
      const hasEnded = decision.statements.some(({ id }) => id === SESSION_END.id);
      return shortened([
        ...unmet.flatMap(({ statement, wants }) => wants.map((words) => `${words}${because(statement)}`)),
        ...(hasEnded ? [`Log in again${because(SESSION_END)}`] : []),
      ]);
    }
    default:
      return [];
  }
}

function forbidden(line: string): string {
  return `What is granted is forbidden: ${line}`;
}

function shortened(all: readonly string[]): readonly string[] {
  const lines = [...new Set(all)];
  const rest = lines.length - MAX_LINES;
  const shown = rest > 1 ? [...lines.slice(0, MAX_LINES), `… and ${rest} more`] : lines;
  return shown.map((line) => `  - ${line}`);
}

/** A statement by its reason, or by where it comes from. */
export function refLine(ref: StatementRef, policy: CompiledPolicy): string {
  const source = sourceOf(ref, policy);
  if (ref.why === undefined) return `${source} (${ref.id})`;
  return ref.assignment === undefined ? `${ref.why} (${ref.id})` : `${ref.why} (${ref.id}, ${source})`;
}

/** The reason of a statement, to be put behind a sentence. */
export function because({ why, id }: StatementRef): string {
  return why === undefined ? ` (${id})` : `: ${why} (${id})`;
}

function sourceOf({ role, assignment }: StatementRef, policy: CompiledPolicy): string {
  if (role !== undefined) return `the role "${titleOf(policy, role)}"`;
  return assignment === undefined ? "a rule of the policy" : `the direct grant ${nameOf(assignment)}`;
}

type Sentence = (subject: string, what: readonly string[], action: string) => string;

/** What is said of an allow that fails a test; the nearest to a yes first. */
const MISSES: Readonly<Record<FailedTest, Sentence>> = {
  attenuated: () => "This access was narrowed, and leaves it out.",
  changes: (subject, what) =>
    `${subject} allows it only if afterwards ${what.join(" and ")}, and the request does not say what it changes.`,
  to: (subject, what, action) =>
    `${subject} allows it only ${action === "create" ? "where" : "if afterwards"} ${what.join(" and ")}.`,
  scope: (subject, what) => `${subject} allows it only for ${what.join(" and ")}.`,
  when: (subject, what) => `${subject} allows it only where ${what.join(" and ")}.`,
  who: (subject, what) => `${subject} allows it only to people of whom ${what.join(" and ")}.`,
  immutable: (_subject, what) => `${listed(what, "and")} never changes once it is there.`,
  masked: (subject, what) => `${subject} shows ${listed(what, "and")} in part only.`,
  fields: (subject, what) =>
    `${subject} allows it only for ${what.length > MAX_FIELDS ? "other fields" : listed(what, "and")}.`,
};

/** More fields than that are not worth reading aloud. */
const MAX_FIELDS = 5;

/** Those that are about no statement in particular. */
const GENERAL: ReadonlySet<FailedTest> = new Set<FailedTest>(["attenuated", "immutable"]);

/** The allows that do not hold: what each of them wants. */
function nearMisses(
  lookedAt: readonly ConsideredStatement[],
  action: string,
  policy: CompiledPolicy,
): readonly string[] {
  const misses = lookedAt.flatMap(({ verb, failed, wants, statement }) =>
    verb === "allow" && failed !== null ? [{ failed, wants, statement }] : [],
  );
  return NEAREST_FIRST.flatMap((test) => {
    const idsBySentence = new Map<string, Set<string>>();
    for (const { failed, wants, statement } of misses) {
      if (failed !== test) continue;
      const source = sourceOf(statement, policy);
      const sentence = MISSES[test](`${source.charAt(0).toUpperCase()}${source.slice(1)}`, wants, action);
      idsBySentence.set(sentence, (idsBySentence.get(sentence) ?? new Set()).add(statement.id));
    }
    return [...idsBySentence]
      .map(([sentence, ids]) => (GENERAL.has(test) ? sentence : `${sentence} (${[...ids].join(", ")})`))
      .sort();
  });
}

const NEAREST_FIRST = Object.keys(MISSES) as readonly FailedTest[];
