import type { Planners } from "./planner.js";

/** The commands about asking for more, and getting it for a while. */
export const elevationPlanners = {} as Planners;
