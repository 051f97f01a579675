/** The longest key of an id: five characters for each of 256 code units. */
export const LONGEST_KEY = 1280;

/**
 * Writes a text as plain ASCII that databases compare as JavaScript compares the text: equal only if every UTF-16 code unit is,
 * and in the order of code units. What is printable stays legible.
 *
 * Databases disagree on nearly everything about text: accents, case, trailing spaces; and UTF-8 sorts astral characters after
 * what UTF-16 sorts them before. They agree on bytes below 128.
 *
 * @param text - any text
 * @returns characters from `!` to `~`; at most five times as long
 * @example
 * orderedKey("u17@example.org") // => "u17@example.org"
 * orderedKey("Zoë ") // => "Zo~00eb!20"
 */
export function orderedKey(text: string): string {
  return text.replace(NOT_PLAIN, escaped);
}

/**
 * Reads a key.
 *
 * @param key - what {@link orderedKey} wrote
 * @example
 * textOfKey("Zo~00eb!20") // => "Zoë "
 */
export function textOfKey(key: string): string {
  return key.replace(ESCAPE, (found) => String.fromCharCode(Number.parseInt(found.slice(1), 16)));
}

// An escape begins with what sorts before (`!`) or after (`~`) all that stands for itself, and all escapes of a kind are
// equally long: so none begins another, and the first difference decides as it does between the texts.
const NOT_PLAIN = /[^"-}]/g;
const ESCAPE = /![0-9a-f]{2}|~[0-9a-f]{4}/g;

function escaped(unit: string): string {
  const code = unit.charCodeAt(0);
  return code < 0x22 ? `!${code.toString(16).padStart(2, "0")}` : `~${code.toString(16).padStart(4, "0")}`;
}
