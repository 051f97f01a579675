import type { EvaluationError, StatementRef, UnmetApproval } from "../../model/decision.js";
import type { PortableFieldType } from "../../model/portable-field.js";

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
  readonly body: readonly unknown[];
}

/**
 * Lists that are written once and meant by their place; rows leave out what is 0 at their end. Instants are milliseconds since
 * that of the snapshot.
 */
export type SnapshotBody = readonly [
  names: readonly string[],
  types: readonly TypeRow[],
  paths: readonly PathRow[],
  /** Values to compare with: a text in a list is a bigint, and `null` one that cannot be used. */
  sets: readonly (readonly unknown[])[],
  conditions: readonly ExpressionRow[],
  requirements: readonly RequirementRow[],
  refs: readonly RefRow[],
  members: readonly MemberRow[],
  cells: readonly CellRow[],
  parties: readonly PartyRow[],
  /** Until when anything is allowed at all; `null` for ever. */
  limit: number | null,
];

/**
 * Something that changes as time goes by: its value, and then each instant from which on it has another one, with that
 * value. A bare number is for ever.
 */
export type Steps = number | readonly number[];

/** A resource type. Fields are meant by their place in it. */
export type TypeRow = readonly [
  name: string,
  fields: readonly string[],
  actions: readonly ActionRow[],
  /** The fields that hold dates. */
  dates?: readonly number[] | 0,
  /** The fields that lists may be sorted and searched by, after the instant until when that is known; 0 for ever. */
  queryable?: readonly number[] | 0,
];

/** An action: eight times the place of its name, and flags; then what each party's statements say about it. */
export type ActionRow = readonly [action: number, ...cells: number[]];

/** Flags of an action. */
export enum Flag {
  ReadsOnly = 1,
  Changes = 2,
  /** Attenuated away: no allow counts. */
  Gone = 4,
}

/** The fields of a type by what concerns them: each time fields, or 0 for all, and members. */
export type CellRow = readonly (readonly [fields: readonly number[] | 0, ...members: number[]])[];

/** A dotted path; the type of what it leads to, with 8 more for an array; which of its keys may be missing, as bits. */
export type PathRow = readonly [
  text: string,
  type?: number,
  optional?: number,
  values?: readonly (string | number)[] | undefined,
];

export const TYPES: readonly PortableFieldType[] = ["string", "number", "bigint", "boolean", "date", "enum", "opaque"];
export const ARRAY = 8;

/** A condition: what kind, and what it is about. */
export type ExpressionRow = readonly [kind: number, ...rest: unknown[]];

/** The kinds of conditions. */
export enum Kind {
  // of conditions
  Not,
  And,
  Or,
  // of a path
  Exists,
  // of a path, or the elements of an array, and of what it is compared with: a set, by place; a reference to a list or, for
  // `Is`, to a single value; nothing, for what cannot be told
  In,
  Is,
  /** Like `In`, but an empty array is as good as missing. */
  Within,
  // of a path and a single value, or a set of it alone
  Less,
  Greater,
  Starts,
}

/** What a test compares with that stands elsewhere: another field of the record or, without a path, the instant. */
export interface OperandReference {
  readonly path?: number;
  /** Milliseconds that are added. */
  readonly plus?: number;
}

/** What is unmet of a requirement, as bits. */
export enum Unmet {
  Mfa = 1,
  Session = 2,
  ForGood = 4,
}

export type RequirementRow = readonly [
  /** What is unmet that is the same for every request, as bits. */
  unmet?: Steps,
  /** What is told of unmet parts. */
  mfa?: object | 0,
  session?: object | 0,
  justification?: object | 0,
  approval?: Omit<UnmetApproval, "statement"> | 0,
  approvals?: readonly ApprovalRow[] | 0,
  /** The fields that it reads. */
  reads?: readonly string[] | 0,
];

/** An approval that may count for a statement. Approvers are told apart by numbers, and named where that is asked for. */
export type ApprovalRow = readonly [
  by: string | number,
  from: number,
  /** 0 for no end. */
  until: number,
  /** A text in a list for a bigint; `null` for none. */
  recordId: string | number | readonly [string] | null,
  /** The sum of what was approved. */
  changes: string,
  /** Each field that matters, with the sum of what was seen of it. */
  seen?: readonly (readonly [field: string, sum: string])[] | 0,
];

/** A statement as it is named. */
export type RefRow = readonly [id: string, role?: string | 0, assignment?: string | 0, why?: string | 0];

export enum Verb {
  Allow,
  Forbid,
  Require,
}

/** A statement as it is held: what it says, where and when. Conditions are meant by one more than their place. */
export type MemberRow = readonly [
  verb?: number,
  ref?: number,
  when?: number,
  to?: number,
  scope?: number,
  /** For a require the place of the requirement; for an allow that shows in part one more than that of the view. */
  detail?: number,
  from?: number,
  until?: number,
];

/** One party. */
export type PartyRow = readonly [
  /** The verdict that stops an action which reads only, ten times the one that stops others, 100 for an ended session. */
  state: Steps,
  /** Whether conditions look at the clock, and 2 where schedules do. */
  ticks: Steps,
  /** When anything may change by itself. */
  bounds: readonly number[],
  problems?: readonly ProblemRow[] | 0,
  /** What stands for the end of the session, if it has one. */
  end?: StatementRef | 0,
];

export type ProblemRow = readonly [
  code: EvaluationError["code"],
  message: string,
  assignment: string,
  from?: number,
  until?: number,
];
