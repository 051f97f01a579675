import type { Json } from "../../../model/json.js";
import { badRequest } from "./scim-error.js";
import { valuesAt } from "./scim-values.js";

/** A filter of RFC 7644 (section 3.4.2.2), read. */
export type ScimFilter =
  | { readonly kind: "and" | "or"; readonly parts: readonly ScimFilter[] }
  | { readonly kind: "not"; readonly part: ScimFilter }
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "compare"; readonly path: string; readonly operator: ScimOperator; readonly value: ScimValue }
  /** Elements of a list that match: `emails[type eq "work"]`. */
  | { readonly kind: "some"; readonly path: string; readonly part: ScimFilter };

/** How a filter compares. */
export type ScimOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

type ScimValue = string | number | boolean | null;

const LONGEST_FILTER = 2_000;
const MOST_TESTS = 50;
const DEEPEST = 10;
const OPERATORS: readonly string[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/y;
const PATH = /^(?:urn:[\w.:-]+:)?[A-Za-z$][\w$-]*(?:\.[A-Za-z$][\w$-]*)?$/;
const CASE_EXACT: ReadonlySet<string> = new Set(["id", "externalid", "value", "meta.version"]);

/**
 * Reads a filter: every operator of RFC 7644, `and`, `or`, `not`, parentheses and value paths, of at most 50 tests.
 *
 * @throws ScimError `invalidFilter`
 */
export function parseScimFilter(text: string): ScimFilter {
  return new Parser(text).filter("top");
}

/**
 * Reads what stands between the brackets of a value path.
 *
 * @throws ScimError `invalidFilter`
 */
export function parseValueFilter(text: string): ScimFilter {
  return new Parser(text).filter("value");
}

/** Whether a resource, or an element of a list, matches a filter. */
export function matchesScimFilter(filter: ScimFilter, resource: Json): boolean {
  switch (filter.kind) {
    case "and":
      return filter.parts.every((part) => matchesScimFilter(part, resource));
    case "or":
      return filter.parts.some((part) => matchesScimFilter(part, resource));
    case "not":
      return !matchesScimFilter(filter.part, resource);
    case "present":
      return valuesAt(resource, filter.path, "whole").some((value) => value !== null && value !== "");
    case "some":
      return valuesAt(resource, filter.path, "whole").some((value) => matchesScimFilter(filter.part, value));
    case "compare": {
      const values = valuesAt(resource, filter.path);
      const isExact = CASE_EXACT.has(filter.path.toLowerCase());
      const matches = (value: Json) => compares(filter.operator, value, filter.value, isExact);
      // what is not there is not equal to anything
      return filter.operator === "ne" ? values.every(matches) : values.some(matches);
    }
  }
}

function compares(operator: ScimOperator, value: Json, wanted: ScimValue, isExact: boolean): boolean {
  if (typeof value === "string" && typeof wanted === "string") {
    return comparesTexts(operator, isExact ? value : value.toLowerCase(), isExact ? wanted : wanted.toLowerCase());
  }
  if (operator === "eq") return value === wanted;
  if (operator === "ne") return value !== wanted;
  if (typeof value !== "number" || typeof wanted !== "number") return false;
  return comparesOrder(operator, value, wanted);
}

function comparesTexts(operator: ScimOperator, value: string, wanted: string): boolean {
  switch (operator) {
    case "eq":
      return value === wanted;
    case "ne":
      return value !== wanted;
    case "co":
      return value.includes(wanted);
    case "sw":
      return value.startsWith(wanted);
    case "ew":
      return value.endsWith(wanted);
    default:
      return comparesOrder(operator, value, wanted);
  }
}

function comparesOrder<Value extends string | number>(operator: ScimOperator, value: Value, wanted: Value): boolean {
  switch (operator) {
    case "gt":
      return value > wanted;
    case "ge":
      return value >= wanted;
    case "lt":
      return value < wanted;
    case "le":
      return value <= wanted;
    default:
      return false;
  }
}

type Token = { readonly kind: "mark" | "text" | "word"; readonly text: string };

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #tests = 0;

  constructor(text: string) {
    if (text.length > LONGEST_FILTER) throw invalid(`a filter has at most ${LONGEST_FILTER} characters`);
    this.#tokens = tokensOf(text);
  }

  filter(where: "top" | "value"): ScimFilter {
    const found = this.#or(0, where);
    if (this.#at < this.#tokens.length) throw invalid("there is something after the filter");
    return found;
  }

  #or(depth: number, where: "top" | "value"): ScimFilter {
    return this.#list("or", () => this.#list("and", () => this.#test(depth, where)));
  }

  #list(kind: "and" | "or", next: () => ScimFilter): ScimFilter {
    const first = next();
    const parts = [first];
    while (this.#takeWord(kind)) parts.push(next());
    return parts.length === 1 ? first : { kind, parts };
  }

  #test(depth: number, where: "top" | "value"): ScimFilter {
    if (depth >= DEEPEST) throw invalid("the filter is nested too deeply");
    if (this.#takeWord("not")) return { kind: "not", part: this.#group(depth, where) };
    if (this.#peek()?.text === "(" && this.#peek()?.kind === "mark") return this.#group(depth, where);
    this.#tests += 1;
    if (this.#tests > MOST_TESTS) throw invalid(`a filter has at most ${MOST_TESTS} tests`);
    const path = this.#next("word");
    if (!PATH.test(path)) throw invalid("an attribute in the filter cannot be read");
    if (this.#takeMark("[")) {
      if (where === "value") throw invalid("brackets do not stand in brackets");
      const part = this.#or(depth + 1, "value");
      if (!this.#takeMark("]")) throw invalid("a bracket is not closed");
      return { kind: "some", path, part };
    }
    const operator = this.#next("word").toLowerCase();
    if (operator === "pr") return { kind: "present", path };
    if (!OPERATORS.includes(operator)) throw invalid("there is no such operator");
    return { kind: "compare", path, operator: operator as ScimOperator, value: this.#value() };
  }

  #group(depth: number, where: "top" | "value"): ScimFilter {
    if (!this.#takeMark("(")) throw invalid("a parenthesis is missing");
    const found = this.#or(depth + 1, where);
    if (!this.#takeMark(")")) throw invalid("a parenthesis is not closed");
    return found;
  }

  #value(): ScimValue {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined || token.kind === "mark") throw invalid("a value is missing");
    try {
      // what RFC 7644 takes from JSON; Entra writes True and False
      const text = token.kind === "word" ? token.text.toLowerCase() : token.text;
      return JSON.parse(text) as ScimValue;
    } catch {
      throw invalid("a value cannot be read");
    }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(kind: Token["kind"]): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) throw invalid("the filter ends too early, or has something in the wrong place");
    this.#at += 1;
    return token.text;
  }

  #takeMark(text: string): boolean {
    const token = this.#peek();
    if (token?.kind !== "mark" || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #takeWord(text: string): boolean {
    const token = this.#peek();
    if (token?.kind !== "word" || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const whole = text.trimEnd();
  for (let at = 0; at < whole.length; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(whole);
    if (found === null) throw invalid("the filter cannot be read");
    const [, mark, quoted, word] = found;
    tokens.push(
      mark !== undefined
        ? { kind: "mark", text: mark }
        : quoted !== undefined
          ? { kind: "text", text: quoted }
          : { kind: "word", text: word ?? "" },
    );
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function invalid(message: string): Error {
  return badRequest("invalidFilter", message);
}
