import fc from "fast-check";
import { it } from "vitest";
import { SEED } from "../seed.js";
import { holdsOn } from "./law.js";
import { rows } from "./rows.js";
import { drizzleTable } from "./sql/drizzle.js";

it("law 7 (S37): Drizzle keeps the rows that `can` says yes to", async () => {
  const [batch = []] = fc.sample(rows(120), { numRuns: 1, seed: SEED });
  const table = await drizzleTable(batch);
  try {
    const tally = await holdsOn([table], { runs: 500, seed: SEED });
    console.log(`Drizzle: ${tally}`);
    tally.assertTelling(30_000);
  } finally {
    await table.close();
  }
}, 180_000);
