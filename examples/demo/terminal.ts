const WIDTH = Math.max(60, Math.min(process.stdout.columns || 80, 96));
// https://no-color.org: any non-empty value turns colour off
const COLOUR = process.stdout.isTTY === true && (process.env.NO_COLOR ?? "") === "";

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** A text in a style, where the terminal shows styles. */
export function styled(style: keyof typeof codes, text: string): string {
  return COLOUR ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
}

/** Prints lines, indented under their chapter. */
export function say(text = ""): void {
  for (const line of text.split("\n")) console.log(line === "" ? "" : `   ${line}`);
}

/** Prints prose, wrapped to the width of the terminal. */
export function tell(text: string): void {
  for (const line of wrapped(text, WIDTH - 4)) say(line);
}

/** Prints what belongs to the answer above it. */
export function detail(text: string): void {
  for (const line of wrapped(text, WIDTH - 17)) say(`             ${styled("dim", line)}`);
}

/** Prints somebody else's words. Continued lines are indented as far as the first. */
export function quote(text: string): void {
  for (const line of text.split("\n")) {
    const [indent = ""] = /^\s*(?:- )?/.exec(line) ?? [];
    for (const [index, part] of wrapped(line.slice(indent.length), WIDTH - 6 - indent.length).entries()) {
      say(`${styled("dim", "│")} ${index === 0 ? indent : " ".repeat(indent.length)}${part}`);
    }
  }
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Begins a chapter. */
export function heading(number: number, title: string): void {
  const rule = "─".repeat(Math.max(3, WIDTH - title.length - 5));
  console.log(`\n${styled("cyan", String(number).padStart(2))} ${styled("bold", title)} ${styled("dim", rule)}`);
}

/** One answer: what was asked, and what came out. */
export function answer(outcome: "allow" | "challenge" | "deny", question: string, more = ""): void {
  const marks = {
    allow: styled("green", "✔ allow    "),
    challenge: styled("yellow", "▲ challenge"),
    deny: styled("red", "✘ deny     "),
  };
  say(`${marks[outcome]}  ${question}${more === "" ? "" : styled("dim", `  ${more}`)}`);
}

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align?: "left" | "right";
}

/** Prints a table. A cell's style does not count into its width. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  const line = (cells: readonly Cell[]) =>
    columns
      .map(({ width, align }, index) => padded(cells[index] ?? "", width, align ?? "left"))
      .join(" ")
      .trimEnd();
  say(styled("bold", line(columns.map(({ title }) => title))));
  say(styled("dim", columns.map(({ width }) => "─".repeat(width)).join(" ")));
  for (const row of rows) say(line(row));
}

/** A text, or one with a style. */
export type Cell = string | { readonly text: string; readonly style: keyof typeof codes };

function padded(cell: Cell, width: number, align: "left" | "right"): string {
  const text = typeof cell === "string" ? cell : cell.text;
  const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text;
  const filled = align === "right" ? cut.padStart(width) : cut.padEnd(width);
  return typeof cell === "string" ? filled : filled.replace(cut, () => styled(cell.style, cut));
}

/** Shows how far something has come, once it takes long enough to be noticed; on a terminal only. */
export function progress(what: string, total: number): (done: number) => void {
  if (process.stderr.isTTY !== true) return () => undefined;
  const begun = performance.now();
  let shown = false;
  return (done) => {
    if (done < total && performance.now() - begun > 400) {
      shown = true;
      process.stderr.write(`\r   ${what} … ${Math.floor((100 * done) / total)} %`);
    }
    if (done >= total && shown) process.stderr.write(`\r${" ".repeat(what.length + 12)}\r`);
  };
}

/** A number as people read it: `12,345`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
