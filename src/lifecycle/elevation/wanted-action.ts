import { own, readable } from "../../compile/own.js";
import type { UnmetApproval } from "../../model/decision.js";
import type { JsonObject } from "../../model/json.js";
import type { PrincipalState, WantedApproval } from "../../model/principal-state.js";
import { plainInput } from "../plain-input.js";
import { CommandRefusedError, refusal } from "../refusal.js";
import type { PrincipalActor, Situation } from "../situation.js";
import { asked, decided } from "./acting.js";
import type { Wanted } from "./wanted.js";
import { readRecordRequest } from "./wanted-request.js";

/**
 * Reads a request for one action on one record: one that the policy lets through once somebody else has approved it. The record
 * is the host's own copy, as the database has it: approvers are found by what it says.
 *
 * @throws CommandRefusedError `wrong_status` where it is allowed already; `policy`, with the decision, where approval would not help
 */
export function wantedAction(input: object, actor: PrincipalActor, state: PrincipalState, at: Situation): Wanted {
  const { fields, request } = readRecordRequest("requestAccess", input, []);
  const decision = decided(at, state, actor.session, request);
  if (decision.outcome === "allow")
    throw refusal("wrong_status", "this is allowed already: there is nothing to ask for");
  const required = decision.outcome === "challenge" ? decision.requirements.filter(isApproval) : [];
  if (required.length === 0) throw new CommandRefusedError("policy", "nobody's approval would help", decision);
  const { action, type, record, changes } = request;
  const isCreate = action === "create";
  const recordId = own(readable(record, ["id"]), "id");
  if (!isId(recordId) && !(isCreate && recordId === undefined)) {
    throw fields.refusal("record", "must have an `id`: a text, or a whole number that JSON can say");
  }
  const approvals = required.map(wantedApproval);
  // for `create` the record is what would be written: it is approved to the letter
  const written = isCreate ? objectOf(plainInput(record)) : changes;
  return {
    notes: fields.notes(),
    needed: Math.max(...approvals.map(({ count }) => count)),
    wanted: {
      kind: "action",
      action,
      type,
      ...(isId(recordId) ? { recordId } : {}),
      ...(written === undefined ? {} : { changes: written }),
      seen: seenOf(record, fieldsSeen(at, actor, state, type, action, approvals)),
      approvals,
    },
  };
}

function isApproval(unmet: { readonly kind: string }): unmet is UnmetApproval {
  return unmet.kind === "approval";
}

function wantedApproval({ by, count, withinMs, distinctFrom }: UnmetApproval): WantedApproval {
  return {
    by,
    count,
    ...(withinMs === undefined ? {} : { withinMs }),
    ...(distinctFrom === undefined ? {} : { distinctFrom }),
  };
}

/** What decisions read, what tells the record, where it lies, and whom it names. */
function fieldsSeen(
  at: Situation,
  { session }: PrincipalActor,
  state: PrincipalState,
  type: string,
  action: string,
  approvals: readonly WantedApproval[],
): ReadonlySet<string> {
  const { resources } = at.governance.policy.model;
  const paths = Object.hasOwn(resources, type) ? Object.values(resources[type]?.scopePaths ?? {}) : [];
  return new Set([
    "id",
    ...asked(() => at.needs(state, session, action, type)),
    ...paths.flatMap((path) => (path === null ? [] : [path.split(".")[0] as string])),
    ...approvals.flatMap(({ distinctFrom = [] }) => distinctFrom),
  ]);
}

function seenOf(record: object, fields: ReadonlySet<string>): JsonObject {
  // what throws when it is read is refused with all that JSON cannot say
  const seen = readable(record, fields);
  return objectOf(plainInput(Object.fromEntries(Object.entries(seen))));
}

function objectOf(json: ReturnType<typeof plainInput>): JsonObject {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonObject;
  throw refusal("invalid_command", "the record is no plain object");
}

function isId(value: unknown): value is string | number {
  return typeof value === "string" || Number.isSafeInteger(value);
}
