import fc from "fast-check";
import { it } from "vitest";
import { SEED } from "../seed.js";
import { holdsOn, type Table } from "./law.js";
import { rows } from "./rows.js";
import { sqliteEngine } from "./sql/sqlite.js";
import { sqlTable } from "./sql/table.js";

it("law 7 (S37): a SQLite query keeps the rows that `can` says yes to", async () => {
  const engine = await sqliteEngine();
  const tables: Table[] = [];
  for (const [number, batch] of fc.sample(rows(80), { numRuns: 14, seed: SEED }).entries()) {
    tables.push(await sqlTable(engine, batch, number));
  }
  const tally = await holdsOn(tables, { runs: 1_500, seed: SEED });
  console.log(`SQLite: ${tally}`);
  tally.assertTelling(60_000);
}, 160_000);
