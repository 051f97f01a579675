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
export { CanonicalJsonError, type CanonicalJsonErrorCode, canonicalJson } from "./canonical-json.js";
