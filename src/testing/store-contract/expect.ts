import type { StoreErrorCode } from "../../storage/store-error.js";
import { StoreContractBroken } from "./store-case.js";

const LONGEST = 300;
/** How long anything may take before it is taken for lost. */
const PATIENCE_MS = 10_000;

/** Fails the case. */
export function breach(what: string): never {
  throw new StoreContractBroken(what);
}

/** Fails the case unless it is so. */
export function expectThat(holds: boolean, what: string): asserts holds {
  if (!holds) breach(what);
}

/** Fails the case unless both are the same JSON, whatever the order of keys. */
export function expectSame(found: unknown, expected: unknown, what: string): void {
  if (!isSame(found, expected)) breach(`${what}: expected ${shown(expected)}, found ${shown(found)}`);
}

/** Fails the case unless it is refused with this code. */
export async function expectRefused(
  attempt: PromiseLike<unknown>,
  code: StoreErrorCode | "invalid_limit",
  what: string,
): Promise<void> {
  let found: string;
  try {
    found = `it resolved to ${shown(await attempt)}`;
  } catch (error) {
    if (codeOf(error) === code) return;
    found = `it threw ${String(error)} (code \`${String(codeOf(error))}\`)`;
  }
  breach(`${what}: expected the refusal \`${code}\`, but ${found}`);
}

/** The `code` of what was thrown, if it has one. */
export function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/** All that an iterable gives. */
export async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

/** What comes, unless it takes so long that it will never come. */
export async function soon<Value>(awaited: PromiseLike<Value>, what: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const late = () => reject(new StoreContractBroken(`${what}: nothing within ${PATIENCE_MS / 1000} s`));
    timer = setTimeout(late, PATIENCE_MS);
  });
  try {
    return await Promise.race([awaited, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A promise that may fail before it is waited for: the case fails when it is, and until then it is nobody's unhandled rejection.
 */
export function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

/** Lets others go on: a store may answer so fast that nobody else would ever have a turn. */
export function pause(ms = 0): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function isSame(a: unknown, b: unknown): boolean {
  const left = [a];
  const right = [b];
  // by hand, since values may be nested deeper than calls can be
  while (left.length > 0) {
    const one = left.pop();
    const other = right.pop();
    if (Object.is(one, other)) continue;
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
    if (Array.isArray(one) !== Array.isArray(other)) return false;
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(other, key)) return false;
      left.push(own(one, key));
      right.push(own(other, key));
    }
  }
  return true;
}

function own(holder: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}

function shown(value: unknown): string {
  const text = value === undefined ? "undefined" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
}
