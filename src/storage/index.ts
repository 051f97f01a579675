export type { AuditActor, AuditData, AuditEvent, AuditOutcome, EventDraft } from "../model/audit-event.js";
export type { Json, JsonObject } from "../model/json.js";
export type {
  AccessRequestState,
  AssignmentOrigin,
  DeviceMark,
  Emergency,
  ExternalIdentity,
  HeldAssignment,
  Invitation,
  LockDown,
  LoginAs,
  Muting,
  Offboarding,
  Onboarding,
  OnboardingStep,
  PrincipalState,
  RequestVote,
  SessionMark,
  WantedAction,
  WantedRole,
} from "../model/principal-state.js";
export type {
  CommitOptions,
  EventQuery,
  PolicyStore,
  ScanOptions,
  StoreChanges,
  StoreNews,
} from "./policy-store.js";
export { StoreError, type StoreErrorCode } from "./store-error.js";
