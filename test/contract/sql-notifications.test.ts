import { migrate, postgresNotifications, sqlStore } from "castellan/storage/sql";
import { storeContract } from "castellan/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, it } from "vitest";
import { databaseKinds, type TestDatabase } from "../unit/storage/sql/databases.js";

const url = process.env["POSTGRES_URL"] ?? "";
const kind = databaseKinds.find(({ name }) => name === "PostgreSQL")!;

describe.skipIf(url === "")("a store in PostgreSQL that is told of commits (needs POSTGRES_URL)", () => {
  let databases: TestDatabase;
  beforeAll(async () => {
    databases = await kind.open();
  });
  afterAll(() => databases.close());

  const create = async () => {
    const database = databases.fresh();
    await migrate(database);
    const client = () => new pg.Client({ connectionString: url });
    // nothing is found by looking: what is told must have been heard
    const open = () =>
      sqlStore({
        ...database,
        pollMs: 60_000,
        notifications: postgresNotifications({ client, channel: `${database.prefix}${process.pid}` }),
      });
    return { store: open(), reopen: open, another: open };
  };
  for (const { name, run } of storeContract.filter(({ needs }) => needs.includes("watch"))) it(name, () => run(create));
});
