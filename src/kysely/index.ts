export { type KyselyOptions, toKysely } from "../project/query/kysely.js";
