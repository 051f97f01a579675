import { planApplyIdentity } from "./identity/plan-apply-identity.js";
import { planApplySecurityEvent } from "./identity/plan-apply-security-event.js";
import type { Planners } from "./planner.js";

/** The commands about what identity providers say. */
export const identityPlanners: Planners<"applyIdentity" | "applySecurityEvent"> = {
  applyIdentity: planApplyIdentity,
  applySecurityEvent: planApplySecurityEvent,
};
