import { type InspectOptions, inspect } from "node:util";
import ts from "typescript";
import { expect } from "vitest";

/** A program whose `// =>` comments have become assertions, on the same lines. */
export interface Instrumented {
  readonly text: string;
  readonly assertions: number;
}

/** The name under which an instrumented program expects the result of {@link assertionsOf}. */
export const assertName = "__assert";

/**
 * Makes assertions of the comments in a program:
 *
 * - `expression // => value` and `const name = … // => value`: deep equality with the value, a JavaScript expression in
 *   which a final `…` stands for whatever more there is: `{ outcome: "deny", … }`, `["a", …]`;
 * - `expression // => throws TEXT`: an error whose code, name or one of whose issues' codes is the text, or whose message contains it.
 *
 * The comment may stand on the line after the statement, and go on over further comment lines until the value is complete.
 *
 * @throws an error that begins with `file:line`, if a `// =>` follows no such statement or is followed by no value
 */
export function instrument(program: string, file: string): Instrumented {
  const source = ts.createSourceFile("snippet.ts", program, ts.ScriptTarget.ES2022, true);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const insertions: { readonly at: number; readonly text: string }[] = [];
  const claimed = new Set<number>();

  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isStatement(node) || ts.isBlock(node)) return;
    const comment = /^[ \t]*(?:\n[ \t]*)?\/\/[ \t]*=>/.exec(program.slice(node.end));
    if (!comment) return;
    const start = node.end + comment[0].length;
    // a block and its last statement end in different places, but an `if` ends with its last statement
    if (claimed.has(start)) return;
    claimed.add(start);
    const line = lineAt(start);
    const where = `${file}:${line}`;
    const thrown = /^[ \t]*throws\b[ \t]*(.*)/.exec(program.slice(start))?.[1];

    if (ts.isExpressionStatement(node)) {
      const { expression } = node;
      if (thrown === undefined) {
        insertions.push({ at: expression.getStart(), text: `${assertName}.equal((` });
        insertions.push({ at: expression.end, text: `), () => (${expectedValue(program, start, where)}), ${line})` });
      } else {
        const text = JSON.stringify(thrown.trim().replace(/^(["'`])(.*)\1$/, "$2"));
        const [before, after] = containsAwait(expression)
          ? [`await ${assertName}.rejects(async () => (`, `), ${text}, ${line})`]
          : [`${assertName}.throws(() => (`, `), ${text}, ${line})`];
        insertions.push({ at: expression.getStart(), text: before }, { at: expression.end, text: after });
      }
      return;
    }
    const declared = ts.isVariableStatement(node) ? node.declarationList.declarations : undefined;
    const name = declared?.length === 1 ? declared[0]?.name : undefined;
    if (!name || !ts.isIdentifier(name) || thrown !== undefined) {
      throw new Error(`${where}: \`// =>\` asserts an expression or one declared name`);
    }
    const value = expectedValue(program, start, where);
    insertions.push({ at: node.end, text: `; ${assertName}.equal(${name.text}, () => (${value}), ${line});` });
  };
  visit(source);

  for (const arrow of program.matchAll(/\/\/[ \t]*=>/g)) {
    const end = arrow.index + arrow[0].length;
    if (!claimed.has(end)) throw new Error(`${file}:${lineAt(end)}: \`// =>\` follows no statement`);
  }
  // from the end, so that the earlier positions stay true
  const text = insertions
    .sort((a, b) => b.at - a.at)
    .reduce((result, { at, text: added }) => result.slice(0, at) + added + result.slice(at), program);
  return { text, assertions: claimed.size };
}

function containsAwait(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  return !ts.isFunctionLike(node) && (ts.forEachChild(node, containsAwait) ?? false);
}

/** The value from `start` on: the rest of the line, and of the comment lines after it until it is complete. */
function expectedValue(program: string, start: number, where: string): string {
  const [first = "", ...more] = program.slice(start).split("\n");
  let value = first.trim();
  for (const line of [...more, ""]) {
    const expression = withMore(value);
    if (value !== "" && isExpression(expression)) return expression;
    const continuation = /^[ \t]*\/\/(?![ \t]*=>)(.*)/.exec(line)?.[1];
    if (continuation === undefined) break;
    value += ` ${continuation.trim()}`;
  }
  throw new Error(`${where}: \`${value}\` is no JavaScript value`);
}

function isExpression(text: string): boolean {
  const { diagnostics } = ts.transpileModule(`(${text});`, { reportDiagnostics: true });
  return diagnostics?.length === 0;
}

/** Replaces a `…` (or `...`) before a closing bracket by a spread of the mark that stands for more. */
function withMore(value: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, value);
  let result = "";
  let pending = "";
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const text = value.slice(scanner.getTokenFullStart(), scanner.getTokenEnd());
    const closes = token === ts.SyntaxKind.CloseBraceToken || token === ts.SyntaxKind.CloseBracketToken;
    result += pending && closes ? `...${assertName}.more` : pending;
    pending = text.trim() === "…" || text.trim() === "..." ? text : "";
    result += pending ? "" : text;
  }
  return result + pending;
}

// ---- at run time -----------------------------------------------------------------------------------------------

const moreMark = Symbol("more");

/** Spread into an object it leaves the mark as a key, into an array as its last element. */
class More {
  readonly [moreMark] = true;
  *[Symbol.iterator]() {
    yield moreMark;
  }
}

/** What an instrumented program calls; failures are collected, each beginning with `file:line`. */
export function assertionsOf(file: string) {
  const failures: string[] = [];
  const fail = (line: number, message: string) => void failures.push(`${file}:${line}: ${message}`);
  const judge = (thrown: { readonly error: unknown } | undefined, text: string, line: number) => {
    if (!thrown) fail(line, `nothing was thrown, not \`${text}\``);
    else if (!describes(text, thrown.error)) fail(line, `expected an error \`${text}\`, got ${String(thrown.error)}`);
  };
  return {
    failures: failures as readonly string[],
    more: new More(),
    equal(actual: unknown, expected: () => unknown, line: number): void {
      try {
        const value = expected();
        if (!equals(actual, value)) fail(line, `expected ${inspect(value, shown)}\ngot ${inspect(actual, shown)}`);
      } catch (error) {
        fail(line, String(error));
      }
    },
    throws(run: () => unknown, text: string, line: number): void {
      let thrown: { readonly error: unknown } | undefined;
      try {
        run();
      } catch (error) {
        thrown = { error };
      }
      judge(thrown, text, line);
    },
    async rejects(run: () => Promise<unknown>, text: string, line: number): Promise<void> {
      judge(
        await run().then(
          () => undefined,
          (error: unknown) => ({ error }),
        ),
        text,
        line,
      );
    },
  };
}

function describes(text: string, error: unknown): boolean {
  if (text === "" || typeof error !== "object" || error === null) return false;
  const { code, name, message, issues } = error as {
    code?: unknown;
    name?: unknown;
    message?: unknown;
    issues?: unknown;
  };
  return (
    code === text ||
    name === text ||
    (typeof message === "string" && message.includes(text)) ||
    (Array.isArray(issues) && issues.some((issue: unknown) => (issue as { code?: unknown } | null)?.code === text))
  );
}

const shown: InspectOptions = { depth: 8, breakLength: 120 };

function equals(actual: unknown, value: unknown): boolean {
  try {
    expect(actual).toEqual(patternOf(value));
    return true;
  } catch {
    return false;
  }
}

function patternOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements = value.filter((it) => it !== moreMark).map(patternOf);
    return value.length === elements.length ? elements : beginningWith(elements);
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([key, it]) => [key, patternOf(it)]));
  return moreMark in value ? expect.objectContaining(fields) : fields;
}

function beginningWith(elements: readonly unknown[]): unknown {
  return expect.toSatisfy(
    (actual: unknown) => {
      if (!Array.isArray(actual)) return false;
      expect(actual.slice(0, elements.length)).toEqual(elements);
      return true;
    },
    `begins with ${JSON.stringify(elements)}`,
  );
}
