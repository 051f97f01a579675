import type { JsonObject } from "../../model/json.js";
import type { PrincipalKind } from "../../model/principal.js";
import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { isAdministrator, mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { type Finding, findPrincipal, type Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { givenAttributes } from "./attributes.js";
import { Changes } from "./changes.js";
import { assignmentFacts, principalFacts } from "./facts.js";
import { newInvitation } from "./invitation.js";
import { ASSIGNMENT_PARTS, assertMayHandOut, newAssignment } from "./new-assignment.js";
import { assertBounded, assertSponsor, isOutsider } from "./outsiders.js";
import { assertReason } from "./parties.js";

const NAMES = ["kind", "id", "attributes", "assignments", "validFrom", "validUntil", "sponsorId", "linkExpiresIn"];
const KINDS = ["employee", "guest", "service", "agent"] as const;

/**
 * Invites somebody. What they are to hold is handed out now, by whoever invites, and comes into force when they accept. The
 * token is told once and kept nowhere.
 */
export function* planInvite(given: CommandInputs["invite"], at: Situation): Planning<CommandResult<"invite">> {
  const fields = readCommand("invite", given, NAMES);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const id = yield* newPrincipalId(at, fields.optionalId("id"));
  const attributes = givenAttributes({}, fields.optionalObject("attributes") ?? {});
  const validFrom = fields.optionalInstant("validFrom");
  const validUntil = fields.optionalInstant("validUntil");
  assertWindow(at, validFrom, validUntil);
  const assignments = (fields.optionalParts("assignments", ASSIGNMENT_PARTS) ?? []).map((part) =>
    newAssignment(at, part, { reason: notes.reason }),
  );
  const kind = fields.optionalOneOf("kind", KINDS) ?? "employee";
  assertMayInviteKind(at, kind);
  const principal = {
    id,
    kind,
    status: "invited",
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
  } as const;
  const { invitation, token } = newInvitation(at, principal, fields.optionalDuration("linkExpiresIn"));
  const bare = { principal, assignments, approvals: [], requests: [], invitation, revision: 0 };
  const sponsorId = sponsorFor(at, bare, fields.optionalId("sponsorId"));
  const state: PrincipalState = sponsorId === undefined ? bare : { ...bare, sponsorId };
  assertMayInvite(at, state);
  assertBounded(at, state);
  if (sponsorId !== undefined) yield* assertSponsor(at, changes, id, sponsorId);
  changes.put(state);
  changes.tell(
    draftEvent(at, {
      type: "principal.invited",
      action: "invite",
      subject: id,
      concerns: sponsorId === undefined ? [] : [sponsorId],
      notes,
      after: invitedFacts(state, assignments),
      details: { linkExpiresAt: invitation.expiresAt },
    }),
  );
  return changes.plan({ principalId: id, token });
}

/**
 * Services and agents are no people: rules about people (a second factor, an idle session) do not reach them. Whoever may hand a
 * role to a colleague may therefore not hand it to a machine of their own, where the settings name administrators; and never to
 * a service, which needs no session at all.
 */
function assertMayInviteKind(at: Situation, kind: PrincipalKind): void {
  if (kind === "employee" || kind === "guest" || isAdministrator(at, at.actor)) return;
  if (kind === "agent" && (at.settings.administrators ?? []).length === 0) return;
  const who = "the host itself (`asSystem`), or by who holds one of the settings' `administrators`";
  throw refusal("not_authorised", `a principal of kind \`${kind}\` is invited by ${who}`);
}

/** Whether the actor may hand out all that goes with an invitation; without anything, whether they administer people. */
export function assertMayInvite(at: Situation, state: PrincipalState): void {
  for (const assignment of state.assignments) assertMayHandOut(at, assignment);
  if (state.assignments.length === 0 && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", "the actor may not invite anybody");
  }
}

function* newPrincipalId(at: Situation, wanted: string | undefined): Finding<string> {
  const id = wanted ?? at.newId();
  if ((yield* findPrincipal(id)) !== undefined) {
    throw refusal("invalid_command", `there is a principal ${quote(id)} already`);
  }
  return id;
}

function assertWindow(at: Situation, validFrom: number | undefined, validUntil: number | undefined): void {
  if (validUntil === undefined) return;
  if (validUntil <= at.now) throw refusal("expired", "`validUntil` is not in the future");
  if (validFrom !== undefined && validUntil <= validFrom) {
    throw refusal("invalid_command", "the window ends when it begins, or before");
  }
}

/** Of a guest, whoever is named, or whoever invites; others have one only if one is named. */
function sponsorFor(at: Situation, state: PrincipalState, named: string | undefined): string | undefined {
  if (named !== undefined || !isOutsider(at, state) || at.actor.kind === "system") return named;
  // behind an agent there is a human, who can answer for somebody
  return (at.actor.onBehalfOf ?? at.actor).state.principal.id;
}

function invitedFacts(state: PrincipalState, assignments: readonly HeldAssignment[]): JsonObject {
  return { ...principalFacts(state), assignments: assignments.map(assignmentFacts) };
}
