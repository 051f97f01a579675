export type {
  AssignmentInput,
  Command,
  CommandInputs,
  CommandName,
  CommandNotes,
  CommandResult,
  CommandResults,
  IdentityChange,
  OnAssignment,
  OnPrincipal,
  ReasonedNotes,
  RefusedPart,
} from "./command.js";
export { type BreachedRange, breachedRange, timesBreached } from "./credentials/breached-range.js";
export {
  checkPassword,
  type PasswordBlocklist,
  type PasswordCheck,
  type PasswordComposition,
  type PasswordIssue,
  type PasswordIssueCode,
  type PasswordRules,
} from "./credentials/check-password.js";
export type {
  PasswordStrength,
  StrengthEstimate,
  StrengthEstimator,
  StrengthFunction,
  StrengthRule,
} from "./credentials/password-strength.js";
export type { MappedPolicy } from "./identity/check-mapping.js";
export type { ClaimPath } from "./identity/claim-path.js";
export {
  type ClaimsErrorCode,
  type ClaimsMapping,
  type ClaimsMappingDefinition,
  type ClaimsReading,
  defineClaimsMapping,
  mapClaims,
} from "./identity/claims-mapping.js";
export { type ClaimsPreset, entraClaims, googleClaims, oktaClaims } from "./identity/claims-presets.js";
export type {
  GroupMapping,
  IdentityMapping,
  IdentityMappingDefinition,
  KindMapping,
  ScopeMapping,
} from "./identity/identity-mapping.js";
export {
  type AssuranceLevel,
  readSecurityEvent,
  type SecurityEventErrorCode,
  type SecurityEventReading,
  type SecurityEventSource,
} from "./identity/read-security-event.js";
export { defineScimMapping, type ScimMapping, type ScimMappingDefinition } from "./identity/scim-mapping.js";
export type { AboutPrincipal, SecurityEvent } from "./identity/security-event.js";
export type { SubjectIdentifier } from "./identity/subject-identifier.js";
export { type AssignmentSummary, summariseRoles } from "./people/summary.js";
export { CommandRefusedError, type RefusalReason } from "./refusal.js";
export type { LifecycleSettings } from "./settings.js";
export type { Actor, AdministrationQuestion, PrincipalActor, SystemActor } from "./situation.js";
