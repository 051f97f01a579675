export type { AccessSnapshot } from "../project/snapshot/format.js";
export type { ClientAccess, ClientFilter } from "./client-access.js";
export { type HydrateOptions, hydrateAccess } from "./hydrate-access.js";
