import type { Ability, ForcedSubject } from "@casl/ability";
import type { FilterExpression } from "../filter/expression.js";
import { AccessAbility } from "./access-ability.js";
import type { AccessConditions } from "./access-rule.js";
import { answererOf } from "./answerer.js";

/** What an ability is made of: an access, or one that a browser hydrated. */
export interface AbilitySource {
  /** Tells the names that may be asked about. */
  canSome(...question: never): boolean;
}

/**
 * What may be asked of an ability: an action, with the types that have it. Of an access that a browser hydrated, any action
 * with any type.
 */
export type AbilityQuestions<Source extends AbilitySource> = Source extends {
  /** Names the actions of each type. */
  attenuate(limit: { readonly allow: infer ByType }): unknown;
}
  ? {
      [Type in keyof ByType & string]-?: NonNullable<ByType[Type]> extends readonly (infer Action extends string)[]
        ? [Action, Type | ForcedSubject<Type>]
        : never;
    }[keyof ByType & string]
  : Source extends {
        /** Names actions and types. */
        canSome(action: infer Action extends string, type: infer Type extends string): boolean;
      }
    ? [Action, Type | ForcedSubject<Type>]
    : never;

/**
 * A real CASL ability that answers as an access does.
 *
 * @typeParam Source - the access
 * @typeParam Query - what stands as `conditions` in the rule for rows
 */
export type AbilityOf<Source extends AbilitySource, Query = AccessConditions> = Ability<
  AbilityQuestions<Source>,
  Query
>;

/** The rows on which an action is allowed, as `access.filter()` gives them. */
export interface AbilityFilter {
  /** What is kept, as plain data. */
  readonly ast: FilterExpression;
  /** Whether it keeps no record. */
  readonly isNever: boolean;
  /** Whether it keeps every record. */
  readonly isAlways: boolean;
  /** Whether it keeps a record. */
  matches(record: object): boolean;
}

/** How an ability is made. */
export interface AbilityOptions<Query extends object> {
  /**
   * Says a filter of a resource type in a query language: by `toPrisma` for `accessibleBy` of @casl/prisma, by `toMongo`
   * for that of @casl/mongoose. What it throws is thrown when such a query is asked for.
   */
  readonly query: (filter: AbilityFilter, type: string) => Query;
}

/**
 * Makes a real CASL ability that answers as the access does.
 *
 * - `ability.can(action, subject(type, record), field?)` is `access.can(action, type, record, field?)`. The type comes from
 *   CASL's `subject()` alone, never from a property that the record brings along.
 * - `ability.can(action, type, field?)` is `access.canSome(…)`: whether it could be done to *some* record, or after a
 *   step-up. It is for menus, not for records.
 * - What the policy does not know, or makes no sense, is a no.
 * - Of a no, `relevantRuleFor` (`ForbiddenError`, `<Can>`'s `reason`) tells the `why` of a statement that
 *   stands in its way.
 * - A change is asked about as the record stands: `to` is looked at for `create` alone. Before writing, ask the access.
 *
 * @param access - of this very instant, or a hydrated one in a browser; see `refreshAbility` and `keepFresh`
 * @throws InvalidRequestError `invalid_facts` for what is no access
 * @example
 * import { subject } from "@casl/ability";
 * const fields = [{ name: "id", type: "string" }, { name: "text", type: "string" }] as const;
 * const note = resource({ fields, actions: ["read", "update"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read", fields: ["text"] }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "reader" }], session: null, now: 0 });
 * const ability = toAbility(access);
 * ability.can("read", subject("note", { id: "n1" })) // => true
 * ability.can("read", subject("note", { id: "n1" }), "id") // => false
 * ability.can("update", "note") // => false
 */
export function toAbility<Source extends AbilitySource>(access: Source): AbilityOf<Source>;
/**
 * Makes one whose rules for rows are queries: for `accessibleBy` of CASL's packages for databases.
 *
 * `ability.rulesFor(action, type)` is then one rule with `access.filter(action, type)` as its conditions; none where it
 * keeps nothing, and one without conditions where it keeps everything.
 *
 * @throws InvalidRequestError `invalid_facts` for what is no access
 * @example
 * import { toMongo } from "castellan/query";
 * const note = resource({ fields: [{ name: "id", type: "string" }, { name: "by", type: "string" }], actions: ["read"] });
 * const author = { title: "Author", statements: { note: [{ allow: "read", when: { by: { $ref: "principal.id" } } }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { author } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "author" }], session: null, now: 0 });
 * const ability = toAbility(access, { query: (filter) => toMongo(filter) });
 * ability.rulesFor("read", "note").length // => 1
 */
export function toAbility<Source extends AbilitySource, Query extends object>(
  access: Source,
  options: AbilityOptions<Query>,
): AbilityOf<Source, Query>;
export function toAbility(access: unknown, { query }: Partial<AbilityOptions<object>> = {}): unknown {
  return new AccessAbility(answererOf(access), query ?? null);
}
