import type { RequirementsData } from "./requirement-data.js";

/** One action, several, or `"*"` for every action of the type. */
export type Actions<Action extends string> = Action | "*" | readonly (Action | "*")[];

/** Fields and `"#group"`s by name. */
export interface FieldList<Field extends string> extends ReadonlyArray<Field> {
  // tells the compiler which of the two an author means, so that its message points at the one wrong name
  readonly except?: never;
}

/** All fields that are not sensitive (in a *forbid* or *require*: all fields) but those listed. */
export interface AllExcept<Field extends string> {
  readonly except: readonly Field[];
}

/** Fields and `"#group"`s by name, or all but some. */
export type Fields<Field extends string> = FieldList<Field> | AllExcept<Field>;

/** What every statement may carry. */
export interface StatementLabel {
  /** A name of its own: what `without` and reports call it. `<role>.<type>#<n>`, if not given. */
  readonly id?: string;
  /** For people: why it stands here. */
  readonly why?: string;
}

/** Which fields and records a statement is about. */
export interface StatementTarget<Field extends string, On> extends StatementLabel {
  readonly fields?: Fields<Field>;
  /** A condition on the record as it stands. */
  readonly when?: On;
  /** A condition on the record as it would become. */
  readonly to?: On;
}

/** Who may. */
export interface Allow<Action extends string, Field extends string, On> extends StatementTarget<Field, On> {
  readonly allow: Actions<Action>;
  readonly masked?: never;
  readonly forbid?: never;
  readonly require?: never;
  readonly for?: never;
}

/** Who may see some fields in part. */
export interface AllowMasked<Action extends string, On, Masks> extends StatementLabel {
  /** Read-only actions. */
  readonly allow: Actions<Action>;
  /** In place of `fields`: fields that hold a text, and how they are shown. */
  readonly masked: Masks;
  /** A condition on the record as it stands. */
  readonly when?: On;
  readonly fields?: never;
  readonly to?: never;
  readonly forbid?: never;
  readonly require?: never;
  readonly for?: never;
}

/** Who may not: beats every allow. */
export interface Forbid<Action extends string, Field extends string, On, NoAllow = never>
  extends StatementTarget<Field, On> {
  readonly forbid: Actions<Action>;
  readonly allow?: NoAllow;
  readonly require?: never;
  readonly for?: never;
}

/** Under which circumstances. */
export interface Require<Action extends string, Field extends string, On, Role extends string, NoAllow = never>
  extends StatementTarget<Field, On> {
  readonly require: RequirementsData<Role>;
  readonly for: Actions<Action>;
  readonly allow?: NoAllow;
  readonly forbid?: never;
}

/** Who may, whatever the type. */
export interface AllowEverywhere<Action extends string> extends StatementLabel {
  readonly allow: Actions<Action>;
  readonly forbid?: never;
  readonly require?: never;
  readonly for?: never;
}

/** Who may not, whatever the type. */
export interface ForbidEverywhere<Action extends string, NoAllow = never> extends StatementLabel {
  readonly forbid: Actions<Action>;
  readonly allow?: NoAllow;
  readonly require?: never;
  readonly for?: never;
}

/** Under which circumstances, whatever the type. */
export interface RequireEverywhere<Action extends string, Role extends string, NoAllow = never> extends StatementLabel {
  readonly require: RequirementsData<Role>;
  readonly for: Actions<Action>;
  readonly allow?: NoAllow;
  readonly forbid?: never;
}

/** Whom a policy-wide rule reaches. An unknown answer reaches. */
export interface Whom<On> {
  readonly who?: On;
}

/** A statement about one resource type. */
export type Statement<Action extends string, Field extends string, On, Masks, Role extends string> =
  | Allow<Action, Field, On>
  | AllowMasked<Action, On, Masks>
  | Forbid<Action, Field, On>
  | Require<Action, Field, On, Role>;

/** A statement about every resource type that has the actions. */
export type StatementEverywhere<Action extends string, Role extends string> =
  | AllowEverywhere<Action>
  | ForbidEverywhere<Action>
  | RequireEverywhere<Action, Role>;

/** What the compiler says of an allow among the rules. */
export type OnlyInRoles = "rules forbid and require: an allow belongs in a role";

/** A policy-wide rule about one resource type. */
export type Rule<Action extends string, Field extends string, On, Principal, Role extends string> =
  | (Forbid<Action, Field, On, OnlyInRoles> & Whom<Principal>)
  | (Require<Action, Field, On, Role, OnlyInRoles> & Whom<Principal>);

/** A policy-wide rule about every resource type that has the actions. */
export type RuleEverywhere<Action extends string, Principal, Role extends string> =
  | (ForbidEverywhere<Action, OnlyInRoles> & Whom<Principal>)
  | (RequireEverywhere<Action, Role, OnlyInRoles> & Whom<Principal>);
