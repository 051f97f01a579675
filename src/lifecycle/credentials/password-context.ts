import { foldPassword, unleeted } from "./password-text.js";

const MOST_CONTEXTS = 50;
const LONGEST_CONTEXT = 256;
const SHORTEST_WORD = 3;
/** Both ways of reading each counted: enough for everything that is known of somebody. */
const MOST_WORDS = 600;
/** Fewer characters than this beside the known words are no secret. */
const FEWEST_OF_ITS_OWN = 8;

/**
 * Whether a folded password is little more than words that are known of the person or the service: as they are, backwards, or
 * with digits and symbols in place of letters.
 */
export function isMadeOfContext(folded: string, context: readonly string[]): boolean {
  const words = wordsOf(context);
  if (words.length === 0) return false;
  return unleeted(folded).some((spelling) => {
    let rest = spelling;
    // words of one or two letters would be found in everything
    for (const word of words) rest = rest.replaceAll(word, " ");
    return rest !== spelling && ownCharacters(rest) < FEWEST_OF_ITS_OWN;
  });
}

/** Letters, digits and symbols beside the known words; spaces, separators and the rows of digits of a year are nothing. */
function ownCharacters(rest: string): number {
  return [...rest.replace(/[\s._,;:'"/\\-]/gu, "").replace(/(?:19|20)\d\d/gu, "")].length;
}

/** The longest first, so that a name is found before the half of it. */
function wordsOf(context: readonly string[]): readonly string[] {
  const words = new Set<string>();
  for (const text of context.slice(0, MOST_CONTEXTS)) {
    if (typeof text !== "string") continue;
    const parts = foldPassword(text.slice(0, LONGEST_CONTEXT)).split(/[^\p{L}\p{Nd}]+/u);
    for (const part of [...parts, parts.join("")]) {
      for (const spelling of unleeted(part)) {
        if ([...spelling].length < SHORTEST_WORD) continue;
        words.add(spelling);
        words.add([...spelling].reverse().join(""));
      }
    }
  }
  return [...words].sort((one, other) => other.length - one.length).slice(0, MOST_WORDS);
}
