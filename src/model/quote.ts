const LONGEST_QUOTE = 60;

/**
 * A name as it stands in a message: in backticks, shortened, on one line. What is no text is told by its type alone.
 *
 * @param name - untrusted
 * @example
 * quote("deal") // => "`deal`"
 */
export function quote(name: unknown): string {
  if (typeof name !== "string") return `(${name === null ? "null" : typeof name})`;
  const cut = name.length > LONGEST_QUOTE ? `${name.slice(0, LONGEST_QUOTE)}…` : name;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  return `\`${cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029`]/g, "�")}\``;
}
