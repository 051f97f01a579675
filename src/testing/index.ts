export type { Scenario, ScenarioOptions } from "./arb/scenario.js";
export type { StatementPlace } from "./arb/statement.js";
export * as arb from "./arb.js";
export { type Law, LawBroken } from "./laws/law.js";
export * as laws from "./laws.js";
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
export {
  type CreateStore,
  type StoreAbility,
  type StoreCase,
  StoreContractBroken,
  type StoreUnderTest,
} from "./store-contract/store-case.js";
export { storeContract } from "./store-contract.js";
