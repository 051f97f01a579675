import type { Decision, DenyReason, StatementRef, UnmetRequirement } from "../model/decision.js";
import type { ConsideredStatement } from "./considered.js";
import type { WayToYes } from "./ways.js";

/** What is put into words. */
export interface Explained {
  readonly principalId: string;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly type: string;
  readonly fields: readonly string[] | null;
  readonly decision: Decision;
  readonly considered: readonly ConsideredStatement[];
  readonly ways: readonly WayToYes[];
}

type TitleOf = (role: string) => string;

/** Says an explanation in words that can be read to the person who asked. */
export function explanationText(explained: Explained, titleOf: TitleOf): string {
  const { decision } = explained;
  const lines = [headline(explained), ...reasons(explained, titleOf)];
  if (explained.ways.length > 0) lines.push("What helps:", ...explained.ways.flatMap((way) => wayLines(way, titleOf)));
  for (const { message } of decision.errors) lines.push(`Note: ${message}; what cannot be checked counts as a no.`);
  if (decision.validUntil !== null) lines.push(`This may change on ${instant(decision.validUntil)}.`);
  return lines.join("\n");
}

function headline({ principalId, onBehalfOf, action, type, fields, decision }: Explained): string {
  const who = onBehalfOf === null ? principalId : `${principalId}, on behalf of ${onBehalfOf},`;
  const what = fields === null ? `this ${type}` : `${fields.map((field) => `\`${field}\``).join(", ")} of this ${type}`;
  switch (decision.outcome) {
    case "allow":
      return `Yes: ${who} may ${action} ${what}.`;
    case "challenge":
      return `Not yet: ${who} may ${action} ${what} after one more step.`;
    case "deny":
      return `No: ${who} may not ${action} ${what}.`;
  }
}

const REASONS: Readonly<Record<DenyReason, string>> = {
  invalid_request: "The request makes no sense.",
  indeterminate: "The answer could not be worked out, which counts as a no.",
  principal_inactive: "The account is not active for this: it is not yet, or no longer, in use, or may only read.",
  session_revoked: "The session was ended; log in again.",
  forbidden: "It is forbidden, whatever else is granted:",
  no_grant: "Nothing that is held allows it.",
  requirement_unmet: "It is granted, but not under these circumstances:",
};

function reasons(explained: Explained, titleOf: TitleOf): readonly string[] {
  const { decision } = explained;
  switch (decision.outcome) {
    case "allow":
      return ["It is granted by:", ...decision.statements.map((ref) => `  - ${name(ref, titleOf)}`)];
    case "challenge":
      return [];
    case "deny":
      return [
        REASONS[decision.reason],
        ...decision.statements.map((ref) => `  - ${name(ref, titleOf)}`),
        ...(decision.reason === "no_grant" ? nearMisses(explained, titleOf) : []),
      ];
  }
}

function name({ id, role, assignment, why }: StatementRef, titleOf: TitleOf): string {
  const source =
    role !== undefined ? ` of the role "${titleOf(role)}"` : assignment !== undefined ? " of a direct grant" : "";
  return why === undefined ? `${id}${source}` : `${why} (${id}${source})`;
}

const MISSED: Readonly<Record<NonNullable<ConsideredStatement["failed"]>, string>> = {
  fields: "only for the fields",
  who: "only for people of whom",
  when: "only where",
  to: "only if afterwards",
  scope: "only within its scope of",
};

/** The allows that came close: what each of them wants. */
function nearMisses({ considered }: Explained, titleOf: TitleOf): readonly string[] {
  return considered
    .filter(({ verb, failed }) => verb === "allow" && failed !== null)
    .map(({ statement, failed, operands }) => {
      const test = failed === null ? "" : `${MISSED[failed]} ${operands.join(failed === "fields" ? ", " : " and ")}`;
      return `  - ${name(statement, titleOf)} allows it ${test}`;
    });
}

function wayLines(way: WayToYes, titleOf: TitleOf): readonly string[] {
  switch (way.kind) {
    case "meet":
      return way.requirements.map((unmet) => `  - ${cure(unmet, titleOf)}${because(unmet.statement)}`);
    case "activate":
      return [`  - Activate the role "${way.title}", for which there is an eligible assignment (${way.assignment}).`];
    case "wait":
      return [`  - Wait: the role "${titleOf(way.role)}" (${way.assignment}) begins on ${instant(way.from)}.`];
    case "renew":
      return [
        `  - Ask for a renewal: the role "${titleOf(way.role)}" (${way.assignment}) ended on ${instant(way.ended)}.`,
      ];
    case "be_assigned": {
      const by = way.by.map((role) => `"${titleOf(role)}"`).join(" or ");
      return [`  - Ask ${by === "" ? "an administrator" : `somebody who is ${by}`} for the role "${way.title}".`];
    }
  }
}

function because({ why, id }: StatementRef): string {
  return why === undefined ? ` (${id})` : `: ${why} (${id})`;
}

function cure(unmet: UnmetRequirement, titleOf: TitleOf): string {
  switch (unmet.kind) {
    case "mfa": {
      const methods = unmet.methods === undefined ? "" : ` by ${unmet.methods.join(" or ")}`;
      const resistant = unmet.phishingResistant ? " that resists phishing" : "";
      const fresh = unmet.withinMs === undefined ? "" : ` within the last ${length(unmet.withinMs)}`;
      return `Confirm who you are with ${unmet.factors} kind${unmet.factors === 1 ? "" : "s"} of proof${methods}${resistant}${fresh}`;
    }
    case "reauthenticate":
      return "Log in again";
    case "approval": {
      const missing = unmet.count - unmet.given;
      return `Get the approval of ${missing} ${missing === 1 ? "person who is" : "people who are"} "${titleOf(unmet.by)}"`;
    }
    case "justification":
      return "Give a reason";
  }
}

const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

function length(ms: number): string {
  const [unit, size] = UNITS.find(([, whole]) => ms >= whole && ms % whole === 0) ?? ["millisecond", 1];
  const count = ms / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function instant(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : "an unknown date";
}
