import type { MaskView } from "../model/statement-data.js";
import { type Member, memberOf } from "./cell.js";
import type { Evaluate } from "./condition/operators.js";
import { fieldBit, WORD_BITS } from "./field-bits.js";
import type { CompiledAction } from "./resource.js";
import { type CompiledStatement, concerns } from "./statement.js";

/** An allow that is not for everybody in scope, or that shows fields in part. */
export interface ConditionalGrant {
  /** The fields that it covers. */
  readonly bits: number;
  readonly when: Evaluate | null;
  readonly to: Evaluate | null;
}

/** An allow that shows fields in part, all in the same way. */
export interface MaskedGrant extends ConditionalGrant {
  readonly view: MaskView;
}

/** A forbid or a require. */
export interface Limit {
  /** The fields that it concerns. */
  readonly bits: number;
  readonly member: Member;
}

/**
 * What one role, or the rules, say about one action, as sets of fields: enough for yes or no to any number of fields at
 * once. Statements are not told apart any more: who asks why looks at the cell.
 */
export interface Summary {
  /** What everybody in scope is granted. */
  readonly open: number;
  /** What is granted at best, in part or under a condition. */
  readonly grantable: number;
  readonly conditional: readonly ConditionalGrant[];
  readonly masked: readonly MaskedGrant[];
  readonly forbids: readonly Limit[];
  readonly requires: readonly Limit[];
  /**
   * Where there are only requires, and each of them one whose being met a party remembers: the bits of that memory that
   * settle them all. Otherwise 0.
   */
  readonly metBits: number;
  /** Whether there is a forbid or a require. */
  readonly hasLimits: boolean;
  /** Whether one of them concerns some of the fields only. */
  readonly isMixed: boolean;
}

const NONE: readonly never[] = Object.freeze([]);

/** What a role says that does not mention the action. */
const NOTHING: Summary = Object.freeze({
  open: 0,
  grantable: 0,
  conditional: NONE,
  masked: NONE,
  forbids: NONE,
  requires: NONE,
  metBits: 0,
  hasLimits: false,
  isMixed: false,
});

/** Makes summaries. Those of roles that grant the same are one object, so that many like roles stay in the fast memory. */
export class Summaries {
  readonly #known = new Map<string, Summary>();
  readonly #numbers = new Map<Evaluate, number>();

  /**
   * @param word - counts the words of field bits of the action's type
   * @param statements - all of a role, or of the rules, that name the action
   */
  of(action: CompiledAction, word: number, statements: readonly CompiledStatement[]): Summary {
    const summary = summarize(action, word, statements);
    if (summary.hasLimits) return summary;
    if (summary.grantable === 0) return NOTHING;
    const key = this.#keyOf(summary);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, summary);
    return summary;
  }

  #keyOf({ open, conditional, masked }: Summary): string {
    return JSON.stringify([open, conditional.map(this.#grantKey), masked.map(this.#grantKey)]);
  }

  readonly #grantKey = (grant: ConditionalGrant | MaskedGrant): unknown => [
    grant.bits,
    this.#numberOf(grant.when),
    this.#numberOf(grant.to),
    "view" in grant ? grant.view : "",
  ];

  /** Equal conditions are one closure. */
  #numberOf(evaluate: Evaluate | null): number {
    if (evaluate === null) return 0;
    const number = this.#numbers.get(evaluate) ?? this.#numbers.size + 1;
    this.#numbers.set(evaluate, number);
    return number;
  }
}

function summarize(action: CompiledAction, word: number, statements: readonly CompiledStatement[]): Summary {
  const members = statements
    .map((statement) => ({ bits: bitsOf(action, word, statement), member: memberOf(statement) }))
    .filter(({ bits }) => bits !== 0);
  const allows = members.filter(({ member }) => member.statement.verb === "allow");
  const full = allows.filter(({ member }) => member.statement.masked === null);
  const open = full.filter(({ member }) => member.when === null && member.to === null).reduce(union, 0);
  const conditional = full
    .map(({ bits, member: { when, to } }) => ({ bits: bits & ~open, when, to }))
    .filter(({ bits }) => bits !== 0);
  const masked = allows.flatMap(({ member }) => maskedGrants(action, word, member));
  const forbids = members.filter(({ member }) => member.statement.verb === "forbid");
  const requires = members.filter(({ member }) => member.statement.verb === "require");
  const limits = [...forbids, ...requires];
  return {
    open,
    grantable: [...conditional, ...masked].reduce(union, open),
    conditional,
    masked,
    forbids,
    requires,
    metBits: forbids.length === 0 ? metBitsOf(requires) : 0,
    hasLimits: limits.length > 0,
    isMixed: limits.some(({ bits }) => bits !== action.resource.allBits[word]),
  };
}

function metBitsOf(requires: readonly Limit[]): number {
  let all = 0;
  for (const { member } of requires) {
    const bit = member.statement.requirement?.metBit ?? 0;
    if (bit === 0) return 0;
    all |= bit;
  }
  return all;
}

function union(all: number, { bits }: { readonly bits: number }): number {
  return all | bits;
}

function maskedGrants(action: CompiledAction, word: number, { statement, when, to }: Member): readonly MaskedGrant[] {
  const byView = new Map<MaskView, number>();
  for (const [index, view] of statement.masked ?? []) {
    byView.set(view, (byView.get(view) ?? 0) | fieldBit(word, index));
  }
  const covered = bitsOf(action, word, statement);
  return [...byView].map(([view, bits]) => ({ bits: bits & covered, when, to, view })).filter(({ bits }) => bits !== 0);
}

function bitsOf(action: CompiledAction, word: number, statement: CompiledStatement): number {
  const first = word * WORD_BITS;
  return action.resource.fields
    .slice(first, first + WORD_BITS)
    .reduce(
      (bits, { name }, place) => (concerns(statement, action, first + place, name) ? bits | (1 << place) : bits),
      0,
    );
}
