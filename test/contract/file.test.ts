import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileStore } from "castellan/storage/file";
import { type StoreUnderTest, storeContract } from "castellan/testing";
import { describe, it } from "vitest";

// the directory belongs to one handle
const cases = storeContract.filter(({ needs }) => !needs.includes("another"));

describe.each([
  ["snapshots now and then", 2 ** 24],
  ["a snapshot after each commit", 1],
])("the store in files, with %s", (_, snapshotAfterBytes) => {
  for (const { name, run } of cases) it(name, () => run(() => createStore(snapshotAfterBytes)));
});

async function createStore(snapshotAfterBytes: number): Promise<StoreUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), "castellan-file-"));
  let store = await fileStore({ directory, snapshotAfterBytes });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await fileStore({ directory, snapshotAfterBytes });
      return store;
    },
    close: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
