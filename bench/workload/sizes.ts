/** How much is measured. */
export interface Sizes {
  readonly people: number;
  readonly requests: number;
  readonly recordsPerType: number;
  /** Contacts to mask, deals to list. */
  readonly bulk: number;
  /** Principals held at once, for the memory. */
  readonly held: number;
  readonly rounds: number;
  /** How long one measurement of one lane lasts in one round. */
  readonly roundMs: number;
  readonly warmUpMs: number;
}

export const FULL: Sizes = {
  people: 200,
  requests: 4_000,
  recordsPerType: 200,
  bulk: 100_000,
  held: 10_000,
  rounds: 21,
  roundMs: 60,
  warmUpMs: 400,
};

/** Shows that everything runs and agrees; its times say nothing. */
export const QUICK: Sizes = {
  people: 40,
  requests: 1_000,
  recordsPerType: 50,
  bulk: 2_000,
  held: 500,
  rounds: 3,
  roundMs: 5,
  warmUpMs: 20,
};

/** The slow, explaining questions are timed on every tenth request. */
export const SLOW_SHARE = 10;
