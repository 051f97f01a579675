import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";

/**
 * Runs the system and reads no customer's record: whoever can hand out roles need not see what the roles show.
 * Scoped like the others, so that a regional administrator is possible; `"*"` is the whole company.
 */
export const administrator = {
  title: "Administrator",
  description: "Users, roles and settings; no customer data. Two or three people are plenty, one there must be.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["administrator"],
  maxHolders: 3,
  minHolders: 1,
  maxActivation: "4h",
  statements: {
    user: [
      { allow: ["create", "read", "export", "suspend", "reactivate", "lock_down", "offboard", "reset_factors"] },
      { allow: ["create", "read"], fields: ["#personal"] },
      {
        allow: "update",
        fields: ["name", "managerId", "department", "team", "jobTitle", "language", "leavesAt", "#personal"],
      },
    ],
    role_assignment: [
      { allow: ["create", "read", "delete", "export"] },
      { allow: "update", fields: { except: ["region", "lastUsedAt"] } },
    ],
    setting: [{ allow: "read" }, { allow: "configure", fields: ["value", "description", "secret"] }],
    audit_event: [{ allow: "read" }, { allow: "read", fields: ["ip"] }],
  },
} as const satisfies RoleOf<typeof crmModel>;
