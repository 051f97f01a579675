import type { Sizes } from "./workload/sizes.js";

export type LaneName = "castellan" | "casl" | "casl-per-request" | "hand";

/** What a process is started for. */
export interface Assignment {
  readonly lane: LaneName;
  readonly statements: number;
  readonly sizes: Sizes;
}

/** What a process is asked to do, one thing at a time. */
export type Task =
  | { readonly kind: "answers" }
  | { readonly kind: "warm-up"; readonly measure: string }
  | { readonly kind: "round"; readonly measure: string }
  | { readonly kind: "memory" }
  | { readonly kind: "carried" }
  | { readonly kind: "exit" };

/** The answers of a lane, to be compared with the others'. */
export interface Answers {
  readonly decisions: string;
  readonly allowed: number;
  /** Every mask as JSON, keys sorted; `null` for a lane without masks. */
  readonly masks: readonly string[] | null;
}

/** One timing. */
export interface Timing {
  /** Nanoseconds for one whole run of the measure. */
  readonly ns: number;
  /** What the measure counted: the same in every lane and every round. */
  readonly count: number;
}

/** Bytes of heap per principal, beyond the principal's own data. */
export interface Memory {
  /** As made. */
  readonly fresh: number;
  /** After a few questions. */
  readonly used: number;
}

/** Bytes of what is sent to the browser of one principal: means over all of them. */
export interface Carried {
  /** As JSON. */
  readonly plain: number;
  /** The same, compressed by gzip. */
  readonly zipped: number;
}
