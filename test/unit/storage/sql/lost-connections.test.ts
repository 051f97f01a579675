import type { PolicyStore, StoreNews } from "castellan/storage";
import { migrate, postgresNotifications, type SqlDatabase, sqlStore } from "castellan/storage/sql";
import { Kysely, MysqlDialect, PostgresDialect } from "kysely";
import { createPool } from "mysql2";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CuttableProxy } from "../../../scale/cuttable-proxy.js";
import { put, stateOf } from "./commits.js";
import { databaseKinds, isSkipped, type TestDatabase } from "./databases.js";

const ways = { POSTGRES_URL: throughPostgres, MYSQL_URL: throughMysql } as const;
const servers = databaseKinds.flatMap((kind) =>
  kind.variable === undefined ? [] : [[kind.name, kind, kind.variable] as const],
);

describe.each(servers)("sqlStore, cut off from %s", (_, kind, variable) => {
  if (isSkipped(kind)) {
    it.skip(`needs ${variable}`);
    return;
  }
  let databases: TestDatabase;
  let proxy: CuttableProxy;
  let direct: PolicyStore;
  let cuttable: SqlDatabase;

  beforeAll(async () => {
    databases = await kind.open();
    const database = databases.fresh();
    await migrate(database);
    direct = sqlStore(database);
    const url = new URL(process.env[variable] ?? "");
    proxy = await CuttableProxy.open({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    cuttable = { ...database, db: ways[variable](url.href) };
  });
  afterAll(async () => {
    // a pool may say goodbye to connections that are gone
    await cuttable.db.destroy().catch(() => undefined);
    await proxy.close();
    await databases.close();
  });

  it("says `unavailable`, and goes on when it is back", async () => {
    const store = sqlStore(cuttable);
    await put(store, "acme", stateOf("u1"));
    proxy.cut();
    await expect(store.read("acme", "u1")).rejects.toMatchObject({ code: "unavailable" });
    await expect(put(store, "acme", stateOf("u2"))).rejects.toMatchObject({ code: "unavailable" });
    proxy.restore();
    expect(await put(store, "acme", stateOf("u2"))).toBe(2);
    expect(await direct.read("acme", "u2")).toMatchObject({ revision: 2 });
  });

  it("writes all of a commit or nothing, whenever the connection breaks in the middle of it", async () => {
    const store = sqlStore(cuttable);
    let unknown = 0;
    for (let round = 0; round < 25; round++) {
      const tenant = `round ${round}`;
      const commit = put(store, tenant, ...Array.from({ length: 40 }, (_, index) => stateOf(`u${index}`, "rep")));
      const cutting = new Promise((resolve) => setTimeout(resolve, round * 0.4)).then(() => proxy.cut());
      const acknowledged = await commit.then(
        () => true,
        (error) => {
          expect(error).toMatchObject({ code: "unavailable" });
          unknown++;
          return false;
        },
      );
      await cutting;
      proxy.restore();
      let states = 0;
      for await (const { assignments } of direct.scan(tenant)) states += assignments.length;
      let events = 0;
      for await (const { revision } of direct.events(tenant)) events += revision;
      expect(states).toBe(events);
      expect(acknowledged ? [40] : [0, 40]).toContain(states);
    }
    expect(unknown).toBeGreaterThan(0);
  });

  it("tells those who watch, and nothing is missed by who watches again", async () => {
    const url = new URL(process.env["POSTGRES_URL"] ?? "postgres://none");
    url.port = String(proxy.port);
    const notifications = postgresNotifications({ client: () => new pg.Client({ connectionString: url.href }) });
    const store = sqlStore({
      ...cuttable,
      pollMs: 60_000,
      ...(variable === "POSTGRES_URL" ? { notifications } : { pollMs: 20 }),
    });
    const first = watching(store, 0);
    await put(direct, "watched", stateOf("u1"));
    expect((await first.next()).value?.revision).toBe(1);
    const lost = first.next().catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    proxy.cut();
    await put(direct, "watched", stateOf("u2"));
    expect(await lost).toMatchObject({ code: "unavailable" });
    await expect(watching(store, 1).next()).rejects.toMatchObject({ code: "unavailable" });
    proxy.restore();
    const again = watching(store, 1);
    expect((await again.next()).value?.revision).toBe(2);
    again.end();
  });
});

function watching(store: PolicyStore, from: number) {
  const controller = new AbortController();
  const news = store.watch!("watched", from, controller.signal)[Symbol.asyncIterator]();
  return { next: (): Promise<{ value?: StoreNews }> => news.next(), end: () => controller.abort() };
}

function throughPostgres(connectionString: string): Kysely<unknown> {
  const pool = new pg.Pool({ connectionString, max: 4 });
  // a connection that breaks while nothing is asked tells nobody but these, and without them ends the process
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

function throughMysql(uri: string): Kysely<unknown> {
  return new Kysely({ dialect: new MysqlDialect({ pool: createPool({ uri, connectionLimit: 4 }) }) });
}
