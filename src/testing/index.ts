export { type PolicyHolder, type PolicySource, referenceDecide } from "./reference/decide.js";
export { type ReferenceView, referenceMask, referenceView } from "./reference/mask.js";
export type { ReferenceLimit } from "./reference/party.js";
export {
  type ReferenceAccess,
  type ReferenceWrite,
  referenceCan,
  referenceCheckWrite,
  referenceFields,
  referenceOutcome,
} from "./reference/questions.js";
