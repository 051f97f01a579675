import type { Member } from "../../compile/cell.js";
import type { Held } from "../../compile/held.js";
import { FALSE } from "../../compile/kleene.js";
import { own } from "../../compile/own.js";
import type { CompiledAction } from "../../compile/resource.js";
import type { CompiledStatement } from "../../compile/statement.js";
import { stoppedBy } from "../../decide/gate.js";
import type { Party } from "../../decide/party.js";
import { type Profile, type ProfileClass, profileOf } from "../../decide/profile.js";
import { checkRequirement } from "../../decide/requirements/check.js";
import { MET } from "../../decide/requirements/met.js";
import type { MaskView } from "../../model/statement-data.js";
import { allOf, anyOf } from "./combine.js";
import { conditionWhere } from "./condition-where.js";
import { ALWAYS, type FilterExpression, NEVER } from "./expression.js";
import { scopeWhere } from "./scope-where.js";
import type { Viewpoint } from "./viewpoint.js";

/** Which allows count: those that show a field in full, in full or in part, or in part in one way. */
export type Showing = "full" | "shown" | MaskView;

/** Stands for the record where a requirement is about the session alone. */
const NO_RECORD: object = Object.freeze({});

/**
 * The records on which one party is allowed an action, field by field: what `settle` decides for one record, for all of
 * them. What several fields share is worked out once.
 */
export class PartyFilters {
  readonly profile: Profile;
  readonly #party: Party;
  readonly #action: CompiledAction;
  readonly #members = new Map<Held, Map<CompiledStatement, FilterExpression>>();
  readonly #classes = new Map<ProfileClass, Map<Showing, FilterExpression>>();

  /** @param action - which creates nothing */
  constructor(party: Party, action: CompiledAction) {
    this.#party = party;
    this.#action = action;
    this.profile = profileOf(party, action);
  }

  /** @param field - by index */
  ofField(field: number, showing: Showing): FilterExpression {
    const group = this.profile.classes.find(({ fields }) => fields.includes(field));
    return group === undefined ? NEVER : this.ofClass(group, showing);
  }

  /** For fields that are settled alike. */
  ofClass(group: ProfileClass, showing: Showing): FilterExpression {
    const known = this.#classes.get(group) ?? new Map<Showing, FilterExpression>();
    this.#classes.set(group, known);
    const found = known.get(showing) ?? this.#ofGroups(group.groups, showing);
    known.set(showing, found);
    return found;
  }

  #ofGroups(groups: ProfileClass["groups"], showing: Showing): FilterExpression {
    const party = this.#party;
    if (party.isExpired || stoppedBy(party.gate, this.#action) !== null) return NEVER;
    const held = (slot: number) => party.held[slot] as Held;
    const granted = groups.flatMap((group, slot) => {
      const grants = showing === "full" || showing === "shown" ? group.decisiveGrants : [];
      const masked = group.masked.filter(({ view }) => showing === "shown" || view === showing);
      return [...grants, ...masked].map((grant) => this.#once(held(slot), grant, grantWhere));
    });
    const limits = groups.flatMap((group, slot) => [
      ...group.forbids.map((forbid) => this.#once(held(slot), forbid, unreachedWhere)),
      ...group.requires.map((require) => this.#once(held(slot), require, metWhere)),
    ]);
    return allOf([anyOf(granted), ...limits]);
  }

  #once(
    held: Held,
    member: Member,
    where: (member: Member, at: Held, party: Party, action: CompiledAction) => FilterExpression,
  ): FilterExpression {
    const known = this.#members.get(held) ?? new Map<CompiledStatement, FilterExpression>();
    this.#members.set(held, known);
    const found = known.get(member.statement) ?? where(member, held, this.#party, this.#action);
    known.set(member.statement, found);
    return found;
  }
}

function viewpoint({ statement }: Member, party: Party): Viewpoint {
  return { party, resource: statement.resource, statement: statement.id };
}

function grantWhere(grant: Member, held: Held, party: Party): FilterExpression {
  const { when, to } = grant.statement;
  // nothing is changed here: what a record would become is unknown
  if (to !== null) return NEVER;
  const at = viewpoint(grant, party);
  const isTrue = when === null ? ALWAYS : conditionWhere("true", when.expression, at);
  return allOf([scopeWhere("true", held, at), isTrue]);
}

/** The records that a forbid or require certainly does not reach. */
function unreachedWhere(limit: Member, held: Held, party: Party): FilterExpression {
  if (limit.who !== null && limit.who(party.principal, null, party) === FALSE) return ALWAYS;
  const { when } = limit.statement;
  const at = viewpoint(limit, party);
  const isFalse = when === null ? NEVER : conditionWhere("false", when.expression, at);
  return anyOf([isFalse, scopeWhere("false", held, at)]);
}

function metWhere(require: Member, held: Held, party: Party, action: CompiledAction): FilterExpression {
  const { requirement, id } = require.statement;
  const isMet = (record: object): boolean => checkRequirement(require, party, action, record, null) === MET;
  if (requirement?.dependsOnRequest !== true) {
    return isMet(NO_RECORD) ? ALWAYS : unreachedWhere(require, held, party);
  }
  const unreached = unreachedWhere(require, held, party);
  const mayBeMet = !requirement.justification && party.approvals.some((given) => concerns(given, action));
  return mayBeMet ? anyOf([unreached, { kind: "check", holds: isMet, statement: id }]) : unreached;
}

/** Whether an approval could count here at all: which records it is for, memory tells one by one. */
function concerns(given: object, action: CompiledAction): boolean {
  return own(given, "action") === action.name && own(given, "type") === action.resource.type;
}
