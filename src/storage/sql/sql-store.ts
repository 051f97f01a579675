import type { Kysely } from "kysely";
import { Announcer } from "../news/announcer.js";
import { followCommits } from "../news/follow-commits.js";
import { joined } from "../news/joined.js";
import { RevisionFeed } from "../news/revision-feed.js";
import { SharedListener } from "../news/shared-listener.js";
import type { PolicyStore } from "../policy-store.js";
import type { SqlDatabase } from "./migrate.js";
import { readEvents } from "./read-events.js";
import { latestRevisions, readState } from "./read-state.js";
import { scanStates } from "./scan-states.js";
import { sqlDialect } from "./sql-dialects.js";
import { sqlTables } from "./sql-location.js";
import type { SqlNotifications } from "./sql-notifications.js";
import type { SqlTarget } from "./sql-target.js";
import { withoutPlugins } from "./without-plugins.js";
import { writeCommit } from "./write-commit.js";

/** Which database, and how commits of other processes are heard of. */
export interface SqlStoreOptions<Database = unknown> extends SqlDatabase<Database> {
  /** Tells and hears of commits at once: see {@link postgresNotifications}. Without it they are found by polling. */
  readonly notifications?: SqlNotifications;
  /**
   * How often `watch` looks for commits of other processes, in milliseconds: one short query for all tenants that are
   * watched. Notifications only make it faster. Default 1,000.
   */
  readonly pollMs?: number;
}

/**
 * Keeps policy in a SQL database, through Kysely: PostgreSQL, PGlite, MySQL, MariaDB or SQLite. Any number of processes may
 * share it. Run {@link migrate} before it is used.
 *
 * A commit is one transaction whose first statement is a compare-and-set on the tenant's row, so that commits of one tenant
 * follow each other and those of different tenants do not wait. A read is one statement: state and revision are of one
 * snapshot. All reads go to `db`: hand it a primary, not a replica.
 *
 * @param options - the database, its dialect, and where the tables are
 * @throws InvalidRequestError `invalid_request` for a `db` that is no Kysely, a dialect that there is not, a prefix or schema
 * that is no plain name; `invalid_limit` for a `pollMs` below 1
 * @example
 * import { DatabaseSync } from "node:sqlite";
 * import { Kysely, SqliteDialect } from "kysely";
 * const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: nodeSqlite(new DatabaseSync(":memory:")) }) });
 * await migrate({ db, dialect: "sqlite" }) // => ["001_tables", "002_search"]
 * const store = sqlStore({ db, dialect: "sqlite" });
 * await store.read("acme", "u1") // => undefined
 */
export function sqlStore<Database>(options: SqlStoreOptions<Database>): Required<PolicyStore> {
  const { notifications, pollMs = 1_000 } = options;
  const target: SqlTarget = {
    db: withoutPlugins(options.db, options.dialect) as Kysely<unknown>,
    dialect: sqlDialect(options.dialect),
    tables: sqlTables(options),
  };
  const feed = new RevisionFeed({ pollMs, latest: (tenants) => latestRevisions(target, tenants) });
  const announcer = notifications && new Announcer((hints) => notifications.announce(target.db, hints));
  const listener =
    notifications &&
    new SharedListener(
      (lost) => notifications.listen((hints) => feed.hear(hints), lost),
      (error) => feed.lose(error),
    );

  const store: Required<PolicyStore> = {
    read: (tenant, principalId) => readState(target, tenant, principalId),
    scan: (tenant, scan = {}) => scanStates(target, tenant, scan),
    events: (tenant, query = {}) => readEvents(target, tenant, query),
    commit: async (tenant, changes, commit) => {
      const revision = await writeCommit(target, tenant, changes, commit);
      feed.tell(tenant, revision);
      announcer?.announce(tenant, revision);
      return { revision };
    },
    watch: (tenant, fromRevision, signal) => {
      const follow = () => followCommits(store, feed, tenant, fromRevision, signal);
      return listener === undefined ? follow() : joined(listener, signal, follow);
    },
  };
  return store;
}
