import type { FieldClass, Member } from "../compile/cell.js";
import type { StatementRef, UnmetRequirement } from "../model/decision.js";
import { isLeft } from "./attenuate.js";
import { type Holding, holdingsOf } from "./holding.js";
import type { Party } from "./party.js";
import type { Naming } from "./question.js";
import type { Request } from "./request.js";
import { checkRequirement } from "./requirements/check.js";
import { unmetParts } from "./requirements/describe.js";
import { MET } from "./requirements/met.js";
import { grantHolds, limitReaches, settle } from "./settle.js";
import type { Standpoint } from "./standpoint.js";
import { refOf, SESSION_END } from "./statement-ref.js";
import { ALLOWED, CHALLENGED, FORBIDDEN, UNMET, type Verdict } from "./verdict.js";

/** How one class of fields is settled for one party, and by which statements. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly statements: readonly StatementRef[];
  readonly requirements: readonly UnmetRequirement[];
}

/** Judges requests for one party, each class of fields once. */
export class Judge {
  readonly #at: Standpoint;
  readonly #party: Party;
  readonly #request: Request;
  readonly #naming: Naming;
  readonly #held: readonly Holding[];
  readonly #known = new Map<FieldClass, Judgement>();

  constructor(at: Standpoint, party: Party, request: Request, naming: Naming) {
    this.#at = at;
    this.#party = party;
    this.#request = request;
    this.#naming = naming;
    this.#held = holdingsOf(party.policy, party.assignments, party.now).held;
  }

  /** @param field - by index */
  judge(field: number): Judgement {
    const group = this.#party.roles.cell(this.#request.action).byField[field];
    if (group === undefined) throw new RangeError("a field has no class");
    const known = this.#known.get(group);
    if (known !== undefined) return known;
    const judgement = this.#judge(group);
    this.#known.set(group, judgement);
    return judgement;
  }

  #judge(group: FieldClass): Judgement {
    const { action, record, next, detail } = this.#request;
    const left = isLeft(this.#at.limits, action, this.#at.party.now);
    const grants = left ? group.grants : [];
    const masked = left && this.#naming === "unnamed" ? group.masked : [];
    const verdict = settle(group, grants, masked, this.#party, action, record, next, detail);
    switch (verdict) {
      case ALLOWED:
        return this.#by(
          verdict,
          [...grants, ...masked].filter((grant) => grantHolds(grant, this.#party, record, next)),
        );
      case FORBIDDEN:
        return this.#by(
          verdict,
          group.forbids.filter((forbid) => limitReaches(forbid, this.#party, record, next)),
        );
      case UNMET:
      case CHALLENGED:
        return this.#unmet(verdict, group);
      default:
        return this.#by(verdict, []);
    }
  }

  #by(verdict: Verdict, members: readonly Member[]): Judgement {
    return { verdict, statements: members.map((member) => refOf(member, this.#held)), requirements: [] };
  }

  #unmet(verdict: Verdict, group: FieldClass): Judgement {
    const { action, record, next, detail } = this.#request;
    const statements: StatementRef[] = [];
    const requirements: UnmetRequirement[] = [];
    if (this.#party.isExpired) {
      statements.push(SESSION_END);
      requirements.push({ kind: "reauthenticate", statement: SESSION_END });
    }
    for (const member of group.requires) {
      if (checkRequirement(member, this.#party, action, record, detail) === MET) continue;
      if (!limitReaches(member, this.#party, record, next)) continue;
      const ref = refOf(member, this.#held);
      statements.push(ref);
      const { requirement } = member.statement;
      if (requirement === null) continue;
      requirements.push(...unmetParts(requirement, ref, member, this.#party, { action, record, ...detail }));
    }
    return { verdict, statements, requirements };
  }
}
