import { memoryStore } from "castellan/storage";
import { storeContract } from "castellan/testing";
import { describe, it } from "vitest";

// memory outlives no restart, and belongs to one handle
const cases = storeContract.filter(({ needs }) => needs.every((ability) => ability === "watch"));

describe("the store in memory", () => {
  for (const { name, run } of cases) it(name, () => run(() => ({ store: memoryStore() })));
});
