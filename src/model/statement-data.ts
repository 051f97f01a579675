import type { ConditionData } from "./condition-data.js";
import type { RequirementsData } from "./requirement-data.js";

/** One action, several, or `"*"` for every action of the type. */
export type ActionsData = string | readonly string[];

/** Field names and `"#group"`s, or all but some. */
export type FieldsData = readonly string[] | { readonly except: readonly string[] };

/** How a masked field is shown, the most revealing first. */
export type MaskView = "last4" | "email" | "initials" | "redact";

interface CommonData {
  readonly id?: string;
  readonly why?: string;
  readonly fields?: FieldsData;
  /** A condition on the record as it stands. */
  readonly when?: ConditionData;
  /** A condition on the record as it would become. */
  readonly to?: ConditionData;
}

/** *allow*: who may. Appears in roles and direct grants only. */
export interface AllowData extends CommonData {
  readonly allow: ActionsData;
  /** In place of `fields`: string fields that are shown in part. */
  readonly masked?: Readonly<Record<string, MaskView>>;
}

/** *forbid*: beats every allow. `who` appears in policy-wide rules only. */
export interface ForbidData extends CommonData {
  readonly forbid: ActionsData;
  readonly who?: ConditionData;
}

/** *require*: under which circumstances. `who` appears in policy-wide rules only. */
export interface RequireData extends CommonData {
  readonly require: RequirementsData;
  readonly for: ActionsData;
  readonly who?: ConditionData;
}

/** One sentence of policy. */
export type StatementData = AllowData | ForbidData | RequireData;

/** Statements by resource type; `"*"` is every type. */
export type StatementsData = Readonly<Record<string, readonly StatementData[]>>;
