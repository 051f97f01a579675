export type { AuditActor, AuditData, AuditEvent, AuditOutcome, EventDraft } from "../model/audit-event.js";
export { type AuditAnchor, auditAnchor, InvalidAnchorError } from "./audit-anchor.js";
export {
  auditHash,
  auditSource,
  type ChainHead,
  chainHead,
  FIRST_PREVIOUS_HASH,
  InvalidSealingError,
  type Sealing,
  sealEvents,
} from "./audit-chain.js";
export type { AuditProblem, AuditProblemKind } from "./audit-problem.js";
export { CanonicalJsonError, type CanonicalJsonErrorCode, canonicalJson } from "./canonical-json.js";
export { type DecidedRequest, decisionEvent } from "./decision-event.js";
export { type AuditExportOptions, exportAudit } from "./export-audit.js";
export { type AuditLinesOptions, readAuditLines } from "./read-audit-lines.js";
export { REDACTED, type RedactionOptions, type Redactor, redactor } from "./redactor.js";
export { type TimelineEntry, type TimelineOptions, type TimelinePart, timelineOf } from "./timeline.js";
export { type AuditVerification, type AuditVerificationOptions, verifyAuditChain } from "./verify-audit-chain.js";
