/** A link of a document to another place in the project. */
export interface Link {
  /** As it is written. */
  readonly target: string;
  /** Number of its line, from 1. */
  readonly line: number;
  /** Relative to the document; `""` is the document itself. */
  readonly path: string;
  /** The heading it leads to, as an anchor; `undefined` if it leads to the whole. */
  readonly anchor: string | undefined;
}

/** The links of a Markdown document that stay inside the project: those of its text, not of its code. */
export function linksOf(markdown: string): readonly Link[] {
  return textLines(markdown).flatMap(({ text, line }) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s+(\S+)/g)].flatMap((match) => {
      const target = match[1] ?? match[2] ?? "";
      if (/^[a-z][a-z+.-]*:/i.test(target)) return [];
      const [path = "", anchor] = target.split("#");
      return [{ target, line, path, anchor }];
    }),
  );
}

/** The anchors of a Markdown document's headings, as GitHub makes them. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const counts = new Map<string, number>();
  for (const { text } of textLines(markdown)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*\s*$/.exec(text)?.[1];
    if (heading === undefined) continue;
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}

/** The lines that stand outside of fences. */
function textLines(markdown: string): readonly { readonly text: string; readonly line: number }[] {
  let fence: string | undefined;
  return markdown.split(/\r?\n/).flatMap((text, index) => {
    const mark = /^\s*(```+|~~~+)/.exec(text)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      return [];
    }
    return fence === undefined ? [{ text, line: index + 1 }] : [];
  });
}

function withoutCode(text: string): string {
  return text.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, "");
}
