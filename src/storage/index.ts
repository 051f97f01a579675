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
  ProviderDeactivation,
  RequestVote,
  SaidAssignment,
  SaidOfPrincipal,
  SessionMark,
  WantedAction,
  WantedApproval,
  WantedRole,
} from "../model/principal-state.js";
export { changedPrincipals, checkChanges, checkSequence, revisionConflict } from "./check-changes.js";
export { canMatch, checkLimit, concernedPrincipals, matchesEvent } from "./event-query.js";
export { memoryStore } from "./memory/memory-store.js";
export type {
  CommitOptions,
  EventQuery,
  PolicyStore,
  ScanOptions,
  StoreChanges,
  StoreNews,
} from "./policy-store.js";
export { StoreError, type StoreErrorCode } from "./store-error.js";
export { isStoreId } from "./store-id.js";
export { decodeEvent, decodeState, encodeEvent, encodeState } from "./stored-json.js";
