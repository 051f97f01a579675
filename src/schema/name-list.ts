import type { DefinitionIssueCode } from "./issue-codes.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";

/** What is known of the names that a list may hold. */
export interface KnownNames {
  readonly names: ReadonlySet<string> | ReadonlyMap<string, unknown>;
  readonly code: DefinitionIssueCode;
  /** What each names: `role`, `field of type …`. */
  readonly what: string;
}

/**
 * Reads a list of texts without duplicates.
 *
 * @param site - where the list stands, if it does
 * @param read - reads one element; gives `undefined` when it has reported an issue
 * @returns the elements that could be read; `undefined` if there is no list
 */
export function readUnique<T extends string | number>(
  site: Site | undefined,
  read: (element: Site) => T | undefined,
): readonly T[] | undefined {
  const seen = new Set<T>();
  const elements = site?.list();
  if (elements === undefined) return undefined;
  for (const element of elements) {
    if (element.issues.full) break;
    const value = read(element);
    if (value === undefined) continue;
    if (seen.has(value)) element.issue("duplicate_value", `${quote(String(value))} is listed twice`);
    seen.add(value);
  }
  return [...seen];
}

/** Reads a name that must be known. */
export function readKnown(site: Site | undefined, known: KnownNames): string | undefined {
  const name = site?.text();
  if (site === undefined || name === undefined || known.names.has(name)) return name;
  return site.unknown(known.code, `there is no ${known.what} ${quote(name)}`, name, known.names.keys());
}

/** Reads a list of known names without duplicates. */
export function readKnownList(site: Site | undefined, known: KnownNames): readonly string[] | undefined {
  return readUnique(site, (element) => readKnown(element, known));
}

/** As {@link readUnique}, and an empty list is an issue. */
export function readNonEmpty<T extends string | number>(
  site: Site | undefined,
  read: (element: Site) => T | undefined,
): readonly T[] | undefined {
  if (site?.list()?.length === 0) return site.issue("empty_list", "the list is empty", "leave the key out");
  return readUnique(site, read);
}
