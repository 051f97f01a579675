const LONGEST_QUOTE = 60;

/**
 * A name as it stands in a message: in backticks, shortened, on one line.
 *
 * @param text - untrusted text
 * @example
 * quote("deal") // => "`deal`"
 */
export function quote(text: string): string {
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  return `\`${cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029`]/g, "�")}\``;
}

/** A short list of names as it stands in a message. */
export function quoteAll(texts: Iterable<string>): string {
  const all = [...texts];
  const shown = all.slice(0, 12).map(quote).join(", ");
  return all.length > 12 ? `${shown}, …` : shown;
}
