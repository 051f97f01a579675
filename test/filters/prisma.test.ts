import fc from "fast-check";
import { it } from "vitest";
import { SEED } from "../seed.js";
import { holdsOn } from "./law.js";
import { prismaPglite, prismaTable } from "./prisma/postgresql.js";
import { sqliteTable } from "./prisma/sqlite.js";
import { rows } from "./rows.js";

it("law 7 (S37): Prisma keeps the rows that `can` says yes to", async () => {
  const [batch = []] = fc.sample(rows(120), { numRuns: 1, seed: SEED });
  const table = await prismaTable(await prismaPglite(), batch);
  try {
    const tally = await holdsOn([table], { runs: 500, seed: SEED });
    console.log(`Prisma: ${tally}`);
    // it cannot look into JSON, and compares few fields with each other
    tally.assertTelling(20_000, 0.6);
  } finally {
    await table.close();
  }
}, 180_000);

it("law 7 (S37): Prisma on SQLite keeps the rows that `can` says yes to", async () => {
  const [batch = []] = fc.sample(rows(120), { numRuns: 1, seed: SEED });
  const table = await sqliteTable(batch);
  try {
    const tally = await holdsOn([table], { runs: 600, seed: SEED });
    console.log(`Prisma on SQLite: ${tally}`);
    tally.assertTelling(10_000, 0.8);
  } finally {
    await table.close();
  }
}, 180_000);
