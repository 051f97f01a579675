/** What is wrong with a JSON text, beyond not being one. */
export type JsonTextFault = "too_deep" | "duplicate_name" | "ill_formed_text";

/**
 * Looks for what the I-JSON profile (RFC 7493) rules out, because readers of JSON differ over it: a name twice in one object,
 * and text that is no Unicode. A proxy that looks at the first `subject` and a service that looks at the last would be talking
 * about two people.
 *
 * @param text - valid JSON
 * @param maxDepth - how deep arrays and objects may be nested
 * @returns the first fault; `null` if there is none
 * @internal
 */
export function faultOf(text: string, maxDepth: number): JsonTextFault | null {
  /** The names seen in each open object; `null` for an array. */
  const open: (Set<string> | null)[] = [];
  let isNameNext = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case "{":
      case "[": {
        if (open.length >= maxDepth) return "too_deep";
        isNameNext = text[at] === "{";
        open.push(isNameNext ? new Set() : null);
        break;
      }
      case "}":
      case "]":
        open.pop();
        isNameNext = false;
        break;
      case ",":
        // in an array too, where nothing asks for it
        isNameNext = true;
        break;
      case '"': {
        const end = endOfString(text, at);
        const value = textOf(text.slice(at, end + 1));
        if (/\p{Surrogate}/u.test(value)) return "ill_formed_text";
        const names = open.at(-1);
        if (isNameNext && names) {
          if (names.has(value)) return "duplicate_name";
          names.add(value);
          isNameNext = false;
        }
        at = end;
        break;
      }
    }
  }
  return null;
}

/** Where the quote is that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

function textOf(literal: string): string {
  return literal.includes("\\") ? String(JSON.parse(literal)) : literal.slice(1, -1);
}
