import { type PolicyStore, type PrincipalState, StoreError } from "castellan/storage";
import { migrate, pendingMigrations, type SqlDatabase, schemaSql, sqlStore } from "castellan/storage/sql";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { all, put, stateOf } from "./commits.js";
import { databaseKinds, isSkipped, type TestDatabase } from "./databases.js";

const ALL = ["001_tables", "002_search"];

describe.each(databaseKinds.map((kind) => [kind.name, kind] as const))("migrate on %s", (_, kind) => {
  if (isSkipped(kind)) {
    it.skip(`needs ${kind.variable}`);
    return;
  }
  let databases: TestDatabase;
  let database: SqlDatabase;

  beforeAll(async () => {
    databases = await kind.open();
  });
  afterAll(() => databases.close());
  beforeEach(() => {
    database = databases.fresh();
  });

  it("runs every migration once, in order, and lists those to come", async () => {
    expect(await pendingMigrations(database)).toEqual(ALL);
    expect(await migrate(database, { to: "001_tables" })).toEqual(["001_tables"]);
    expect(await pendingMigrations(database)).toEqual(["002_search"]);
    expect(await migrate(database)).toEqual(["002_search"]);
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await migrate(database)).toEqual([]);
  });

  it("says which schema is not there, and does not send back to itself", async () => {
    // SQLite has databases that are attached in place of schemas, and MySQL has databases
    if (database.dialect !== "postgres") return;
    const elsewhere = migrate({ ...database, schema: "nowhere" });
    await expect(elsewhere).rejects.toThrow("there is no schema `nowhere`; create it first");
  });

  it("is safe where several processes start at once", async () => {
    const processes = Array.from({ length: 4 }, () => databases.other(database));
    const runs = await Promise.all(processes.map((each) => migrate(each)));
    expect(runs.flat().sort()).toEqual(ALL);
    await put(sqlStore(database), "acme", stateOf("u1"));
  });

  it("rolls forward with data present and while writers go on, and loses nothing", async () => {
    await migrate(database, { to: "001_tables" });
    const store = sqlStore(database);
    await put(store, "acme", ...Array.from({ length: 3_000 }, (_, index) => stateOf(`u${index}`, "rep")));
    const migrating = databases.other(database);
    let done = false;
    let during = 0;
    const writing = ["a", "b", "c"].map(async (tenant) => {
      let made = 0;
      while (!done || made < 5) {
        if (!(await isPut(store, tenant, stateOf(`u${made}`, "rep")))) continue;
        made++;
        if (!done) during++;
      }
      return made;
    });
    expect(await migrate(migrating)).toEqual(["002_search"]);
    done = true;
    const made = await Promise.all(writing);
    // where there is but one connection, the migration has it
    if (kind.variable !== undefined) expect(during).toBeGreaterThan(0);
    for (const [index, tenant] of ["a", "b", "c"].entries()) {
      const events = await all(store.events(tenant, { action: "assign" }));
      expect(events.map((event) => event.revision)).toEqual(Array.from({ length: made[index]! }, (_, at) => at + 1));
    }
    expect(await all(store.events("acme", { action: "assign" }))).toHaveLength(3_000);
    expect(await pendingMigrations(database)).toEqual([]);
  });

  it("finishes a migration that was broken off", async () => {
    const { schema, prefix = "castellan_" } = database;
    const table = schema === undefined ? sql.id(`${prefix}schema`) : sql.id(schema, `${prefix}schema`);
    await migrate(database);
    // all was built, and the process died before that was noted
    await sql`update ${table} set version = ${0}, compatible = ${0}`.execute(database.db);
    expect(await migrate(database)).toEqual(ALL);
    await put(sqlStore(database), "acme", stateOf("u1"));
  });

  it("knows what a team's own tool did with the same statements", async () => {
    for (const text of Object.values(schemaSql(database))) {
      for (const statement of text.split(";\n").filter((each) => each !== "")) {
        await sql.raw(statement).execute(database.db);
      }
    }
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await migrate(database)).toEqual([]);
    await put(sqlStore(database), "acme", stateOf("u1"));
  });

  it("does not touch a schema that is newer than it knows", async () => {
    const { schema, prefix = "castellan_" } = database;
    const table = schema === undefined ? sql.id(`${prefix}schema`) : sql.id(schema, `${prefix}schema`);
    await migrate(database);
    await sql`update ${table} set version = 9, compatible = 9`.execute(database.db);
    await expect(migrate(database)).rejects.toMatchObject({ code: "unsupported_version" });
    await expect(pendingMigrations(database)).rejects.toMatchObject({ code: "unsupported_version" });
  });

  it("refuses to go to a migration that there is not", async () => {
    await expect(migrate(database, { to: "003_more" })).rejects.toMatchObject({ code: "invalid_request" });
  });
});

/** What got into another's way is tried again, as the service does. */
async function isPut(store: PolicyStore, tenant: string, state: PrincipalState): Promise<boolean> {
  try {
    await put(store, tenant, state);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === "revision_conflict") return false;
    throw error;
  }
}
