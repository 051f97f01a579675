export { CommandRefusedError, type RefusalReason } from "../lifecycle/refusal.js";
export type { ActingPrincipal, InSession } from "./acting.js";
export type { Administration, CommandGiver } from "./administration.js";
export { type AuditSink, AuditSinkError, type AuditSinkErrorCode } from "./audit/audit-sink.js";
export type { Backoff } from "./audit/backoff.js";
export {
  type DecisionRecorder,
  type DecisionRecorderOptions,
  decisionRecorder,
} from "./audit/decision-recorder.js";
export type { DecisionSampling } from "./audit/decision-sampling.js";
export { type FollowOptions, followEvents, type SinkProgress } from "./audit/follow-events.js";
export {
  type HeadersOf,
  type HttpSinkOptions,
  type HttpSinkRequest,
  type HttpSinkResponse,
  httpSink,
} from "./audit/http-sink.js";
export { linesSink } from "./audit/lines-sink.js";
export { type PumpOptions, pumpEvents } from "./audit/pump-events.js";
export type { Castellan, CastellanOptions } from "./castellan.js";
export type { Clock, Timekeeper } from "./clock.js";
export type { CommandOutcome, Committed, ToldResult } from "./command-outcome.js";
export type {
  ActionRequest,
  AssignmentInputOf,
  AuthorizeInput,
  CommandDetails,
  Commander,
  CommandRun,
  InviteInput,
  RecordAction,
  RoleRequest,
} from "./commander.js";
export { createCastellan } from "./create-castellan.js";
export type { SinkOptions } from "./follow-sinks.js";
export type { Preview, PreviewedChange, PreviewOfChanges, PreviewOfRefusal } from "./preview.js";
export type { AccessOptions, AuditQuery, Tenant } from "./tenant.js";
