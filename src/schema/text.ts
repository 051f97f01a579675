import { quote } from "../model/quote.js";

export { quote };

/** A short list of names as it stands in a message. */
export function quoteAll(texts: Iterable<string>): string {
  const all = [...texts];
  const shown = all.slice(0, 12).map(quote).join(", ");
  return all.length > 12 ? `${shown}, …` : shown;
}
