import type { CommandName } from "./command.js";
import { activate, deactivate } from "./elevation/activate.js";
import { authorize } from "./elevation/authorize.js";
import { breakGlass } from "./elevation/break-glass.js";
import { requestAccess } from "./elevation/request-access.js";
import { reviewEmergency } from "./elevation/review-emergency.js";
import { approve, reject, withdraw } from "./elevation/vote.js";
import type { Planners } from "./planner.js";

/** The commands about asking for more, and getting it for a while. */
export const elevationPlanners = {
  requestAccess,
  approve,
  reject,
  withdraw,
  activate,
  deactivate,
  breakGlass,
  reviewEmergency,
  authorize,
} as const satisfies Partial<Planners<CommandName>>;
