import type { Planners } from "./planner.js";

/** The commands about people and what they hold. */
export const peoplePlanners = {} as Planners;
