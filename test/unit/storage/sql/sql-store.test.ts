import { isCastellanError } from "castellan";
import type { PolicyStore } from "castellan/storage";
import { migrate, type SqlDatabase, sqlStore } from "castellan/storage/sql";
import { CamelCasePlugin, ParseJSONResultsPlugin, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { all, eventOf, put, stateOf } from "./commits.js";
import { databaseKinds, isSkipped, type TestDatabase } from "./databases.js";

describe.each(databaseKinds.map((kind) => [kind.name, kind] as const))("sqlStore on %s", (_, kind) => {
  if (isSkipped(kind)) {
    it.skip(`needs ${kind.variable}`);
    return;
  }
  let databases: TestDatabase;
  let database: SqlDatabase;
  let store: PolicyStore;

  beforeAll(async () => {
    databases = await kind.open();
  });
  afterAll(() => databases.close());
  beforeEach(async () => {
    database = databases.fresh();
    await migrate(database);
    store = sqlStore(database);
  });

  it("reads what was committed, at the tenant's revision", async () => {
    await put(store, "acme", stateOf("u1", "rep"));
    await put(store, "acme", stateOf("u2"));
    expect(await store.read("acme", "u1")).toEqual({ ...stateOf("u1", "rep"), revision: 2 });
  });

  it("finds those who hold a role whose name is longer than the index is wide, and no others", async () => {
    const long = "r".repeat(200);
    await put(store, "acme", stateOf("u1", long), stateOf("u2", `${long}x`), stateOf("u3", long, long), stateOf("u4"));
    const found = await all(store.scan("acme", { role: long, limit: 2 }));
    expect(found.map((state) => state.principal.id)).toEqual(["u1", "u3"]);
  });

  it("forgets the roles that a later state does not hold, and those of who was removed", async () => {
    await put(store, "acme", stateOf("u1", "rep"), stateOf("u2", "rep"), stateOf("u3", "rep"));
    await put(store, "acme", stateOf("u1", "manager"));
    const events = [eventOf(3, 5, "u2")];
    await store.commit("acme", { put: [], remove: ["u2"], events }, { expectedRevision: 2 });
    const found = await all(store.scan("acme", { role: "rep" }));
    expect(found.map((state) => state.principal.id)).toEqual(["u3"]);
  });

  it("takes a commit of thousands of rows and of megabytes, in statements of a bounded size", async () => {
    const heavy = { ...stateOf("heavy"), sponsorId: "x".repeat(3_000_000) };
    const many = Array.from({ length: 2_500 }, (_, index) => stateOf(`u${index}`, "rep", "manager"));
    await put(store, "acme", heavy, ...many);
    expect((await store.read("acme", "heavy"))?.sponsorId).toHaveLength(3_000_000);
    let count = 0;
    for await (const state of store.scan("acme", { role: "manager" })) count += state.assignments.length;
    expect(count).toBe(5_000);
    expect(await all(store.events("acme"))).toHaveLength(2_501);
  });

  it("is not disturbed by the plugins of the application's Kysely", async () => {
    const db = database.db.withPlugin(new CamelCasePlugin()).withPlugin(new ParseJSONResultsPlugin());
    const plugged = sqlStore({ ...database, db });
    await put(plugged, "acme", stateOf("u1", "rep"));
    expect(await plugged.read("acme", "u1")).toEqual(await store.read("acme", "u1"));
  });

  it("keeps what was written where accents, NUL and half a surrogate pair would be changed by the database", async () => {
    const state = { ...stateOf("Zoë 😀 "), sponsorId: "a\u0000\ud800é😀" };
    await put(store, "Müller & Söhne", state);
    expect(await store.read("Müller & Söhne", "Zoë 😀 ")).toEqual({ ...state, revision: 1 });
    expect(await store.read("Muller & Sohne", "Zoë 😀 ")).toBeUndefined();
  });

  it("refuses a commit whose sequence does not go on from the last, and changes nothing", async () => {
    await put(store, "acme", stateOf("u1"));
    const gap = store.commit(
      "acme",
      { put: [stateOf("u1", "rep")], events: [eventOf(2, 3, "u1")] },
      { expectedRevision: 1 },
    );
    await expect(gap).rejects.toMatchObject({ code: "invalid_changes" });
    expect((await store.read("acme", "u1"))?.assignments).toEqual([]);
    const first = store.commit("new", { put: [stateOf("u1")], events: [eventOf(1, 2, "u1")] }, { expectedRevision: 0 });
    await expect(first).rejects.toMatchObject({ code: "invalid_changes" });
    expect(await all(store.events("new"))).toEqual([]);
  });

  it("lets exactly one of many first commits through", async () => {
    const commits = Array.from({ length: 8 }, (_, index) =>
      store.commit(
        "acme",
        { put: [stateOf(`u${index}`)], events: [eventOf(1, 1, `u${index}`)] },
        { expectedRevision: 0 },
      ),
    );
    const results = await Promise.allSettled(commits);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const codes = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(["revision_conflict"]));
  });

  // where there is but one connection, nothing is under way at the same time
  it.skipIf(kind.variable === undefined)(
    "loses no removal of who is being added, even if it guesses the revision",
    async () => {
      const { db, schema = "", prefix } = databases.other(database);
      const other = sqlStore({ ...database, db });
      await put(store, "acme", stateOf("u0"));
      const state = JSON.stringify({ ...stateOf("u1"), revision: undefined });
      const removing = await db.transaction().execute(async (adding) => {
        await sql`update ${sql.id(schema, `${prefix}tenant`)} set revision = 2, sequence = 2`.execute(adding);
        await sql`insert into ${sql.id(schema, `${prefix}principal`)} values ('acme', 'u1', ${state})`.execute(adding);
        const changes = { put: [], remove: ["u1"], events: [eventOf(3, 3, "u1")] };
        // it begins before the other one ends, and waits for it
        const made = store.commit("acme", changes, { expectedRevision: 2 }).then(
          () => true,
          () => false,
        );
        await new Promise((resolve) => setTimeout(resolve, 300));
        return { made };
      });
      const isRemoved = await removing.made;
      expect((await other.read("acme", "u1")) === undefined).toBe(isRemoved);
    },
  );

  it("lets many tenants commit at the same time", async () => {
    const tenants = Array.from({ length: 20 }, (_, index) => `tenant ${index}`);
    const commits = tenants.map(async (tenant) => {
      for (let round = 0; round < 5; round++)
        await put(store, tenant, stateOf("u1", `role${round}`), stateOf(`n${round}`));
    });
    const failed = (await Promise.allSettled(commits)).filter((result) => result.status === "rejected");
    expect(failed).toEqual([]);
  });

  it("says `corrupt` of a row that holds another principal, or no JSON", async () => {
    await put(store, "acme", stateOf("u1"));
    const { schema, prefix = "castellan_" } = database;
    const table = schema === undefined ? sql.id(`${prefix}principal`) : sql.id(schema, `${prefix}principal`);
    for (const state of ["{", "null", '{"principal":{"id":"u2"},"assignments":[]}']) {
      await sql`update ${table} set state = ${state}`.execute(database.db);
      await expect(store.read("acme", "u1")).rejects.toMatchObject({ code: "corrupt" });
    }
  });

  it("says `unsupported_version` before the schema is there, and says what helps", async () => {
    const empty = sqlStore(databases.fresh());
    await expect(empty.read("acme", "u1")).rejects.toMatchObject({ code: "unsupported_version" });
    await expect(empty.read("acme", "u1")).rejects.toThrow("run `migrate`");
    await expect(all(empty.scan("acme"))).rejects.toMatchObject({ code: "unsupported_version" });
    await expect(all(empty.events("acme"))).rejects.toMatchObject({ code: "unsupported_version" });
    await expect(put(empty, "acme", stateOf("u1"))).rejects.toMatchObject({ code: "unsupported_version" });
  });

  it("stops at once when the schema moves on to what it does not understand", async () => {
    await put(store, "acme", stateOf("u1"));
    const { schema, prefix = "castellan_" } = database;
    const table = schema === undefined ? sql.id(`${prefix}schema`) : sql.id(schema, `${prefix}schema`);
    await sql`update ${table} set version = 99, compatible = 98`.execute(database.db);
    const calls = [
      () => store.read("acme", "u1"),
      () => all(store.scan("acme")),
      () => all(store.events("acme")),
      () => store.commit("acme", { put: [], events: [eventOf(2, 2, "u1")] }, { expectedRevision: 1 }),
      () => store.commit("new", { put: [], events: [eventOf(1, 1, "u1")] }, { expectedRevision: 0 }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "unsupported_version" });
    await sql`update ${table} set version = 99, compatible = 2`.execute(database.db);
    expect(await put(store, "acme", stateOf("u1"))).toBe(2);
  });

  it("gives only what is there for bounds that are no whole numbers", async () => {
    await put(store, "acme", stateOf("u1"));
    const count = async (query: object) => (await all(store.events("acme", query))).length;
    expect(await count({ afterRevision: 0.5 })).toBe(1);
    expect(await count({ afterRevision: Number.POSITIVE_INFINITY })).toBe(0);
    expect(await count({ from: Number.NEGATIVE_INFINITY, until: 1e300 })).toBe(1);
    expect(await count({ until: Number.NaN })).toBe(0);
  });

  it("throws nothing but errors of its own", async () => {
    const gone = sqlStore({ ...database, schema: "there_is_no_such_schema" });
    const error = await gone.read("acme", "u1").catch((caught: unknown) => caught);
    expect(isCastellanError(error)).toBe(true);
  });
});

describe("sqlStore", () => {
  it.each(["", "1a", "a b", 'a"; drop table x; --', "a".repeat(33), "é"])("refuses the prefix `%s`", async (prefix) => {
    const databases = await databaseKinds[0]!.open();
    expect(() => sqlStore({ ...databases.fresh(), prefix })).toThrow("is not a plain name");
    await databases.close();
  });

  it("refuses a dialect that there is not, and what is no Kysely, before anything is asked", async () => {
    const databases = await databaseKinds[0]!.open();
    const database = databases.fresh();
    const misspelt = { ...database, dialect: "postgresql" as "postgres" };
    const pool = { ...database, db: {} as typeof database.db };
    const elsewhere = { ...database, schem: "crm" };
    const other = { ...database, dialect: database.dialect === "mysql" ? "postgres" : "mysql" } as const;
    for (const [wrong, message] of [
      [elsewhere, "there is no option `schem`; did you mean `schema`?"],
      [misspelt, "there is no dialect `postgresql`; known are `postgres`, `mysql`, `sqlite`"],
      [pool, "`db` is no Kysely"],
      [other, `\`db\` speaks \`${database.dialect}\`, and \`dialect\` says \`${other.dialect}\``],
    ] as const) {
      expect(() => sqlStore(wrong)).toThrow(message);
      await expect(migrate(wrong)).rejects.toThrow(message);
    }
    await databases.close();
  });

  it("says `unavailable` when the database was closed", async () => {
    const databases = await databaseKinds[0]!.open();
    const database = databases.fresh();
    await migrate(database);
    await databases.close();
    await expect(sqlStore(database).read("acme", "u1")).rejects.toMatchObject({ code: "unavailable" });
    await expect(put(sqlStore(database), "acme", stateOf("u1"))).rejects.toMatchObject({ code: "unavailable" });
  });
});
