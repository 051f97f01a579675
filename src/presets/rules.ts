import type { RulesOf } from "../model/policy-definition.js";
import type { crmModel } from "./model.js";
import { administrationRules } from "./rules/administration.js";
import { customerRules } from "./rules/customers.js";
import { everyTypeRules } from "./rules/every-type.js";
import { salesRules } from "./rules/sales.js";
import { serviceRules } from "./rules/service.js";

/** What holds for everybody, whatever their roles: sessions, second factors, privacy, four eyes, administration. */
export const crmRules = {
  ...everyTypeRules,
  ...customerRules,
  ...salesRules,
  ...serviceRules,
  ...administrationRules,
} as const satisfies RulesOf<typeof crmModel>;
