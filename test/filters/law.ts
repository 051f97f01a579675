import { inspect } from "node:util";
import fc from "fast-check";
import { compilePolicy } from "../../src/compile/policy.js";
import { isCastellanError } from "../../src/model/errors.js";
import { openAccess } from "../../src/project/access.js";
import type { Filter } from "../../src/project/filter/filter.js";
import { type Case, someCase } from "./cases.js";
import { TYPE } from "./model.js";
import { Tally } from "./tally.js";

/** A table of some engine, with rows in it. */
export interface Table {
  readonly engine: string;
  /** The rows by number, as an application gets them from the engine. */
  readonly records: ReadonlyMap<number, object>;
  /** The numbers of the rows that the engine keeps. */
  readonly select: (filter: Filter) => Promise<readonly number[]> | readonly number[];
  /** The filter in the engine's language. */
  readonly told: (filter: Filter) => unknown;
}

/** A filter that keeps what it must not, or does not keep what it must. */
export class FilterLawBroken extends Error {
  override readonly name = "FilterLawBroken";
}

/** Holds an engine to the law on generated policies: the rows it keeps are those that `can` says yes to. */
export async function holdsOn(
  tables: readonly Table[],
  { runs, seed }: { readonly runs: number; readonly seed: number },
) {
  const tally = new Tally();
  let place = 0;
  const property = fc.asyncProperty(someCase(), async (each) => {
    const table = tables[place++ % tables.length];
    if (table !== undefined) await compare(table, each, tally);
  });
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: tables.length > 1 });
  return tally;
}

/** Asks `can` about every row of a table, and the engine for all of them at once. */
export async function compare(table: Table, { policy, facts }: Case, tally: Tally): Promise<void> {
  const access = openAccess(compilePolicy(policy), facts);
  const filter = access.filter("read", TYPE);
  const can = access.checker("read", TYPE);
  let kept: ReadonlySet<number>;
  tally.tried();
  try {
    kept = new Set(await table.select(filter));
  } catch (error) {
    if (!isCastellanError(error) || error.code !== "untranslatable_filter") throw explained(error, table, filter);
    tally.refused(error.message);
    return;
  }
  for (const [number, record] of table.records) {
    const isKept = kept.has(number);
    tally.compared(isKept, filter.isNever || filter.isAlways);
    if (can(record) === isKept) continue;
    const what = isKept ? "keeps a row that `can` says no to" : "does not keep a row that `can` says yes to";
    const statements = Object.values(policy.roles).map((role) => role.statements?.[TYPE]);
    const shown = { statements, facts, record, filter: sayable(filter.ast), told: table.told(filter) };
    throw new FilterLawBroken(`${table.engine} ${what}\n${show(shown)}`);
  }
}

function explained(error: unknown, table: Table, filter: Filter): Error {
  let told: unknown = "?";
  try {
    told = table.told(filter);
  } catch {
    // that may be what went wrong
  }
  return new Error(
    `${table.engine} fails: ${error instanceof Error ? error.message : String(error)}\n${show({ told, filter: sayable(filter.ast) })}`,
    {
      cause: error,
    },
  );
}

/** An expression without the fields along its paths. */
function sayable(ast: unknown): unknown {
  if (Array.isArray(ast)) return ast.map(sayable);
  if (typeof ast !== "object" || ast === null) return ast;
  if ("keys" in ast && "text" in ast) return ast.text;
  return Object.fromEntries(Object.entries(ast).map(([key, value]) => [key, sayable(value)]));
}

function show(value: unknown): string {
  return inspect(value, { depth: 12, breakLength: 140, maxArrayLength: 20, maxStringLength: 2_000 });
}
