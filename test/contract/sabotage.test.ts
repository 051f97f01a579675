import { type StoreCase, StoreContractBroken, storeContract } from "castellan/testing";
import { describe, expect, it } from "vitest";
import { saboteurs } from "./sabotage/saboteurs.js";

describe("the contract of stores catches a store that", () => {
  it.concurrent.each(saboteurs.map((saboteur) => [saboteur.what, saboteur] as const))("%s", async (_, saboteur) => {
    const { caughtBy, createStore } = saboteur;
    const named = storeContract.find((it): it is StoreCase => it.name === caughtBy);
    expect(named, `there is no case named "${caughtBy}"`).toBeDefined();
    await expect(named?.run(createStore)).rejects.toThrow(StoreContractBroken);
  });
});
