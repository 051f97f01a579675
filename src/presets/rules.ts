import type { RulesOf } from "../model/policy-definition.js";
import type { crmModel } from "./model.js";
import { administrationRules } from "./rules/administration.js";
import { customerRules } from "./rules/customers.js";
import { everyTypeRules } from "./rules/every-type.js";
import { salesRules } from "./rules/sales.js";
import { serviceRules } from "./rules/service.js";

/**
 * What holds for everybody, whatever their roles: sessions, fresh factors, privacy, four eyes, administration.
 *
 * Two things to know. A region's personal data is for principals with a clearance (`attributes.clearedRegions`) that
 * covers the region; one without clearances handles none, services included, and neither does anybody where a record
 * does not say its region. And services are exempt from sessions and factors, since they have neither; agents never
 * export, delete or administer.
 */
export const crmRules = {
  ...everyTypeRules,
  ...customerRules,
  ...salesRules,
  ...serviceRules,
  ...administrationRules,
} as const satisfies RulesOf<typeof crmModel>;
