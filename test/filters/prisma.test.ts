import fc from "fast-check";
import { it } from "vitest";
import { SEED } from "../seed.js";
import { holdsOn } from "./law.js";
import { prismaTable } from "./prisma/table.js";
import { rows } from "./rows.js";

it("law 7 (S37): Prisma keeps the rows that `can` says yes to", async () => {
  const [batch = []] = fc.sample(rows(120), { numRuns: 1, seed: SEED });
  const table = await prismaTable(batch);
  try {
    const tally = await holdsOn([table], { runs: 500, seed: SEED });
    console.log(`Prisma: ${tally}`);
    // it cannot look into JSON, and compares few fields with each other
    tally.assertTelling(20_000, 0.6);
  } finally {
    await table.close();
  }
});
