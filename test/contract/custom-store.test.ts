import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type StoreUnderTest, storeContract } from "castellan/testing";
import { describe, expect, it, vi } from "vitest";
import { CrmStore } from "../../examples/custom-store/crm-store.js";
import { addAccessTables, createCrmTables } from "../../examples/custom-store/crm-tables.js";

describe("the store over a CRM's own tables", () => {
  for (const { name, run } of storeContract) it(name, () => run(createStore));

  it("shows what its example says", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    await import("../../examples/custom-store/main.js");
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });
});

async function createStore(): Promise<StoreUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), "castellan-crm-"));
  const file = join(directory, "crm.sqlite");
  const database = new DatabaseSync(file);
  createCrmTables(database);
  addAccessTables(database);
  database.close();
  const opened: CrmStore[] = [];
  const open = () => {
    const store = new CrmStore(file);
    opened.push(store);
    return store;
  };
  return {
    store: open(),
    another: open,
    reopen: () => {
      opened.pop()?.close();
      return open();
    },
    close: async () => {
      for (const store of opened) store.close();
      await rm(directory, { recursive: true });
    },
  };
}
