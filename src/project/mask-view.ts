import type { MaskView } from "../model/statement-data.js";

/** The views, the most revealing first: among several the first one counts. */
export const VIEWS: readonly MaskView[] = ["last4", "email", "initials", "redact"];

const HIDDEN = "••••";

/** Shorter texts are hidden whole: four characters of seven would say too much. */
const LAST4_MIN_LENGTH = 8;

const SHOW: Readonly<Record<MaskView, (text: string) => string>> = {
  last4: (text) => {
    const characters = Array.from(text);
    return characters.length < LAST4_MIN_LENGTH ? HIDDEN : HIDDEN + characters.slice(-4).join("");
  },
  email: (text) => {
    const at = text.lastIndexOf("@");
    const [first = ""] = text;
    return at > 0 && at < text.length - 1 ? `${first}•••${text.slice(at)}` : HIDDEN;
  },
  initials: (text) => {
    const words = text.split(" ").filter((word) => word !== "");
    const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
    return ends.length === 0 ? HIDDEN : ends.map((word) => `${[...(word ?? "")][0] ?? ""}.`).join("");
  },
  redact: () => HIDDEN,
};

/**
 * Shows a value in part. `null` is shown as it is; a value that is no text cannot be shown in part.
 *
 * @returns `undefined` where nothing can be shown
 * @example
 * showMasked("last4", "+49 30 1234567") // => "••••4567"
 * showMasked("email", "ada@example.com") // => "a•••@example.com"
 * showMasked("initials", "Ada Lovelace") // => "A.L."
 */
export function showMasked(view: MaskView, value: unknown): string | null | undefined {
  if (value === null) return null;
  return typeof value === "string" ? SHOW[view](value) : undefined;
}
