export type { Hint } from "../news/hint.js";
export { type MigrateOptions, migrate, pendingMigrations, type SqlDatabase } from "./migrate.js";
export {
  type NodeSqliteDatabase,
  type NodeSqliteStatement,
  nodeSqlite,
} from "./node-sqlite.js";
export {
  type PostgresClient,
  type PostgresNotification,
  type PostgresNotificationsOptions,
  postgresNotifications,
} from "./postgres-notifications.js";
export { schemaSql } from "./schema-sql.js";
export type { SqlDialectName } from "./sql-dialect.js";
export type { SqlLocation } from "./sql-location.js";
export type { SqlNotifications } from "./sql-notifications.js";
export { type SqlStoreOptions, sqlStore } from "./sql-store.js";
