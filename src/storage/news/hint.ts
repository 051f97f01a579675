/** That a tenant may have come to a revision. Whoever hears it looks into the store: nothing else follows from it. */
export interface Hint {
  /** A short hash of the tenant: see `news/tenant-tag`. */
  readonly tag: string;
  readonly revision: number;
}

/** The most hints of one message: it then stays below the 8,000 bytes that PostgreSQL carries. */
export const MOST_HINTS = 256;

/**
 * Writes hints as a message.
 *
 * @param hints - at most {@link MOST_HINTS}
 * @example
 * writeHints([{ tag: "56deb95f", revision: 7 }]) // => "56deb95f:7"
 */
export function writeHints(hints: readonly Hint[]): string {
  return hints.map(({ tag, revision }) => `${tag}:${revision}`).join(",");
}

/**
 * Reads a message. What is not a hint is passed over: anybody may write to a channel, and the worst they achieve is a look.
 *
 * @param message - untrusted
 * @example
 * readHints("56deb95f:7,nonsense") // => [{ tag: "56deb95f", revision: 7 }]
 */
export function readHints(message: unknown): readonly Hint[] {
  if (typeof message !== "string" || message.length > LONGEST_MESSAGE) return [];
  return message.split(",").flatMap((part) => {
    const [, tag, revision] = HINT.exec(part) ?? [];
    return tag === undefined ? [] : [{ tag, revision: Number(revision) }];
  });
}

const LONGEST_MESSAGE = 8_000;
const HINT = /^([0-9a-f]{8}):([1-9][0-9]{0,15})$/;
