import type { Planners } from "./planner.js";

/** The commands about what identity providers say. */
export const identityPlanners = {} as Planners;
