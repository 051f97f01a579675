import { quote } from "../model/quote.js";

/** What can be wrong with a chain. */
export type AuditProblemKind =
  /** What the event tells is not what its hash was made over: it was edited. */
  | "altered"
  /** Not an event at all, or one with a part missing or of another type. */
  | "malformed"
  /** Events are missing before this one: `expected` to the one before `found`. */
  | "missing"
  /** This event belongs elsewhere: it was swapped, or moved. */
  | "misplaced"
  /** There was an event with this sequence before. */
  | "duplicate"
  /** The event names another hash than that of the one before it: one of the two was replaced. */
  | "broken_link"
  /** Its id or revision does not go on from the event before it. */
  | "inconsistent"
  /** An event of another tenant. */
  | "foreign"
  /** The chain ends before the anchor. */
  | "truncated"
  /** The chain has another event at the anchor's place: it was rewritten. */
  | "anchor_mismatch";

/** Something that is wrong with a chain, and where. */
export interface AuditProblem {
  readonly kind: AuditProblemKind;
  /** The place in what was read, from 0. For `truncated`, one after the last. */
  readonly index: number;
  /** The sequence that belongs at this place, as far as can be told. */
  readonly sequence: number;
  /** The id of the event that was found there. */
  readonly id?: string;
  /** What should have been there: a sequence, a hash, an id or a source. */
  readonly expected?: string | number;
  /** What was there instead. */
  readonly found?: string | number;
  /** One lower-case sentence. */
  readonly message: string;
}

type Finding = Omit<AuditProblem, "message">;

const sentences: { readonly [kind in AuditProblemKind]: (it: Finding) => string } = {
  altered: () => "was changed after it was sealed",
  malformed: () => "is no audit event",
  missing: ({ expected, found }) =>
    `comes where ${expected} belongs: ${span(Number(expected), Number(found) - 1)} missing`,
  misplaced: ({ expected, found }) => `has sequence ${found} and stands where ${expected} belongs`,
  duplicate: ({ expected, found }) => `has sequence ${found}, which was there before, where ${expected} belongs`,
  broken_link: () => "does not go on from the event before it: one of the two was replaced",
  inconsistent: ({ expected, found }) =>
    `does not follow: ${quote(String(found))} stands where ${quote(String(expected))} belongs`,
  foreign: ({ expected, found }) => `is of ${quote(String(found))}, not of ${quote(String(expected))}`,
  truncated: ({ expected, found }) => `the chain ends at ${found}, before the anchor at ${expected}`,
  anchor_mismatch: () => "is not the one that the anchor was made of: the chain was rewritten",
};

/** Says what is wrong in words. */
export function auditProblem(finding: Finding): AuditProblem {
  const { kind, index, id } = finding;
  const event = id === undefined ? `entry ${index}` : `event ${quote(id)} at ${index}`;
  const sentence = sentences[kind](finding);
  return { ...finding, message: kind === "truncated" ? sentence : `${event} ${sentence}` };
}

function span(from: number, to: number): string {
  return from === to ? `event ${from} is` : `events ${from} to ${to} are`;
}
