import * as z from "zod";

/**
 * What the preset's statements read of a principal beyond its id and kind. Every attribute may be missing; a missing
 * one can only take access away.
 */
export const crmPrincipalAttributes = z.object({
  /** The regions whose personal data this person may handle. It narrows what roles give and gives nothing by itself. */
  clearedRegions: z.array(z.string()).optional(),
  /** The ids of everybody below this person in the hierarchy, not only of direct reports. */
  reports: z.array(z.string()).optional(),
  /** The teams this person works in: their notes and tasks are shared with it. */
  teams: z.array(z.string()).optional(),
  department: z.string().optional(),
});
