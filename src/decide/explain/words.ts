import type { CompiledPolicy } from "../../compile/policy.js";

/** So many items of a list are named; of the rest, how many there are. */
const LISTED = 5;

/** Joins items as people do: `a`, `a or b`, `a, b or c`; nothing is "nothing". */
export function listed(items: readonly string[], word: "and" | "or"): string {
  const rest = items.length - LISTED;
  const named = rest > 1 ? [...items.slice(0, LISTED), `${rest} more`] : items;
  if (named.length < 2) return named[0] ?? "nothing";
  return `${named.slice(0, -1).join(", ")} ${word} ${named.at(-1)}`;
}

/** A name of the model, set apart from the words around it. */
export function code(name: string): string {
  return `\`${name}\``;
}

/** A name that came as a fact, and so may be anything. */
export function nameOf(value: unknown): string {
  return typeof value === "string" ? value : "?";
}

/** What people call a role. */
export function titleOf(policy: CompiledPolicy, role: unknown): string {
  const { roles } = policy.data;
  return (typeof role === "string" && Object.hasOwn(roles, role) ? roles[role]?.title : undefined) ?? nameOf(role);
}

/** `a deal`, `an account`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/** A length of time, in the greatest unit that leaves no rest. */
export function lengthText(ms: number): string {
  const [unit, size] = UNITS.find(([, whole]) => ms >= whole && ms % whole === 0) ?? ["millisecond", 1];
  const count = ms / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** An instant, in epoch milliseconds, as precisely as it is given: `2026-03-02 09:14 UTC`. */
export function instantText(ms: number): string {
  if (!(Math.abs(ms) <= 8.64e15)) return "an unknown date";
  const text = new Date(ms).toISOString().replace("T", " ");
  return text.replace(/(?::00)?\.000Z$|Z$/, " UTC");
}
