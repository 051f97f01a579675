import { expect, it } from "vitest";
import { createRandom } from "../../bench/workload/random.js";
import { SEED } from "../seed.js";
import { killWriters } from "./kill/kill-writers.js";

// `npx tsx test/contract/kill.ts --times 500` does it more often
it("loses nothing that the store in files acknowledged when its process is killed", async () => {
  const { below } = createRandom(SEED);
  const figures = await killWriters(10, 2, () => below(1_000_000) / 1_000_000);
  expect(figures.kills).toBe(10);
  expect(figures.acknowledged).toBeGreaterThan(0);
});
