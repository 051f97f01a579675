import type { EvaluationError } from "../../model/decision.js";
import type { PortableFieldType } from "../../model/portable-field.js";
import type { Schedule } from "../../model/requirement-data.js";
import type { MaskView } from "../../model/statement-data.js";

/** The format that is written and read here; another one is refused. */
export const SNAPSHOT_VERSION = 1;

/**
 * One principal's part of a policy, as plain JSON: what `access.snapshot()` gives and `hydrateAccess` reads.
 *
 * It says what this principal may do, now and as time goes by, and nothing of others. It hides; it does not protect: the
 * server must decide again.
 */
export interface AccessSnapshot {
  /** The version of the format. */
  readonly castellan: typeof SNAPSHOT_VERSION;
  /** The instant at which it was taken (epoch ms): nothing is answered for an earlier one. */
  readonly now: number;
  /** Until when all answers stay as they are (epoch ms); `null` for ever. */
  readonly validUntil: number | null;
  /** A checksum: what was cut off, or changed by mistake, is told from what was written. It is no protection. */
  readonly sum: string;
  /** The rest, in a form of its own that may change with the version. */
  readonly body: SnapshotBody;
}

/** Lists that are written once and meant by their place; rows leave out what is 0 at their end. */
export type SnapshotBody = readonly [
  actions: readonly string[],
  types: readonly TypeRow[],
  paths: readonly PathRow[],
  sets: readonly (readonly string[])[],
  trees: readonly TreeRow[],
  conditions: readonly ExpressionRow[],
  requirements: readonly RequirementRow[],
  statements: readonly StatementRow[],
  bundles: readonly (readonly BundleRow[])[],
  parties: readonly PartyRow[],
  limits: LimitsRow | 0,
];

/**
 * Something that changes as time goes by: its value, and then each instant from which on it has another one, with that
 * value. A bare number is for ever.
 */
export type Steps = number | readonly number[];

/** A resource type. Fields and actions are meant by their place in it. */
export type TypeRow = readonly [
  name: string,
  fields: readonly string[],
  /** Each four times its place among all actions, plus 1 for one that reads only, plus 2 for one that changes. */
  actions: readonly number[],
  immutable?: readonly number[] | 0,
  sensitive?: readonly number[] | 0,
  dates?: readonly number[] | 0,
  /** For each dimension that it is scoped by: its place, and that of the path. */
  scopes?: readonly number[] | 0,
  /** The fields that lists may be sorted and searched by, and until when (epoch ms) that is known; 0 for ever. */
  queryable?: readonly [until: number, ...fields: number[]] | 0,
];

/** A dotted path; the type of what it leads to, with 8 more for an array; which of its keys may be missing, as bits. */
export type PathRow = readonly [
  text: string,
  type: number,
  optional?: number,
  values?: readonly (string | number)[] | undefined,
];

export const TYPES: readonly PortableFieldType[] = ["string", "number", "bigint", "boolean", "date", "enum", "opaque"];
export const ARRAY = 8;

/** The branches of a dimension: values, and the place of the one above each; -1 for none. */
export type TreeRow = readonly [values: readonly string[], above: readonly number[]];

/** A condition: an operator by its place in {@link OPERATORS}, and what it is about. */
export type ExpressionRow = readonly [operator: number, ...rest: unknown[]];

export const OPERATORS = [
  // conditions
  "not",
  "and",
  "or",
  // a path, and true or false
  "exists",
  // a path and an operand, that is: a literal, a list of them in which null is one that cannot be used, a reference, or
  // nothing at all for what cannot be told
  "eq",
  "ne",
  "lt",
  "lte",
  "gt",
  "gte",
  "startsWith",
  "in",
  "nin",
  "has",
  "hasAny",
  "hasScope",
  // the same, and the place of a tree
  "under",
  "hasUnder",
] as const;

/** What a test compares with that stands elsewhere: another field of the record, the instant, or a set. */
export interface OperandReference {
  readonly path?: number;
  /** Milliseconds that are added; to the instant, where there is no path. */
  readonly plus?: number;
  readonly set?: number;
}

/** What is unmet of a requirement, as bits. */
export const UNMET_MFA = 1;
export const UNMET_SESSION = 2;
export const UNMET_FOR_GOOD = 4;

export type RequirementRow = readonly [
  /** What is unmet that is the same for every request, as bits. */
  unmet: Steps,
  /** What is told of unmet parts. */
  mfa?: object | 0,
  session?: object | 0,
  approval?: object | 0,
  /** How long an approval counts, in milliseconds. */
  within?: number,
  justification?: 0 | 1,
  schedule?: Schedule | 0,
  /** The instants at which time alone may change it. */
  bounds?: readonly number[] | 0,
];

export const VERBS = ["allow", "forbid", "require"] as const;

export type StatementRow = readonly [
  verb: number,
  id: string,
  /** By their places among all actions; 0 for all of the type. */
  actions: readonly number[] | 0,
  /** Fields, by place; 0 for all that are not sensitive or, of a forbid or require, for all. */
  fields?: readonly number[] | 0,
  /** One more than the place of a condition. */
  when?: number,
  to?: number,
  /** For a require: one more than the place of the requirement. For a masked allow: fields, each with its view. */
  detail?: number | readonly number[],
  /** Of a rule, whether it passes this principal by: 0 or 1. */
  who?: Steps,
  why?: string | undefined,
];

/** Statements on one type. */
export type BundleRow = readonly [type: number, ...statements: number[]];

/** What an access was attenuated to: until when (epoch ms; `null` for ever), and the actions that are left. */
export type LimitsRow = readonly [until: number | null, ...actions: (readonly [type: number, ...actions: number[]])[]];

/** The views, the most revealing first. */
export const MASKS: readonly MaskView[] = ["last4", "email", "initials", "redact"];

export const GATES = ["open", "reading", "inactive", "revoked", "reading_revoked"] as const;

export type PartyRow = readonly [
  gate: Steps,
  /** When the session ends (epoch ms); `null` for never. */
  expiresAt: number | null,
  groups: readonly GroupRow[],
  bounds: readonly number[],
  approvals?: readonly ApprovalRow[] | 0,
  problems?: readonly ProblemRow[] | 0,
];

/** What is held: a bundle of statements, by what assignment, when (0 where that has no end), and where. */
export type GroupRow = readonly [
  bundle: number,
  assignment?: string | 0,
  role?: string | 0,
  from?: number,
  until?: number,
  /** For each dimension that bounds it: its place, and that of a set. */
  scope?: readonly number[] | 0,
];

/** Approvers are told apart by numbers, and named only where a requirement asks who they are. */
export type ApprovalRow = readonly [
  type: number,
  action: number,
  by: string | number,
  at: number,
  until: number | null,
  recordId?: unknown,
  changes?: unknown,
  seen?: unknown,
];

export type ProblemRow = readonly [
  code: EvaluationError["code"],
  message: string,
  assignment: string,
  from?: number,
  until?: number,
];
