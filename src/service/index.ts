export type { ActingPrincipal, InSession } from "./acting.js";
export type { Administration } from "./administration.js";
export type { Castellan, CastellanOptions } from "./castellan.js";
export type { Clock } from "./clock.js";
export type { CommandOutcome, Committed, ToldResult } from "./command-outcome.js";
export type {
  ActionRequest,
  AssignmentInputOf,
  AuthorizeInput,
  Commander,
  InviteInput,
  Rest,
  RoleRequest,
} from "./commander.js";
export { createCastellan } from "./create-castellan.js";
export type { SinkOptions } from "./follow-sinks.js";
export type { Preview, PreviewedChange, PreviewOfChanges, PreviewOfRefusal } from "./preview.js";
export type { AccessOptions, AuditQuery, Tenant } from "./tenant.js";
