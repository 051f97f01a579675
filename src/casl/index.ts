export { AccessConditions } from "../project/ability/access-rule.js";
export { type CaslImport, type CaslImportOptions, fromCaslRules } from "../project/ability/from-casl-rules.js";
export { CASL_ISSUES, type CaslEffect, type CaslIssue, type CaslIssueCode } from "../project/ability/import/issue.js";
export { type FreshnessOptions, keepFresh } from "../project/ability/keep-fresh.js";
export { refreshAbility } from "../project/ability/refresh-ability.js";
export {
  type AbilityFilter,
  type AbilityOf,
  type AbilityOptions,
  type AbilityQuestions,
  type AbilitySource,
  toAbility,
} from "../project/ability/to-ability.js";
