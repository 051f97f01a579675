import type { DefinitionIssueCode } from "./issue-codes.js";
import type { IssuePath, Issues } from "./issues.js";
import { Kept, type Plain, type PlainObject, UNREADABLE } from "./plain.js";
import { quote, quoteAll } from "./text.js";

/** A value, and where it stands in the definition. A reader that finds fault reports it here and gives `undefined`. */
export class Site {
  readonly value: Plain;
  readonly issues: Issues;
  readonly #parent: Site | undefined;
  readonly #steps: IssuePath;

  constructor(value: Plain, issues: Issues, steps: IssuePath = [], parent?: Site) {
    this.value = value;
    this.issues = issues;
    this.#steps = steps;
    this.#parent = parent;
  }

  get path(): IssuePath {
    return this.#parent === undefined ? this.#steps : [...this.#parent.path, ...this.#steps];
  }

  /** Reports that something is wrong here. */
  issue(code: DefinitionIssueCode, message: string, hint?: string): undefined {
    if (!this.issues.full) this.issues.add(code, this.path, message, hint);
    return undefined;
  }

  /** Reports a name that does not exist, with what was probably meant. */
  unknown(code: DefinitionIssueCode, message: string, name: string, known: Iterable<string>): undefined {
    if (this.issues.full) return undefined;
    const candidates = [...known];
    const near = this.issues.didYouMean(name, candidates);
    const all = candidates.length > 0 && candidates.length <= 8 ? `known: ${quoteAll(candidates)}` : undefined;
    return this.issue(code, message, near ?? all);
  }

  /** Reports a value of the wrong kind, unless it was reported when it was copied. */
  wrongType(wanted: string): undefined {
    if (this.value === UNREADABLE) return undefined;
    return this.issue("wrong_type", `must be ${wanted}, not ${kindOf(this.value)}`);
  }

  child(key: string | number, value: Plain): Site {
    return new Site(value, this.issues, [key], this);
  }

  /** The object here, whatever its keys. */
  entries(wanted = "an object"): PlainObject | undefined {
    return isObject(this.value) ? this.value : this.wrongType(wanted);
  }

  /** The object here; every key that is not listed is an issue. */
  object(keys: readonly string[], wanted = "an object"): PlainObject | undefined {
    const object = this.entries(wanted);
    if (object === undefined) return undefined;
    for (const [key, value] of object) {
      if (this.issues.full) break;
      if (!keys.includes(key)) {
        this.child(key, value).unknown("unknown_key", `the key ${quote(key)} means nothing here`, key, keys);
      }
    }
    return object;
  }

  /** The elements of the list here, each with its site. */
  list(wanted = "a list"): readonly Site[] | undefined {
    const { value } = this;
    return isList(value) ? value.map((element, index) => this.child(index, element)) : this.wrongType(wanted);
  }

  text(wanted = "a text"): string | undefined {
    return typeof this.value === "string" ? this.value : this.wrongType(wanted);
  }

  boolean(): boolean | undefined {
    return typeof this.value === "boolean" ? this.value : this.wrongType("true or false");
  }

  /** A key's site, if the object here has the key. */
  optional(key: string): Site | undefined {
    const value = isObject(this.value) ? this.value.get(key) : undefined;
    return value === undefined ? undefined : this.child(key, value);
  }

  /** A key's site; it is an issue if the object here lacks the key. */
  required(key: string): Site | undefined {
    return this.optional(key) ?? this.issue("missing_key", `the key ${quote(key)} is missing`);
  }
}

export function isObject(value: Plain): value is PlainObject {
  return value instanceof Map;
}

export function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function kindOf(value: Plain): string {
  if (value === null) return "null";
  if (isList(value)) return "a list";
  if (value instanceof Date) return "a date";
  if (value instanceof Kept) return "a schema";
  if (isObject(value)) return "an object";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}
