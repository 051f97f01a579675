import type { Condition } from "./condition.js";
import type { Facts, PrincipalFacts, RecordFacts } from "./reference.js";
import type { ActionOf, FieldOf, GroupOf, Resource, RowOf, ScopePathOf } from "./resource.js";
import type { Rule, RuleEverywhere, Statement, StatementEverywhere } from "./statement.js";
import type { MaskView, StatementsData } from "./statement-data.js";
import type { KindOf } from "./value-kind.js";
import type { AnyAction, Vocabulary } from "./vocabulary.js";

/** A condition on a record of one resource type. */
export type RecordCondition<V extends Vocabulary, R extends Resource> = Condition<
  RowOf<R>,
  RecordFacts<RowOf<R>, V["attributes"]>,
  ScopePathOf<R>
>;

/** A condition on the principal. */
export type PrincipalCondition<V extends Vocabulary> = Condition<
  PrincipalFacts<V["attributes"]>,
  Facts<V["attributes"]>
>;

/** Fields that are shown in part, and how. */
export type Masked<Field extends string> = { readonly [Name in Field]?: MaskView };

/** The fields of a record that can be shown in part: those that hold a text. */
export type MaskableField<Row> = {
  [Field in keyof Row & string]: KindOf<Row[Field]> extends "string" ? Field : never;
}[keyof Row & string];

/** A statement about one resource type, in a role. */
export type StatementOn<V extends Vocabulary, R extends Resource> = Statement<
  ActionOf<R>,
  FieldOf<R> | GroupOf<R>,
  Condition<RowOf<R>, RecordFacts<RowOf<R>, V["attributes"]>, ScopePathOf<R>>,
  Masked<MaskableField<RowOf<R>>>,
  V["role"]
>;

/** A policy-wide rule about one resource type. */
export type RuleOn<V extends Vocabulary, R extends Resource> = Rule<
  ActionOf<R>,
  FieldOf<R> | GroupOf<R>,
  Condition<RowOf<R>, RecordFacts<RowOf<R>, V["attributes"]>, ScopePathOf<R>>,
  Condition<PrincipalFacts<V["attributes"]>, Facts<V["attributes"]>>,
  V["role"]
>;

/** {@link Statements}. The names stand first, so that a message about an unknown type lists the known ones. */
export type StatementsByType<Type extends string, V extends Vocabulary> = {
  readonly [Name in Type]?: readonly (Name extends keyof V["resources"]
    ? StatementOn<V, V["resources"][Name]>
    : StatementEverywhere<AnyAction<V>, V["role"]>)[];
};

/** {@link Rules}. The names stand first, so that a message about an unknown type lists the known ones. */
export type RulesByType<Type extends string, V extends Vocabulary> = {
  readonly [Name in Type]?: readonly (Name extends keyof V["resources"]
    ? RuleOn<V, V["resources"][Name]>
    : RuleEverywhere<AnyAction<V>, PrincipalCondition<V>, V["role"]>)[];
};

/** A role's statements, by resource type; `"*"` is every type. Plain data where the names are not known. */
export type Statements<V extends Vocabulary> = string extends keyof V["resources"]
  ? StatementsData
  : StatementsByType<(keyof V["resources"] & string) | "*", V>;

/** Policy-wide rules, by resource type; `"*"` is every type. Plain data where the names are not known. */
export type Rules<V extends Vocabulary> = string extends keyof V["resources"]
  ? StatementsData
  : RulesByType<(keyof V["resources"] & string) | "*", V>;
