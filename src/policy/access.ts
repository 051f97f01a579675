import type { Explanation } from "../decide/explanation.js";
import type { Decision, DenyReason, Outcome, UnmetRequirement } from "../model/decision.js";
import type { Instant } from "../model/instant.js";
import type { RecordInput } from "../model/record-input.js";
import type { ActionOf, FieldOf, RowOf } from "../model/resource.js";
import type { TypeName, Vocabulary } from "../model/vocabulary.js";
import type { FilterExpression } from "../project/filter/expression.js";
import type { AccessSnapshot } from "../project/snapshot/format.js";

/** The action names of one resource type. */
export type ActionName<V extends Vocabulary, Type extends TypeName<V>> = ActionOf<V["resources"][Type]>;

/** The field names of one resource type. */
export type FieldName<V extends Vocabulary, Type extends TypeName<V>> = FieldOf<V["resources"][Type]>;

/** A record to be asked about, or changes of one: any part of it. */
export type RecordOf<V extends Vocabulary, Type extends TypeName<V>> = RecordInput<RowOf<V["resources"][Type]>>;

/** One question with everything that may go with it. */
export interface AccessRequest<V extends Vocabulary, Type extends TypeName<V>> {
  readonly action: ActionName<V, Type>;
  readonly type: Type;
  /** The record as it stands; for `create`, as proposed. */
  readonly record: RecordOf<V, Type>;
  /** For actions that change: the fields to be written, with their new values. Each is asked for. */
  readonly changes?: RecordOf<V, Type>;
  /** The fields asked for. Empty: as without. */
  readonly fields?: readonly FieldName<V, Type>[];
  /** The reason that the person gives; blank counts as none. */
  readonly justification?: string;
}

/** Which changes may be written. */
export interface WriteCheck<Field extends string = string> {
  /** The fields that may be written, in schema order: a request for exactly these changes is allowed. */
  readonly allowed: readonly Field[];
  /** The fields that may not, and why; a key that is no field is an `invalid_request`. */
  readonly refused: readonly { readonly field: string; readonly reason: DenyReason }[];
  /** The fields that may be written once these requirements are met. */
  readonly needs: readonly { readonly field: Field; readonly requirements: readonly UnmetRequirement[] }[];
}

/** How much of a cell is shown. */
export type CellView = "full" | "masked" | "hidden";

/**
 * The records on which an action is allowed, for memory and for databases.
 *
 * @example
 * const fields = [{ name: "id", type: "string" }, { name: "owner", type: "string" }] as const;
 * const note = resource({ fields, actions: ["read"] });
 * const own = { owner: { $ref: "principal.id" } } as const;
 * const writer = { title: "Writer", statements: { note: [{ allow: "read", when: own }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { writer } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "writer" }], session: null, now: 0 });
 * const filter = access.filter("read", "note");
 * filter.matches({ id: "n1", owner: "u1" }) // => true
 * filter.matches({ id: "n2", owner: "u2" }) // => false
 * filter.isNever // => false
 */
export interface Filter<Row extends object = object> {
  /** What is kept, simplified, with every fact but the record's own values filled in: what `castellan/query` translates. */
  readonly ast: FilterExpression;
  /** Whether it keeps no record, whatever it may be: then there is no need to ask a database. */
  readonly isNever: boolean;
  /** Whether it keeps every record. */
  readonly isAlways: boolean;
  /** Whether it keeps a record. */
  matches(record: Row): boolean;
}

/** What an access is narrowed to. */
export interface AttenuationLimit<V extends Vocabulary> {
  /** The only actions that are left, by resource type. */
  readonly allow: { readonly [Type in TypeName<V>]?: readonly ActionName<V, Type>[] };
  /** Nothing is allowed from this instant on. */
  readonly until?: Instant;
}

/** The cells of a record that may be seen: readable ones as they are, masked ones in part. */
export type MaskedRecord<V extends Vocabulary, Type extends TypeName<V>> = Partial<RowOf<V["resources"][Type]>>;

/**
 * A policy seen by one principal, in one session, at one instant: the object that answers. Pure and synchronous.
 *
 * Asking about an unknown type, action or field, or without a record, is a programming error: `InvalidRequestError`.
 *
 * @example
 * const fields = [{ name: "id", type: "string" }, { name: "text", type: "string" }] as const;
 * const note = resource({ fields, actions: ["read", "update"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read", fields: ["text"] }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "reader" }], session: null, now: 0 });
 * access.can("read", "note", { id: "n1" }) // => true
 * access.can("read", "note", { id: "n1" }, "id") // => false
 * access.mask("note", { id: "n1", text: "hello" }) // => { text: "hello" }
 */
export interface Access<V extends Vocabulary> {
  /** All answers stay the same before this instant (epoch ms). `null`: for ever. */
  readonly validUntil: number | null;

  /**
   * Whether the action is allowed, on the named field if there is one, else on at least one field.
   *
   * @returns `false` also where a step-up would help: see {@link Access.outcome}
   */
  can<Type extends TypeName<V>>(
    action: ActionName<V, Type>,
    type: Type,
    record: RecordOf<V, Type>,
    field?: FieldName<V, Type>,
  ): boolean;

  /** Like {@link Access.can}, but tells a step-up (`"challenge"`) from a no: what a menu wants. */
  outcome<Type extends TypeName<V>>(
    action: ActionName<V, Type>,
    type: Type,
    record: RecordOf<V, Type>,
    field?: FieldName<V, Type>,
  ): Outcome;

  /** Whether the action could be allowed or challenged for some record; with a record, for some change of it. */
  canSome<Type extends TypeName<V>>(
    action: ActionName<V, Type>,
    type: Type,
    record?: RecordOf<V, Type>,
    field?: FieldName<V, Type>,
  ): boolean;

  /** The whole answer: the outcome, the statements that determined it, and how long it stays true. */
  decide<Type extends TypeName<V>>(request: AccessRequest<V, Type>): Decision;

  /** Throws `AccessDeniedError`, with the decision, unless it is an *allow*. */
  assert<Type extends TypeName<V>>(request: AccessRequest<V, Type>): void;

  /** Which of these changes may be written. */
  checkWrite<Type extends TypeName<V>>(
    type: Type,
    record: RecordOf<V, Type>,
    changes: RecordOf<V, Type>,
  ): WriteCheck<FieldName<V, Type>>;

  /** The fields on which the action is allowed, in schema order. */
  fields<Type extends TypeName<V>>(
    action: ActionName<V, Type>,
    type: Type,
    record: RecordOf<V, Type>,
  ): FieldName<V, Type>[];

  /** How much of a cell may be shown. */
  view<Type extends TypeName<V>>(type: Type, record: RecordOf<V, Type>, field: FieldName<V, Type>): CellView;

  /** Only the cells that may be seen. */
  mask<Type extends TypeName<V>>(type: Type, record: RecordOf<V, Type>): MaskedRecord<V, Type>;

  /** {@link Access.can} for one action and type, bound once: for lists. */
  checker<Type extends TypeName<V>>(
    action: ActionName<V, Type>,
    type: Type,
  ): (record: RecordOf<V, Type>, field?: FieldName<V, Type>) => boolean;

  /** The fields that a decision reads: select them. */
  needs<Type extends TypeName<V>>(action: ActionName<V, Type>, type: Type): readonly FieldName<V, Type>[];

  /**
   * The records on which the action is allowed, as an expression: for lists in memory, and with `castellan/query` in
   * databases. Keeps a record if and only if {@link Access.can} says yes to it, without a field.
   */
  filter<Type extends TypeName<V>>(action: ActionName<V, Type>, type: Type): Filter<RecordOf<V, Type>>;

  /**
   * Makes sure that a list may be sorted, grouped, searched or filtered by these fields: each of them must be readable,
   * and not in part, on every record that may be read at all. Otherwise the order of a list, or what it leaves out, tells
   * what the cells do not show.
   *
   * @throws AccessDeniedError naming the fields that are not; also where that cannot be seen from the policy alone
   */
  assertQueryable<Type extends TypeName<V>>(type: Type, fields: readonly FieldName<V, Type>[]): void;

  /** Why, in words: `String(explanation)`. */
  explain<Type extends TypeName<V>>(request: AccessRequest<V, Type>): Explanation;

  /**
   * What a browser needs to answer like this access: plain JSON, for `hydrateAccess` of `castellan/client`. It holds what this
   * principal may do, now and later, and nothing of others. It hides; it does not protect.
   *
   * @throws InvalidRequestError `invalid_facts` for facts that throw while they are read
   */
  snapshot(): AccessSnapshot;

  /** The same access, allowed no more than this; never wider. */
  attenuate(limit: AttenuationLimit<V>): Access<V>;

  /** The same facts at another instant. */
  at(now: Instant): Access<V>;
}
