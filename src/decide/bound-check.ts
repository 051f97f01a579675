import type { Held } from "../compile/held.js";
import { FALSE, TRUE } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
import { coverTest } from "../compile/scope.js";
import type { ConditionalGrant, Limit } from "../compile/summary.js";
import { allowedFields } from "./allowed.js";
import { isLeft } from "./attenuate.js";
import { stoppedBy } from "./gate.js";
import type { Party } from "./party.js";
import { ALWAYS, allOf, anyOf, NEVER, type RecordTest } from "./record-test.js";
import { checkRequirement } from "./requirements/check.js";
import { MET } from "./requirements/met.js";
import { limitReaches } from "./settle.js";
import type { Standpoint } from "./standpoint.js";

/** Stands for the record where a requirement is about the session alone. */
const NO_RECORD: object = Object.freeze({});

/** A forbid or require that depends on the record. */
interface OpenLimit {
  readonly bits: number;
  readonly reaches: RecordTest;
}

/**
 * The questions of one party about one action, with everything settled that is the same for every record: the gate,
 * attenuation, what is not concerned, requirements of the session, conditions on the principal. What is left are tests in
 * a row. For a list that is worth its making.
 */
export class BoundCheck {
  readonly #at: Standpoint;
  readonly #action: CompiledAction;
  readonly #word: number;
  readonly #isStopped: boolean;
  readonly #limits: readonly OpenLimit[];

  /**
   * @param at - of one party
   * @param action - which creates nothing
   * @param word - which word of field bits it is about
   */
  constructor(at: Standpoint, action: CompiledAction, word: number) {
    const { party } = at;
    this.#at = at;
    this.#action = action;
    this.#word = word;
    this.#isStopped =
      party.isExpired || stoppedBy(party.gate, action) !== null || !isLeft(at.limits, action, party.now);
    this.#limits = this.#isStopped ? [] : party.held.flatMap((held) => openLimits(party, held, action, word));
  }

  /** Whether one field is allowed. @param bit - of the field */
  field(bit: number): RecordTest {
    const limits = this.#limits.filter(({ bits }) => (bits & bit) !== 0).map(({ reaches }) => reaches);
    const isGranted = this.#granted(bit, "full");
    if (limits.length === 0) return isGranted;
    const isLimited = anyOf(limits);
    return (record) => isGranted(record) && !isLimited(record);
  }

  /** Whether any field of the word is allowed. */
  any(): RecordTest {
    const all = this.#action.resource.allBits[this.#word] as number;
    const limited = this.#limits.reduce((some, { bits }) => some | bits, 0);
    const isFree = this.#granted(all & ~limited, "shown");
    if (limited === 0) return isFree;
    const at = this.#at;
    const action = this.#action;
    const word = this.#word;
    return (record) => isFree(record) || allowedFields(at, action, word, all, "any", record) !== 0;
  }

  /** Whether anything held grants any of some fields. */
  #granted(wanted: number, asking: "full" | "shown"): RecordTest {
    if (this.#isStopped) return NEVER;
    const { party } = this.#at;
    return anyOf(party.held.flatMap((held) => this.#grantTests(party, held, wanted, asking)));
  }

  #grantTests(party: Party, { role, row }: Held, wanted: number, asking: "full" | "shown"): readonly RecordTest[] {
    const { open, conditional, masked } = role.summary(this.#action, this.#word);
    const isWithin = allOf(
      this.#action.resource.scopePaths.flatMap((path) => {
        const cover = row[path.dimension.index] ?? null;
        return cover === null ? [] : [coverTest(path, cover)];
      }),
    );
    if ((open & wanted) !== 0) return [isWithin];
    const grants = asking === "full" ? conditional : [...conditional, ...masked];
    const conditions = grants
      .filter(({ bits, to }) => (bits & wanted) !== 0 && to === null)
      .map((grant) => conditionTest(party, grant));
    if (conditions.length === 0) return [];
    return [allOf([isWithin, anyOf(conditions)])];
  }
}

function conditionTest(party: Party, { when }: ConditionalGrant): RecordTest {
  return when === null ? ALWAYS : (record) => when(record, record, party) === TRUE;
}

function openLimits(party: Party, held: Held, action: CompiledAction, word: number): readonly OpenLimit[] {
  const { forbids, requires } = held.role.summary(action, word);
  const reachesParty = ({ member: { who } }: Limit): boolean =>
    who === null || who(party.principal, null, party) !== FALSE;
  return [
    ...forbids.filter(reachesParty).map(({ bits, member }) => ({
      bits,
      reaches: (record: object) => limitReaches(member, held, party, record, null),
    })),
    ...requires.filter(reachesParty).flatMap(({ bits, member }): readonly OpenLimit[] => {
      const isUnmet: RecordTest = (record) => checkRequirement(member, party, action, record, null) !== MET;
      if (member.statement.requirement?.dependsOnRequest !== true && !isUnmet(NO_RECORD)) return [];
      return [{ bits, reaches: (record) => limitReaches(member, held, party, record, null) && isUnmet(record) }];
    }),
  ];
}
