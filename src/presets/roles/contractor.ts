import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me } from "./conditions.js";

/** Somebody from outside, for one project and for a while: its reports, and the tasks that were handed to them. */
export const contractor = {
  title: "Contractor",
  description: "The reports of one project and the own tasks in it, for at most 90 days at a time.",
  version: 1,
  scopedBy: ["project"],
  assignableBy: ["sales_manager", "administrator"],
  maxDuration: "90d",
  statements: {
    report: [{ allow: ["read", "run", "print"] }],
    task: [
      { allow: "read", when: { assigneeId: me } },
      { allow: "update", fields: ["status", "completedAt", "estimateHours"], when: { assigneeId: me } },
    ],
  },
} as const satisfies RoleOf<typeof crmModel>;
