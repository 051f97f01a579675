import type { Kysely } from "kysely";
import { InvalidRequestError } from "../../model/errors.js";

/**
 * A Kysely as castellan uses it: what an application's plugins do to names and values is not meant for its tables.
 *
 * @throws InvalidRequestError `invalid_request` for what is no Kysely: a pool or a connection, say
 */
export function withoutPlugins<Database>(db: Kysely<Database>): Kysely<Database> {
  if (typeof db?.withoutPlugins === "function") return db.withoutPlugins();
  throw new InvalidRequestError("invalid_request", "`db` is no Kysely; wrap the pool: `new Kysely({ dialect })`");
}
