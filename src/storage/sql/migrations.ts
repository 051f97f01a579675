import type { IndexDefinition, SqlDialect } from "./sql-dialect.js";
import { sqlDialect } from "./sql-dialects.js";
import { prefixOf, quoted, type SqlLocation, type SqlTables, sqlTables } from "./sql-location.js";

/** One step of the schema. */
export interface SqlMigration {
  /** Sorts in the order in which they run. */
  readonly name: string;
  /** The schema's version after it. */
  readonly version: number;
  /** What it does, statement by statement. Doing it again changes nothing. */
  readonly statements: readonly string[];
}

/** Whether others write meanwhile, or it runs inside a transaction. */
export type MigrationMode = "live" | "transaction";

interface Step {
  readonly name: string;
  /** The oldest version of the code that can go on when this has been done. */
  readonly compatible: number;
  readonly tables?: (tables: SqlTables, types: SqlDialect["columnTypes"]) => readonly string[];
  readonly indexes: readonly IndexStep[];
}

interface IndexStep {
  readonly on: "role" | "event";
  readonly suffix: string;
  readonly columns: readonly string[];
}

/** Never edited once released: what changes is a new one at the end. A row's place is its version, from 1. */
const STEPS: readonly Step[] = [
  {
    name: "001_tables",
    compatible: 1,
    tables: (tables, { key, shortKey, json, count }) => [
      `create table if not exists ${tables.schema} (id ${count} not null primary key, version ${count} not null, compatible ${count} not null)`,
      `create table if not exists ${tables.tenant} (tenant ${key} not null primary key, revision ${count} not null, sequence ${count} not null)`,
      `create table if not exists ${tables.principal} (tenant ${key} not null, principal ${key} not null, state ${json} not null, primary key (tenant, principal))`,
      `create table if not exists ${tables.role} (tenant ${key} not null, principal ${key} not null, role ${shortKey} not null, primary key (tenant, principal, role))`,
      `create table if not exists ${tables.event} (tenant ${key} not null, revision ${count} not null, sequence ${count} not null, happened ${count} not null, action ${key} not null, commandkey ${key}, event ${json} not null, primary key (tenant, revision, sequence))`,
      `create table if not exists ${tables.concern} (tenant ${key} not null, principal ${key} not null, revision ${count} not null, sequence ${count} not null, primary key (tenant, principal, revision, sequence))`,
      `insert into ${tables.schema} (id, version, compatible) select 1, 0, 0 from (select 1 as one) as one where not exists (select 1 from ${tables.schema})`,
    ],
    indexes: [
      { on: "role", suffix: "by_role", columns: ["tenant", "role", "principal"] },
      { on: "event", suffix: "by_key", columns: ["tenant", "commandkey", "revision", "sequence"] },
    ],
  },
  {
    name: "002_search",
    compatible: 1,
    indexes: [
      { on: "event", suffix: "by_action", columns: ["tenant", "action", "revision", "sequence"] },
      { on: "event", suffix: "by_time", columns: ["tenant", "happened"] },
    ],
  },
];

/**
 * All migrations, in their order.
 *
 * @param location - for which tables
 * @param mode - `live` builds indexes while others write, where the database has a way of its own for that, and must then not
 *   run inside a transaction
 * @example
 * sqlMigrations({ dialect: "postgres" }, "live").map((migration) => migration.name) // => ["001_tables", "002_search"]
 */
export function sqlMigrations(location: SqlLocation, mode: MigrationMode): readonly SqlMigration[] {
  const dialect = sqlDialect(location.dialect);
  const tables = sqlTables(location);
  const create = mode === "live" ? dialect.createIndexLive : dialect.createIndex;
  return STEPS.map((step, index) => {
    const version = index + 1;
    return {
      name: step.name,
      version,
      statements: [
        ...(step.tables?.(tables, dialect.columnTypes) ?? []),
        ...step.indexes.flatMap((each) => create(indexOf(location, tables, each))),
        `update ${tables.schema} set version = ${version}, compatible = ${step.compatible} where version < ${version}`,
      ],
    };
  });
}

function indexOf(location: SqlLocation, tables: SqlTables, { on, suffix, columns }: IndexStep): IndexDefinition {
  return { name: quoted(location, `${prefixOf(location)}${on}_${suffix}`, "prefix"), table: tables[on], columns };
}
