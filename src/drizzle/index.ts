export { type DrizzleOptions, toDrizzle } from "../project/query/drizzle.js";
