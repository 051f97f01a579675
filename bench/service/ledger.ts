import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { PolicyStore } from "castellan/storage";

/** What was acknowledged, by key: on the disk, so that the memory tells of the service alone. */
export class Ledger {
  readonly #database: DatabaseSync;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    this.#database = new DatabaseSync(file);
    this.#database.exec(
      "pragma synchronous = off; create table done (tenant text, key text, revision integer, found integer default 0, primary key (tenant, key))",
    );
  }

  add(tenant: string, key: string, revision: number): void {
    this.#database.prepare("insert into done (tenant, key, revision) values (?, ?, ?)").run(tenant, key, revision);
  }

  count(): number {
    return Number(this.#database.prepare("select count(*) as count from done").get()?.["count"]);
  }

  /** What was acknowledged and is not in the log, or is there twice, or elsewhere. */
  async missing(store: PolicyStore, tenant: string): Promise<readonly string[]> {
    const found = this.#database.prepare(
      "update done set found = found + 1 where tenant = ? and key = ? and revision = ?",
    );
    const seen = new Set<number>();
    for await (const { revision, data } of store.events(tenant)) {
      // a commit may tell of one command in several events
      if (data.key === undefined || data.outcome !== "done" || seen.has(revision)) continue;
      seen.add(revision);
      found.run(tenant, data.key, revision);
    }
    const rows = this.#database
      .prepare("select key, revision, found from done where tenant = ? and found <> 1")
      .all(tenant);
    return rows.map(
      ({ key, revision, found }) => `${tenant}: \`${key}\`, acknowledged at ${revision}, is there ${found} times`,
    );
  }

  close(): void {
    this.#database.close();
    rmSync(this.#file);
  }
}
