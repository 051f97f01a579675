import ts from "typescript";

/** A program made of the code in a document; every line stands where it stands in the document. */
export interface Snippet {
  /** What a failure is called: the document, and the line of the code unless the whole document is one program. */
  readonly title: string;
  /** The document, relative to the project. */
  readonly file: string;
  /** What is type-checked. */
  readonly checked: string;
  /** What is run: without the fences marked `no-run`; `undefined` if nothing is left. */
  readonly run: string | undefined;
  /** How many fences or examples it is made of, and how many of them are not run. */
  readonly fences: number;
  readonly notRun: number;
}

interface Fence {
  /** Number of the line after the opening one, from 0. */
  readonly start: number;
  readonly lines: readonly string[];
  readonly alone: boolean;
  readonly run: boolean;
}

/**
 * The programs in a Markdown document: its `ts` fences share one module, in order, except those marked `ts alone`.
 * A fence marked `ts no-run` is type-checked only. A name imported by an earlier fence may be imported again.
 */
export function snippetsOfMarkdown(file: string, markdown: string): Snippet[] {
  const fences = fencesOf(file, markdown.split(/\r?\n/));
  const shared = fences.filter((fence) => !fence.alone);
  const alone = fences.filter((fence) => fence.alone);
  return [
    ...(shared.length > 0 ? [snippetOf(file, file, shared)] : []),
    ...alone.map((fence) => snippetOf(`${file}:${fence.start + 1}`, file, [fence])),
  ];
}

/** The programs in the `@example` blocks of one TSDoc comment that begins on line `firstLine` (from 0) of a source file. */
export function snippetsOfComment(file: string, comment: string, firstLine: number): Snippet[] {
  const lines = comment.split(/\r?\n/).map((line) =>
    line
      .replace(/\s*\*\/\s*$/, "")
      .replace(/^\s*\/\*\*\s?/, "")
      .replace(/^\s*\*\s?/, ""),
  );
  const snippets: Snippet[] = [];
  for (const [start, end] of exampleRanges(lines)) {
    const block = lines.slice(start, end);
    const fences = fencesOf(file, block).map((fence) => ({ ...fence, start: fence.start + firstLine + start }));
    if (fences.length === 0) {
      const code = [(block[0] ?? "").replace(/^\s*@example\s*/, ""), ...block.slice(1)];
      fences.push({ start: firstLine + start, lines: code, alone: false, run: true });
    }
    snippets.push(snippetOf(`${file}:${firstLine + start + 1}`, file, fences));
  }
  return snippets;
}

/** Half-open ranges of lines, each from an `@example` to the next tag. */
function exampleRanges(lines: readonly string[]): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  let start: number | undefined;
  let inFence = false;
  for (const [index, line] of [...lines, "@end"].entries()) {
    if (/^\s*(```|~~~)/.test(line)) inFence = !inFence;
    if (inFence || !/^\s*@\w/.test(line)) continue;
    if (start !== undefined) ranges.push([start, index]);
    start = /^\s*@example\b/.test(line) ? index : undefined;
  }
  return ranges;
}

function fencesOf(file: string, lines: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  for (let index = 0; index < lines.length; index++) {
    const opening = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/.exec(lines[index] ?? "");
    if (!opening) continue;
    const [, indent = "", ticks = "", info = ""] = opening;
    const start = index + 1;
    const closing = new RegExp(`^\\s*${ticks[0]}{${ticks.length},}\\s*$`);
    do index++;
    while (index < lines.length && !closing.test(lines[index] ?? ""));
    if (index >= lines.length) throw new Error(`${file}:${start}: the fence is not closed`);

    const [language, ...marks] = info.trim().split(/\s+/);
    if (language !== "ts") continue;
    const unknown = marks.find((mark) => mark !== "alone" && mark !== "no-run");
    if (unknown !== undefined) throw new Error(`${file}:${start}: a ts fence cannot be marked \`${unknown}\``);
    fences.push({
      start,
      lines: lines.slice(start, index).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)),
      alone: marks.includes("alone"),
      run: !marks.includes("no-run"),
    });
  }
  return fences;
}

function snippetOf(title: string, file: string, fences: readonly Fence[]): Snippet {
  const run = fences.filter((fence) => fence.run);
  return {
    title,
    file,
    checked: programOf(fences),
    run: run.length > 0 ? programOf(run) : undefined,
    fences: fences.length,
    notRun: fences.length - run.length,
  };
}

/** The fences as one module, each on its own lines. */
function programOf(fences: readonly Fence[]): string {
  const lines: string[] = [];
  const imported = new Set<string>();
  for (const { start, lines: code } of fences) {
    while (lines.length < start) lines.push("");
    lines.push(...withoutRepeatedImports(code.join("\n"), imported).split("\n"));
  }
  return lines.join("\n");
}

/** Blanks out the names that an earlier fence has imported already: each fence of a document may show its imports. */
function withoutRepeatedImports(code: string, imported: Set<string>): string {
  const source = ts.createSourceFile("fence.ts", code, ts.ScriptTarget.ES2022, true);
  const blanks: [start: number, end: number][] = [];
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    const isNew = (name: string) => !imported.has(`${from} ${name}`) && Boolean(imported.add(`${from} ${name}`));
    if (bindings && ts.isNamedImports(bindings)) {
      for (const [index, element] of bindings.elements.entries()) {
        const end = bindings.elements[index + 1]?.getStart() ?? bindings.elements.end;
        if (!isNew(element.name.text)) blanks.push([element.getStart(), end]);
      }
    } else if (bindings && !isNew(`* as ${bindings.name.text}`)) {
      blanks.push([statement.getStart(), statement.end]);
    }
  }
  return blanks.reduce(
    (text, [start, end]) => text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, " ") + text.slice(end),
    code,
  );
}
