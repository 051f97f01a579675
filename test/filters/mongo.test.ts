import fc from "fast-check";
import { it } from "vitest";
import { SEED } from "../seed.js";
import { holdsOn } from "./law.js";
import { mongoTable } from "./mongo.js";
import { rows } from "./rows.js";

it("law 7 (S37): a Mongo query keeps the documents that `can` says yes to", async () => {
  const batches = fc.sample(rows(60), { numRuns: 12, seed: SEED });
  const options = [{}, { longs: "bigint" }, { dates: "number" }] as const;
  const tables = batches.map((batch, place) => mongoTable(batch, options[place % options.length]));
  const tally = await holdsOn(tables, { runs: 1_500, seed: SEED });
  console.log(`MongoDB: ${tally}`);
  tally.assertTelling(40_000);
}, 180_000);
