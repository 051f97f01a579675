import { toMilliseconds } from "../../model/duration.js";
import { toEpochMs } from "../../model/instant.js";
import type { AssignmentOrigin, HeldAssignment, Muting } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { mayHandOut, mayTakeAway } from "../authority.js";
import type { CommandFields } from "../command-fields.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { nameOf } from "./parties.js";

/** What an assignment that is to be handed out may say. */
export const ASSIGNMENT_PARTS: readonly string[] = [
  "role",
  "statements",
  "scope",
  "validFrom",
  "validUntil",
  "state",
  "emergency",
  "reason",
];

/** What goes without saying. */
export interface AssignmentDefaults {
  /** Epoch ms: it begins then at the earliest. */
  readonly notBefore?: number;
  readonly reason?: string | undefined;
}

/**
 * Makes an assignment of what came with a command: checked as the policy does before one is stored, and not over already.
 * Whether the actor may hand it out is another question.
 *
 * A role with a `maxDuration` needs an end that is said: nothing is guessed about how long somebody has access.
 *
 * @throws CommandRefusedError `invalid_command`, `unknown_role`, `end_required`, `too_long`, `expired`
 */
export function newAssignment(at: Situation, fields: CommandFields, defaults: AssignmentDefaults = {}): HeldAssignment {
  const role = fields.optionalText("role", 256);
  const validUntil = fields.optionalInstant("validUntil");
  const validFrom = earliest(fields.optionalInstant("validFrom"), defaults.notBefore);
  const emergency = fields.optionalFlag("emergency");
  const state = fields.optionalOneOf("state", ["active", "eligible"]);
  const reason = fields.optionalText("reason", 2_000) ?? defaults.reason;
  if (emergency === true && state !== "eligible") {
    throw fields.refusal("emergency", 'is for eligible assignments: say `state: "eligible"` as well');
  }
  return checkedAssignment(
    at,
    {
      id: at.newId(),
      ...(role === undefined ? {} : { role }),
      ...present("statements", fields.value("statements")),
      ...present("scope", fields.value("scope")),
      ...present("validFrom", validFrom ?? (boundOf(at, role) === undefined ? undefined : at.now)),
      ...present("validUntil", validUntil),
      ...present("state", state),
      grantedBy: nameOf(at.actor),
      ...present("reason", reason),
    },
    {
      grantedAt: at.now,
      origin: { kind: "command" },
      ...(emergency === true ? { emergency } : {}),
    },
  );
}

/** An assignment before it is read. */
export interface AssignmentJson {
  readonly id: string;
  readonly role?: string;
  readonly statements?: unknown;
  readonly scope?: unknown;
  readonly validFrom?: unknown;
  readonly validUntil?: unknown;
  readonly state?: unknown;
  readonly grantedBy?: string;
  readonly reason?: string;
}

/** What castellan keeps on an assignment beside what the policy reads. */
export interface AssignmentNotes {
  readonly grantedAt?: number;
  readonly origin?: AssignmentOrigin;
  readonly muted?: Muting;
  readonly emergency?: boolean;
}

/**
 * Reads an assignment as the policy does, and makes sure that it is not over.
 *
 * @param json - with instants in epoch ms
 * @throws CommandRefusedError `invalid_command`, `unknown_role`, `end_required`, `too_long`, `expired`
 */
export function checkedAssignment(at: Situation, json: AssignmentJson, notes: AssignmentNotes): HeldAssignment {
  const { role, validFrom, validUntil } = json;
  if (role !== undefined && at.governance.role(role) === undefined) {
    throw refusal("unknown_role", `there is no role ${quote(role)}`);
  }
  if (validUntil !== undefined && toEpochMs(validUntil) <= at.now) {
    throw refusal("expired", "the assignment would be over before it begins: its `validUntil` is not in the future");
  }
  const most = boundOf(at, role);
  if (most !== undefined) {
    const demand = `role ${quote(role)} is assigned for at most ${JSON.stringify(at.governance.role(role ?? "")?.maxDuration)}`;
    if (validUntil === undefined) throw refusal("end_required", `${demand}: give a \`validUntil\``);
    if (toEpochMs(validUntil) - toEpochMs(validFrom) > most) throw refusal("too_long", demand);
  }
  const read = at.parseAssignment(json);
  if (read.ok) return { ...read.assignment, ...notes };
  const [issue] = read.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : `${quote(issue.path.join("."))}: `;
  throw refusal(
    "invalid_command",
    `the assignment cannot be taken: ${where}${issue?.message ?? "it is no assignment"}`,
  );
}

/** Reads an assignment anew that is there already and was changed. */
export function changedAssignment(at: Situation, changed: HeldAssignment): HeldAssignment {
  const { grantedAt, origin, muted, emergency, ...json } = changed;
  return checkedAssignment(at, json, {
    ...(grantedAt === undefined ? {} : { grantedAt }),
    ...(origin === undefined ? {} : { origin }),
    ...(muted === undefined ? {} : { muted }),
    ...(emergency === undefined ? {} : { emergency }),
  });
}

/** @throws CommandRefusedError `not_authorised` */
export function assertMayHandOut(at: Situation, assignment: HeldAssignment): void {
  if (!mayHandOut(at, at.actor, assignment)) {
    throw refusal(
      "not_authorised",
      `the actor may not hand out ${wordsOf(assignment)} in this scope and for this long`,
    );
  }
}

/** @throws CommandRefusedError `not_authorised` */
export function assertMayTakeAway(at: Situation, assignment: HeldAssignment): void {
  if (!mayTakeAway(at, at.actor, assignment)) {
    throw refusal("not_authorised", `the actor may not take away ${wordsOf(assignment)} in this scope`);
  }
}

function wordsOf({ role }: HeldAssignment): string {
  return role === undefined ? "a direct grant" : `role ${quote(role)}`;
}

/** The longest window of a role, in milliseconds. */
function boundOf(at: Situation, role: string | undefined): number | undefined {
  const most = role === undefined ? undefined : at.governance.role(role)?.maxDuration;
  return most === undefined ? undefined : toMilliseconds(most);
}

function earliest(given: number | undefined, notBefore: number | undefined): number | undefined {
  if (given === undefined || notBefore === undefined) return given ?? notBefore;
  return Math.max(given, notBefore);
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: Value });
}
