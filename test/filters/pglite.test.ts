import fc from "fast-check";
import { afterAll, beforeAll, it } from "vitest";
import { SEED } from "../seed.js";
import { holdsOn, type Table } from "./law.js";
import { rows } from "./rows.js";
import { pgliteEngine } from "./sql/pglite.js";
import { sqlTable } from "./sql/table.js";

let engine: Awaited<ReturnType<typeof pgliteEngine>>;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

it("law 7 (S37): a PostgreSQL query keeps the rows that `can` says yes to", async () => {
  const tables: Table[] = [];
  for (const [number, batch] of fc.sample(rows(80), { numRuns: 6, seed: SEED }).entries()) {
    tables.push(await sqlTable(engine, batch, number));
  }
  const tally = await holdsOn(tables, { runs: 900, seed: SEED });
  console.log(`PGlite: ${tally}`);
  tally.assertTelling(40_000);
}, 180_000);
