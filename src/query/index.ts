export { type ActionsOf, type CellsSource, cells } from "../project/query/cells.js";
export type { ColumnMapping, ColumnOptions, StoredAs } from "../project/query/column-mapping.js";
export type { DialectName } from "../project/query/dialect.js";
export {
  type KeyNames,
  type MongoOptions,
  type MongoQuery,
  type MongoStorage,
  toMongo,
} from "../project/query/mongo.js";
export { type PrismaOptions, type PrismaProvider, type PrismaWhere, toPrisma } from "../project/query/prisma.js";
export type { PlainSqlValue, SqlValue } from "../project/query/sql/fragment.js";
export type { SqlText } from "../project/query/sql/render.js";
export { type FilterLike, type PlainSqlOptions, type SqlOptions, toSQL } from "../project/query/sql.js";
