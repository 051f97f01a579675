import type { Json, JsonObject } from "../../model/json.js";
import type { SaidAssignment } from "../../model/principal-state.js";
import type { IdentityChange, OnPrincipal } from "../command.js";
import type { Notes } from "../command-fields.js";
import { type CommandFields, readCommand } from "../command-fields.js";
import { ASSIGNMENT_PARTS } from "../people/new-assignment.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import type { SaidParts, Saying } from "./said-parts.js";
import { stableId } from "./stable-id.js";

/** What came with `applyIdentity`. */
export interface ReadIdentityChange extends Saying {
  readonly principalId: string;
  readonly notes: Notes;
  /** `undefined`: whatever it was worked out from. */
  readonly basis: number | null | undefined;
}

/** How far ahead a provider's clock may be. */
export const CLOCK_AHEAD_MS = 300_000;

const LONGEST_TEXT = 1_024;
const MOST_GROUPS = 5_000;
const MOST_ASSIGNMENTS = 200;
const MOST_ATTRIBUTES = 200;

const NAMES = [
  "principalId",
  "provider",
  "saidAt",
  "active",
  "kind",
  "attributes",
  "externalId",
  "userName",
  "profile",
  "groups",
  "assignments",
  "validUntil",
  "sponsorId",
  "basis",
];

/**
 * Reads what came with the command.
 *
 * @throws CommandRefusedError `invalid_command`
 */
export function readIdentityChange(input: OnPrincipal & IdentityChange, at: Situation): ReadIdentityChange {
  const fields = readCommand("applyIdentity", input, NAMES);
  const provider = fields.id("provider");
  const saidAt = fields.instant("saidAt");
  const active = fields.optionalFlag("active");
  const common = { principalId: fields.id("principalId"), provider, notes: fields.notes(), basis: readBasis(fields) };
  if (saidAt > at.now + CLOCK_AHEAD_MS) {
    // what takes access away is not refused for a clock that is wrong
    if (active === false) return { ...common, saidAt: at.now, parts: { active, assignments: [] }, attributes: {} };
    throw fields.refusal("saidAt", "is in the future: epoch milliseconds by the provider's clock");
  }
  return { ...common, saidAt, parts: readParts(fields, provider, active), attributes: readAttributes(fields) };
}

function readParts(fields: CommandFields, provider: string, active: boolean | undefined): Partial<SaidParts> {
  // nobody who is deactivated is given anything
  const assignments = active === false ? [] : readAssignments(fields, provider);
  return {
    ...present("active", active),
    ...present("kind", fields.optionalOneOf("kind", ["employee", "guest", "service", "agent"])),
    ...present("validUntil", fields.optionalInstant("validUntil")),
    ...present("sponsorId", fields.optionalId("sponsorId")),
    ...present("externalId", fields.optionalText("externalId", LONGEST_TEXT)),
    ...present("userName", fields.optionalText("userName", LONGEST_TEXT)),
    ...present("profile", fields.optionalObject("profile")),
    ...present("groups", readGroups(fields)),
    ...present("assignments", assignments),
  };
}

function readBasis(fields: CommandFields): number | null | undefined {
  const basis = fields.value("basis");
  if (basis === undefined || basis === null || typeof basis === "number") return basis;
  throw fields.refusal("basis", "must be a number or null");
}

function readAttributes(fields: CommandFields): JsonObject {
  const attributes = fields.optionalObject("attributes") ?? {};
  if (Object.keys(attributes).length > MOST_ATTRIBUTES) {
    throw fields.refusal("attributes", `must have at most ${MOST_ATTRIBUTES} members`);
  }
  return attributes;
}

function readGroups(fields: CommandFields): readonly string[] | undefined {
  const groups = fields.optionalList("groups");
  if (groups === undefined) return undefined;
  const names = groups.filter((group): group is string => typeof group === "string" && group.length <= LONGEST_TEXT);
  if (names.length !== groups.length || groups.length > MOST_GROUPS) {
    throw fields.refusal(
      "groups",
      `must be a list of at most ${MOST_GROUPS} texts of up to ${LONGEST_TEXT} characters`,
    );
  }
  return [...new Set(names)].sort();
}

function readAssignments(fields: CommandFields, provider: string): readonly SaidAssignment[] | undefined {
  const parts = fields.optionalParts("assignments", ASSIGNMENT_PARTS);
  if (parts === undefined) return undefined;
  if (parts.length > MOST_ASSIGNMENTS)
    throw fields.refusal("assignments", `must have at most ${MOST_ASSIGNMENTS} elements`);
  const byId = new Map(parts.map((part) => readAssignment(part, provider)).map((one) => [one.id, one] as const));
  // in the order in which they are said: where not all can be given, the first ones are
  return [...byId.values()];
}

function readAssignment(fields: CommandFields, provider: string): SaidAssignment {
  const role = fields.optionalText("role", 256);
  const statements = fields.optionalObject("statements");
  if ((role === undefined) === (statements === undefined)) {
    throw fields.refusal("role", "or `statements` is needed, and not both");
  }
  const content = {
    ...present("role", role),
    ...present("statements", statements),
    ...present("scope", sortedScope(fields.optionalObject("scope"))),
    ...present("validFrom", fields.optionalInstant("validFrom")),
    ...present("validUntil", fields.optionalInstant("validUntil")),
    ...present("state", fields.optionalOneOf("state", ["active", "eligible"])),
    ...present("emergency", fields.optionalFlag("emergency")),
    ...present("reason", fields.optionalText("reason", 2_000)),
  };
  // the policy reads it before it is given; until then it is what was said
  const said: object = { id: stableId("idp", { provider, ...(content as JsonObject) }), ...content };
  return said as SaidAssignment;
}

/** Lists of values in one order, so that it does not matter in which they came. */
function sortedScope(scope: JsonObject | undefined): JsonObject | undefined {
  if (scope === undefined) return undefined;
  const sort = (values: Json): Json => (Array.isArray(values) ? [...new Set<Json>(values)].sort() : values);
  return Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, sort(values)]));
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: Value });
}

/** @throws CommandRefusedError `not_authorised` unless the host itself passes this on */
export function assertHost({ actor }: Situation): void {
  if (actor.kind === "system") return;
  throw refusal("not_authorised", "only the host itself passes on what a provider says");
}
