import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEED } from "../seed.js";
import { FilterLawBroken, holdsOn, type Table } from "./law.js";
import { mongoTable } from "./mongo.js";
import { rows } from "./rows.js";
import { MONGO_MISTAKES, SQL_MISTAKES, wrongMongo, wrongSql } from "./sabotage.js";
import { sqliteEngine } from "./sql/sqlite.js";
import { sqlTable } from "./sql/table.js";

const batches = fc.sample(rows(100), { numRuns: 5, seed: SEED });

describe("the law finds a translator out", () => {
  it.each(SQL_MISTAKES)("in SQL: $name", async (mistake) => {
    const engine = await sqliteEngine();
    const tables: Table[] = [];
    for (const [number, batch] of batches.entries())
      tables.push(await sqlTable(engine, batch, number, wrongSql(mistake)));
    expect(await breachOn(tables)).toBeInstanceOf(FilterLawBroken);
  });

  it.each(MONGO_MISTAKES)("in MongoDB: $name", async (mistake) => {
    const tables = batches.map((batch) => mongoTable(batch, {}, wrongMongo(mistake)));
    expect(await breachOn(tables)).toBeInstanceOf(FilterLawBroken);
  });

  it("and no translator without a mistake, put together in the same way", async () => {
    const engine = await sqliteEngine();
    const right = { name: "none", says: () => null };
    const [batch = []] = batches;
    const tables = [await sqlTable(engine, batch, 1, wrongSql(right)), mongoTable(batch, {}, wrongMongo(right))];
    expect(await breachOn(tables, 300)).toBeNull();
  });
});

/** What the law throws within so many policies. */
async function breachOn(tables: readonly Table[], runs = 4_000): Promise<unknown> {
  try {
    await holdsOn(tables, { runs, seed: SEED });
    return null;
  } catch (error) {
    return (error as Error).cause;
  }
}
