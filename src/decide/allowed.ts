import type { Held } from "../compile/held.js";
import { TRUE } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
import { isInScope } from "../compile/scope.js";
import type { ConditionalGrant, Limit, Summary } from "../compile/summary.js";
import type { MaskView } from "../model/statement-data.js";
import { isLeft } from "./attenuate.js";
import { stoppedBy } from "./gate.js";
import type { Party } from "./party.js";
import { checkRequirement } from "./requirements/check.js";
import { MET } from "./requirements/met.js";
import { limitReaches } from "./settle.js";
import type { Standpoint } from "./standpoint.js";

/**
 * What is asked of the fields: each of them in full; each of them, shown in part counting as well; or likewise whether it
 * is any of them, so that the first one that is found will do.
 */
export type Asking = "full" | "shown" | "any";

/**
 * Which of some fields are allowed, all at once: the same as to settle each alone, for who wants to hear yes or no. This
 * is the hot path: it allocates nothing.
 *
 * @param word - which word of field bits it is about
 * @param wanted - the fields asked for, as bits
 * @returns those of them that are allowed
 */
export function allowedFields(
  at: Standpoint,
  action: CompiledAction,
  word: number,
  wanted: number,
  asking: Asking,
  record: object,
): number {
  if (at.limits !== null && !isLeft(at.limits, action, at.party.now)) return 0;
  if (at.human === null) return allowedTo(at.party, action, word, wanted, asking, record);
  // of two parties the second one may allow other fields than the first one that is found
  const each = asking === "any" ? "shown" : asking;
  const allowed = allowedTo(at.party, action, word, wanted, each, record);
  return allowed === 0 ? 0 : allowedTo(at.human, action, word, allowed, each, record);
}

function allowedTo(
  party: Party,
  action: CompiledAction,
  word: number,
  wanted: number,
  asking: Asking,
  record: object,
): number {
  if (party.isExpired || (party.gate !== "open" && stoppedBy(party.gate, action) !== null)) return 0;
  const { held, hasLimits } = party;
  const { scopePaths } = action.resource;
  const place = action.place + word;
  const { role: ruling } = held[0] as Held;
  const rules = ruling.summaries[place] ?? ruling.summary(action, word);
  const isEnough = asking === "any" && !hasLimits && !rules.isMixed;
  // step 5: the union of what the roles grant
  let granted = 0;
  for (let slot = 1; slot < held.length; slot += 1) {
    const one = held[slot] as Held;
    const grants = one.grants[place] ?? -1;
    if (grants > 0) {
      if ((grants & wanted & ~granted) === 0 || !isInScope(scopePaths, one.row, record)) continue;
      granted |= grants & wanted;
    } else if (grants === 0) {
      continue;
    } else {
      granted |= grantedUnder(
        one.role.summary(action, word),
        one.row,
        party,
        action,
        wanted & ~granted,
        asking,
        record,
      );
    }
    if (granted === wanted || (isEnough && granted !== 0)) break;
  }
  if (granted === 0) return 0;
  if (rules.hasLimits && (rules.metBits === 0 || (party.met & rules.metBits) !== rules.metBits)) {
    granted = leftBy(rules, held[0] as Held, party, action, granted, record);
  }
  return hasLimits ? limited(party, action, word, granted, record) : granted;
}

function grantedUnder(
  { open, grantable, conditional, masked }: Summary,
  row: Held["row"],
  party: Party,
  action: CompiledAction,
  wanted: number,
  asking: Asking,
  record: object,
): number {
  if ((grantable & wanted) === 0 || !isInScope(action.resource.scopePaths, row, record)) return 0;
  const next = action.isCreate ? record : null;
  const granted = addConditional(conditional, open & wanted, party, wanted, record, next);
  return asking === "full" ? granted : addConditional(masked, granted, party, wanted, record, next);
}

/** Which of some fields a masked allow shows in this way, whatever may limit it. */
export function maskedFields(
  party: Party,
  action: CompiledAction,
  word: number,
  wanted: number,
  view: MaskView,
  record: object,
): number {
  let shown = 0;
  for (let slot = 1; slot < party.held.length; slot += 1) {
    const { role, row } = party.held[slot] as Held;
    if (!role.hasMasked) continue;
    const masked = role.summary(action, word).masked.filter((grant) => grant.view === view);
    if (masked.length === 0 || !isInScope(action.resource.scopePaths, row, record)) continue;
    shown = addConditional(masked, shown, party, wanted, record, null);
  }
  return shown;
}

/** Adds the fields of those grants whose conditions are true. */
function addConditional(
  grants: readonly ConditionalGrant[],
  before: number,
  party: Party,
  wanted: number,
  record: object,
  next: object | null,
): number {
  let granted = before;
  for (let index = 0; index < grants.length; index += 1) {
    const { bits, when, to } = grants[index] as ConditionalGrant;
    if ((bits & wanted & ~granted) === 0) continue;
    if (when !== null && when(record, record, party) !== TRUE) continue;
    if (to !== null && (next === null || to(next, record, party) !== TRUE)) continue;
    granted |= bits & wanted;
  }
  return granted;
}

/** Steps 4 and 6: what no forbid and no unmet requirement of a role takes away. */
function limited(party: Party, action: CompiledAction, word: number, granted: number, record: object): number {
  const { held } = party;
  let left = granted;
  for (let slot = 1; slot < held.length; slot += 1) {
    const one = held[slot] as Held;
    const summary = one.role.summary(action, word);
    if (summary.hasLimits) left = leftBy(summary, one, party, action, left, record);
  }
  return left;
}

function leftBy(
  { forbids, requires }: Summary,
  held: Held,
  party: Party,
  action: CompiledAction,
  granted: number,
  record: object,
): number {
  const next = action.isCreate ? record : null;
  let left = granted;
  for (let index = 0; index < forbids.length; index += 1) {
    const { bits, member } = forbids[index] as Limit;
    if ((bits & left) !== 0 && limitReaches(member, held, party, record, next)) left &= ~bits;
  }
  for (let index = 0; index < requires.length; index += 1) {
    const { bits, member } = requires[index] as Limit;
    if ((bits & left) === 0 || checkRequirement(member, party, action, record, null) === MET) continue;
    if (limitReaches(member, held, party, record, next)) left &= ~bits;
  }
  return left;
}
