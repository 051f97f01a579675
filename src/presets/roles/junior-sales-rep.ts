import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";

/** A sales rep in the first months: the same work, with a manager's yes on every win, and nothing leaves the system. */
export const juniorSalesRep = {
  title: "Junior sales rep",
  description: "A sales rep who closes deals only with a sales manager's approval and exports nothing.",
  version: 1,
  assignableBy: ["sales_manager", "administrator"],
  extends: [{ role: "sales_rep", without: ["export-own-deal"] }],
  statements: {
    deal: [
      {
        id: "close-won",
        require: { approval: { by: "sales_manager", within: "24h" } },
        for: ["create", "update"],
        fields: ["stage"],
        to: { stage: "won" },
        why: "a sales manager looks at every deal that a junior wins",
      },
    ],
  },
} as const satisfies RoleOf<typeof crmModel>;
