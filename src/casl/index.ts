export { AccessConditions } from "../project/ability/access-rule.js";
export { refreshAbility } from "../project/ability/refresh-ability.js";
export {
  type AbilityOf,
  type AbilityOptions,
  type AbilityQuestions,
  type AbilitySource,
  toAbility,
} from "../project/ability/to-ability.js";
