import { migrate, sqlStore } from "castellan/storage/sql";
import { storeContract } from "castellan/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { databaseKinds, isSkipped, type TestDatabase } from "../unit/storage/sql/databases.js";

describe.each(databaseKinds.map((kind) => [kind.name, kind] as const))("a store in %s", (_, kind) => {
  if (isSkipped(kind)) {
    it.skip(`needs ${kind.variable}`);
    return;
  }
  let databases: TestDatabase;
  beforeAll(async () => {
    databases = await kind.open();
  });
  afterAll(() => databases.close());

  const create = async () => {
    const database = databases.fresh();
    await migrate(database);
    const open = () => sqlStore({ ...databases.other(database), pollMs: 20 });
    return { store: sqlStore({ ...database, pollMs: 20 }), reopen: open, another: open };
  };
  for (const { name, run } of storeContract) it(name, () => run(create));
});
