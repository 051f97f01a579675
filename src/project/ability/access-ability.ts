import { Ability, type AbilityTuple, type ForcedSubject, type MatchConditions, type RuleOf } from "@casl/ability";
import type { RequestData } from "../../model/access-facts.js";
import { InvalidRequestError } from "../../model/errors.js";
import type { Filter } from "../filter/filter.js";
import { AccessConditions, AccessRule } from "./access-rule.js";
import type { Answerer } from "./answerer.js";
import { isYes } from "./is-yes.js";
import { rulesOf, rulesOn } from "./rules-of.js";
import { NO_TYPE, typeOfSubject } from "./subject-type.js";

/** Says a filter of a resource type in a query language. */
export type FilterTranslation = (filter: Filter, type: string) => object;

type Tuple = AbilityTuple<string, string | ForcedSubject<string>>;
type Rule = RuleOf<AccessAbility>;

/** Stands for the names that CASL takes for "every action" and "every type": no name can be so, and so nothing is. */
const NO_ACTION = "(no action)";

/**
 * A real CASL ability whose questions an access answers. Its rules say what may be asked; the access says yes or no. They
 * are made when they are looked at, since a request on a server asks about a few types alone.
 */
export class AccessAbility extends Ability<Tuple, unknown> {
  readonly #translate: FilterTranslation | null;
  #answerer: Answerer | null;
  /** `null`: all of the access, not made yet. */
  #rules: AccessRule[] | null = null;
  /** By action and type. */
  #possible = new Map<string, readonly Rule[]>();
  #queries = new Map<string, readonly Rule[]>();

  constructor(answerer: Answerer, translate: FilterTranslation | null) {
    super([], OPTIONS);
    this.#answerer = answerer;
    this.#translate = translate;
  }

  /** Who answers; `null` where there is nobody, as after `update([])`. */
  get answerer(): Answerer | null {
    return this.#answerer;
  }

  override get rules(): AccessRule[] {
    this.#rules ??= this.#answerer === null ? [] : rulesOf(this.#answerer);
    return this.#rules;
  }

  override can(...question: unknown[]): boolean {
    const [action, subject, field] = question;
    return this.#asked(action, subject, field).isYes;
  }

  override cannot(...question: unknown[]): boolean {
    return !this.can(...question);
  }

  override relevantRuleFor(...question: unknown[]): Rule | null {
    const [action, subject, field] = question;
    const { isYes: isAllowed, rules, type } = this.#asked(action, subject, field);
    if (isAllowed) {
      const [first = null] = rules;
      if (!isRecord(subject)) return first;
      return rules.find((rule) => rule.matchesConditions(subject as ForcedSubject<string>)) ?? first;
    }
    const access = this.#answerer;
    return access === null || !isRecord(subject) ? null : refusal(access, String(action), type, subject, field);
  }

  override possibleRulesFor(...question: unknown[]): readonly Rule[] {
    const [action, type] = question;
    const access = this.#answerer;
    if (access === null || !isKnown(access, action, type)) return [];
    const key = keyOf(String(action), String(type));
    const known = this.#possible.get(key);
    if (known !== undefined) return known;
    const raw =
      this.#rules?.filter((rule) => rule.action === action && rule.subject === type) ??
      rulesOn(access, String(action), String(type));
    const rules = new Ability<Tuple, unknown>(raw, OPTIONS).possibleRulesFor(String(action), String(type));
    this.#possible.set(key, rules);
    return rules;
  }

  /** Without a field, an ability with a translation gives the rule that asks for the rows; else those of the fields. */
  override rulesFor(...question: unknown[]): readonly Rule[] {
    const [action, type, field] = question;
    const rules = this.possibleRulesFor(action, type);
    if (field !== undefined) return rules.filter((rule) => rule.matchesField(field as string));
    const translate = this.#translate;
    if (translate === null || rules.length === 0) return rules;
    const key = keyOf(String(action), String(type));
    const known = this.#queries.get(key);
    if (known !== undefined) return known;
    const query = rowRules(rules, translate);
    this.#queries.set(key, query);
    return query;
  }

  override actionsFor(type: unknown): string[] {
    return [...new Set(this.rules.filter(({ subject }) => subject === type).map(({ action }) => action))];
  }

  /**
   * Replaces the rules by those of another ability of castellan's; none at all allow nothing.
   *
   * @throws InvalidRequestError `invalid_facts` for any other rules, before anything is changed
   */
  override update(rules: unknown[]): this {
    const accesses = new Set(rules.map((rule) => AccessRule.answererOf(rule)));
    const [access = null] = accesses;
    if (accesses.size > 1 || (rules.length > 0 && access === null)) {
      throw new InvalidRequestError("invalid_facts", "the rules are not those of one ability made by `toAbility()`");
    }
    return this.#show(access, rules as AccessRule[]);
  }

  /** Lets another access answer. */
  refresh(access: Answerer): void {
    this.#show(access, rulesOf(access));
  }

  #show(access: Answerer | null, rules: AccessRule[]): this {
    this.#answerer = access;
    this.#rules = rules;
    this.#possible = new Map();
    this.#queries = new Map();
    super.update(rules);
    return this;
  }

  #asked(action: unknown, subject: unknown, field: unknown): Asked {
    const type = typeof subject === "string" ? subject : typeOfSubject(subject);
    const isNamed = typeof field === "string" && field !== "";
    if (typeof action !== "string" || !(field === undefined || isNamed)) return { isYes: false, rules: [], type };
    const possible = this.possibleRulesFor(action, type);
    const rules = isNamed ? possible.filter((rule) => rule.matchesField(field)) : possible;
    const access = answererOf(rules);
    const ask = (one: Answerer): boolean =>
      isRecord(subject) ? one.can(action, type, subject, field) : one.canSome(action, type, undefined, field);
    return { isYes: access !== undefined && isYes(() => ask(access)), rules, type };
  }
}

/** A question that was put to an access, with the rules that it is about: without any, there is nobody to ask. */
interface Asked {
  readonly isYes: boolean;
  readonly rules: readonly Rule[];
  readonly type: string;
}

const OPTIONS = Object.freeze({
  anyAction: NO_ACTION,
  anySubjectType: NO_TYPE,
  detectSubjectType: typeOfSubject,
  // names are taken as they are: a field may be called `a*b`
  fieldMatcher: (fields: readonly string[]) => (field: string) => fields.includes(field),
  conditionsMatcher: (conditions: unknown): MatchConditions => AccessConditions.matcherOf(conditions),
});

/** No name has a space in it. */
function keyOf(action: string, type: string): string {
  return `${action} ${type}`;
}

/** What is unknown is not remembered: names may come from anywhere, and there is no end of them. */
function isKnown({ types }: Answerer, action: unknown, type: unknown): boolean {
  return types.get(type as string)?.actions.has(action as string) === true;
}

function isRecord(subject: unknown): subject is object {
  return typeof subject === "object" && subject !== null;
}

function answererOf([rule]: readonly Rule[]): Answerer | undefined {
  return AccessRule.answererOf(rule?.origin);
}

/** The rows of an action as one rule with a query; none where there are no rows, one without conditions where all are. */
function rowRules(rules: readonly Rule[], translate: FilterTranslation): readonly Rule[] {
  const { action, subject } = (rules[0] as Rule).origin as AccessRule;
  const access = answererOf(rules);
  if (access === undefined) return [];
  const filter = access.filter(action, subject);
  if (filter === null) {
    throw new InvalidRequestError("invalid_facts", "rows are asked for by an access of a policy, not in a browser");
  }
  if (filter.isNever) return [];
  const fields = rules.flatMap((rule) => rule.fields ?? []);
  const conditions = filter.isAlways ? {} : { conditions: translate(filter, subject) };
  const matches = (record: object): boolean => isYes(() => filter.matches(record));
  return ruleOf({ action, subject, fields, ...conditions }, matches);
}

/** A no as a rule, where a statement says why: CASL shows its `reason`. */
function refusal(access: Answerer, action: string, type: string, record: object, field: unknown): Rule | null {
  const fields = typeof field === "string" ? { fields: [field] } : {};
  const known = access.types.get(type)?.fieldIndex.keys() ?? [];
  const reason = reasonOf(access, { action, type, record }, typeof field === "string" ? [field] : [...known]);
  if (reason === undefined) return null;
  return ruleOf({ action, subject: type, inverted: true, reason, ...fields }, () => true)[0] ?? null;
}

/** The `why` that stands in the way of most fields: a no to all of them may have another reason for each. */
function reasonOf(access: Answerer, request: RequestData, fields: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const field of fields) {
    isYes(() => {
      const { outcome, statements } = access.decide({ ...request, fields: [field] });
      if (outcome === "allow") return true;
      const whys = new Set(statements.flatMap(({ why }) => why ?? []));
      for (const why of whys) counts.set(why, (counts.get(why) ?? 0) + 1);
      return false;
    });
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0];
}

/** Makes a rule of CASL's, which only an ability can. */
function ruleOf(raw: RawRule, matches: (record: object) => boolean): readonly Rule[] {
  const one = new Ability<Tuple, unknown>([raw], { ...OPTIONS, conditionsMatcher: () => matches });
  return one.possibleRulesFor(raw.action, raw.subject);
}

interface RawRule {
  readonly action: string;
  readonly subject: string;
  readonly fields?: string[];
  readonly conditions?: object;
  readonly inverted?: boolean;
  readonly reason?: string;
}
