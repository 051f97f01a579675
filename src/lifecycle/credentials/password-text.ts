/**
 * How many characters a password has: code points, in whichever Unicode normalisation there are the fewest, since one character
 * may decompose into eighteen.
 */
export function lengthOf(password: string): number {
  const forms = [password, password.normalize("NFC"), password.normalize("NFKC")];
  return Math.min(...forms.map((form) => [...form].length));
}

/** A password as it is compared: compatibility forms and case do not tell passwords apart. */
export function foldPassword(password: string): string {
  return password.normalize("NFKC").toLowerCase();
}

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "€": "e",
  "!": "i",
  "|": "l",
  "+": "t",
};

/** A folded password as it was, and with letters in place of the digits and symbols that look like them. */
export function unleeted(folded: string): readonly string[] {
  const letters = [...folded]
    .map((character) => (Object.hasOwn(LEET, character) ? LEET[character] : character))
    .join("");
  return [...new Set([folded, letters.replaceAll("1", "i"), letters.replaceAll("1", "l")])];
}

/** The spellings under which a folded password may be known: with look-alikes undone, and without what was put around it. */
export function spellingsOf(folded: string): readonly string[] {
  const spellings = new Set<string>();
  for (const spelling of unleeted(folded)) {
    spellings.add(spelling);
    addCore(spelling, spellings);
  }
  return [...spellings];
}

/** `dragon1999!` is `dragon`, if that is most of it. */
function addCore(spelling: string, spellings: Set<string>): void {
  const core = spelling.replace(/^[^\p{L}]+/u, "");
  const length = [...core].reduce((end, character, index) => (/\p{L}/u.test(character) ? index + 1 : end), 0);
  if (length > 0 && length * 2 >= [...spelling].length) spellings.add([...core].slice(0, length).join(""));
}
