import type { AccessFacts, PartyFacts, RequestData } from "../../model/access-facts.js";
import type { Approval } from "../../model/approval.js";
import type { UnmetApproval, UnmetMfa, UnmetRequirement } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import { METHODS } from "../arb/pools.js";
import { decide, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";
import { mapParties } from "./transform.js";

/** Law 14. */
export const namedCures: Law = defineLaw<null>({
  number: 14,
  sentence: "after exactly the named cures a challenge becomes allow",
  extra: nothing,
  check(scenario) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) => {
      const before = decide(open(facts), request);
      if (before?.outcome !== "challenge" || !before.requirements.every((each) => isCurable(each, request))) return 0;
      const now = Math.floor(toEpochMs(facts.now));
      const cured = mapParties(facts, (party) =>
        before.requirements.reduce((changed, each) => cure(changed, each, request, now), party),
      );
      const needsReason = before.requirements.some(({ kind }) => kind === "justification");
      const after = decide(open(cured), needsReason ? { ...request, justification: "it is needed" } : request);
      if (after?.outcome !== "allow") breach(`cured: ${after && told(after)}; before: ${told(before)}`);
      return 1;
    });
  },
});

/** Some demands nobody can meet: methods of too few classes, approvers who must differ from people unknown. */
function isCurable(unmet: UnmetRequirement, { action, record, changes = {} }: RequestData): boolean {
  if (unmet.kind === "mfa") return classes(unmet) >= unmet.factors && resists(unmet);
  if (unmet.kind !== "approval") return true;
  const id: unknown = Object.getOwnPropertyDescriptor(record, "id")?.value;
  const isNamed = action === "create" || typeof id === "string" || Number.isSafeInteger(id);
  return unmet.distinctFrom === undefined && isNamed && isPlainData(action === "create" ? record : changes);
}

// what is not plain data equals nothing that could be approved
function isPlainData(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function" && !Number.isNaN(value);
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  const isPlain = Array.isArray(value) || [null, Object.prototype].includes(Object.getPrototypeOf(value));
  const descriptors = Object.values(Object.getOwnPropertyDescriptors(value));
  return isPlain && descriptors.every((each) => "value" in each && isPlainData(each.value));
}

const CLASSES = [
  ["pwd", "pin", "mfa"],
  ["otp", "hwk", "sc", "mfa"],
  ["fpt", "face"],
];

function accepted({ methods }: UnmetMfa): readonly string[] {
  return methods ?? METHODS;
}

function classes(unmet: UnmetMfa): number {
  return CLASSES.filter((members) => members.some((method) => accepted(unmet).includes(method))).length;
}

function resists(unmet: UnmetMfa): boolean {
  return !unmet.phishingResistant || ["hwk", "sc"].some((method) => accepted(unmet).includes(method));
}

function cure(party: PartyFacts, unmet: UnmetRequirement, request: RequestData, now: number): PartyFacts {
  const { session, approvals = [] } = party;
  switch (unmet.kind) {
    case "mfa": {
      if (session === null) return party;
      const verified = accepted(unmet).map((method) => ({ method, at: now }));
      return { ...party, session: { ...session, factors: [...session.factors, ...verified] } };
    }
    case "reauthenticate": {
      if (session === null) return party;
      const { expiresAt: _, ...rest } = session;
      return { ...party, session: { ...rest, authenticatedAt: now, lastActiveAt: now } };
    }
    case "approval":
      return { ...party, approvals: [...approvals, ...approvalsFor(unmet, party, request, now)] };
    case "justification":
      return party;
  }
}

function approvalsFor(
  { count }: UnmetApproval,
  { principal }: Pick<AccessFacts, "principal">,
  { action, type, record, changes }: RequestData,
  now: number,
): Approval[] {
  const id: unknown = Object.getOwnPropertyDescriptor(record, "id")?.value;
  const isId = typeof id === "string" || typeof id === "number";
  return Array.from({ length: count }, (_, index) => ({
    id: `cure-${index}`,
    by: `somebody-else-${index}`,
    principal: principal.id,
    action,
    type,
    at: now,
    ...(isId && action !== "create" && { recordId: id }),
    ...(action === "create" ? { changes: { ...record } } : changes && { changes: { ...changes } }),
  }));
}
