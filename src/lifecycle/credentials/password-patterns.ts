/** The rows of keyboards, in lower case; what is typed along one is no secret. */
const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm"];

const NEIGHBOURS: ReadonlySet<string> = new Set(
  ROWS.flatMap((row) => [...row].slice(1).flatMap((key, index) => [`${row[index]}${key}`, `${key}${row[index]}`])),
);

/** The shorter text that a text consists of, over and over, the last time perhaps cut off; `undefined` if there is none. */
export function repeatedUnit(text: string): string | undefined {
  // how much of the beginning ends at each place (Knuth, Morris and Pratt): linear in the length
  const borders = [0];
  for (let index = 1; index < text.length; index++) {
    let border = borders[index - 1] ?? 0;
    while (border > 0 && text[index] !== text[border]) border = borders[border - 1] ?? 0;
    borders.push(text[index] === text[border] ? border + 1 : 0);
  }
  const period = text.length - (borders.at(-1) ?? 0);
  return period * 2 <= text.length ? text.slice(0, period) : undefined;
}

/**
 * Whether a text is mostly rows of neighbours: the same character again, the next or the one before in the alphabet, or on the
 * keyboard.
 *
 * @param minLength - the length that is asked for: a third of it must not follow from the character before
 */
export function isPredictable(text: string, minLength: number): boolean {
  const characters = [...text];
  let free = 0;
  for (let start = 0; start < characters.length; ) {
    const length = rowFrom(characters, start);
    // two neighbours are chance: every language is full of them
    free += length >= 3 ? 1 : length;
    start += length;
  }
  return free < Math.max(4, Math.ceil(minLength / 3));
}

/** The length of the longest row that begins here. */
function rowFrom(characters: readonly string[], start: number): number {
  return Math.max(
    ...STEPS.map((isStep) => {
      let length = 1;
      while (isStep(characters[start + length - 1], characters[start + length])) length++;
      return length;
    }),
  );
}

const STEPS: readonly ((one: string | undefined, other: string | undefined) => boolean)[] = [
  (one, other) => one === other && one !== undefined,
  (one, other) => distanceOf(one, other) === 1,
  (one, other) => distanceOf(one, other) === -1,
  (one, other) => NEIGHBOURS.has(`${one}${other}`),
];

function distanceOf(one: string | undefined, other: string | undefined): number {
  return (other?.codePointAt(0) ?? Number.NaN) - (one?.codePointAt(0) ?? Number.NaN);
}
