import type { Member } from "../compile/cell.js";
import type { Held } from "../compile/held.js";
import type { StatementRef, UnmetRequirement } from "../model/decision.js";
import type { Party } from "./party.js";
import { type ProfileClass, profileOf } from "./profile.js";
import type { Request } from "./request.js";
import { checkRequirement } from "./requirements/check.js";
import { unmetParts } from "./requirements/describe.js";
import { MET } from "./requirements/met.js";
import { type Counting, grantHolds, limitReaches, settle } from "./settle.js";
import { refOf, SESSION_END } from "./statement-ref.js";
import { ALLOWED, CHALLENGED, FORBIDDEN, UNMET, type Verdict } from "./verdict.js";

/** How one class of fields is settled for one party, and by which statements. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly statements: readonly StatementRef[];
  readonly requirements: readonly UnmetRequirement[];
}

/** Judges a request for one party, each class of fields once. */
export class Judge {
  readonly #party: Party;
  readonly #request: Request;
  readonly #counting: Counting;
  readonly #known = new Map<ProfileClass, Judgement>();

  constructor(party: Party, request: Request, counting: Counting) {
    this.#party = party;
    this.#request = request;
    this.#counting = counting;
  }

  /** @param field - by index */
  judge(field: number): Judgement {
    const group = profileOf(this.#party, this.#request.action).classes.find(({ fields }) => fields.includes(field));
    if (group === undefined) throw new RangeError("a field has no class");
    const known = this.#known.get(group);
    if (known !== undefined) return known;
    const judgement = this.#judge(group, field);
    this.#known.set(group, judgement);
    return judgement;
  }

  #judge({ groups }: ProfileClass, field: number): Judgement {
    const { action, record, next, detail } = this.#request;
    const verdict = settle(this.#party, action, field, this.#counting, record, next, detail);
    const pick = (list: "forbids" | "grants" | "masked", holds: typeof grantHolds): readonly StatementRef[] =>
      groups.flatMap((group, slot) =>
        group[list]
          .filter((member) => holds(member, this.#party.held[slot] as Held, this.#party, record, next))
          .map((member) => this.#refOf(member, slot)),
      );
    switch (verdict) {
      case ALLOWED: {
        const masked = this.#counting === "shown" ? pick("masked", grantHolds) : [];
        return { verdict, statements: [...pick("grants", grantHolds), ...masked], requirements: [] };
      }
      case FORBIDDEN:
        return { verdict, statements: pick("forbids", limitReaches), requirements: [] };
      case UNMET:
      case CHALLENGED:
        return this.#unmet(verdict, groups);
      default:
        return { verdict, statements: [], requirements: [] };
    }
  }

  #unmet(verdict: Verdict, groups: ProfileClass["groups"]): Judgement {
    const { action, record, next, detail } = this.#request;
    const statements: StatementRef[] = [];
    const requirements: UnmetRequirement[] = [];
    if (this.#party.isExpired) {
      statements.push(SESSION_END);
      requirements.push({ kind: "reauthenticate", statement: SESSION_END });
    }
    groups.forEach((group, slot) => {
      const held = this.#party.held[slot] as Held;
      for (const member of group.requires) {
        if (checkRequirement(member, this.#party, action, record, detail) === MET) continue;
        if (!limitReaches(member, held, this.#party, record, next)) continue;
        const ref = this.#refOf(member, slot);
        statements.push(ref);
        requirements.push(...unmetParts(member, ref, this.#party, { action, record, ...detail }));
      }
    });
    return { verdict, statements, requirements };
  }

  /** The rules stand before the assignments. */
  #refOf(member: Member, slot: number): StatementRef {
    return refOf(member.statement, this.#party.counted[slot - 1]);
  }
}
