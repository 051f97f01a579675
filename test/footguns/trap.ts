/** A trap of CASL's: what it does there, and what the same does here. Each side is shown by running it. */
export interface Trap {
  /** What happens to the author. */
  readonly title: string;
  readonly casl: Side;
  readonly castellan: Side;
}

interface Side {
  /** Half a sentence for the table of the documentation. */
  readonly does: string;
  /** Asserts it. */
  readonly shown: () => void;
}
