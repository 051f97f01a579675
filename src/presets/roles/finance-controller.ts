import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";

/** Checks what finance books: approves voided invoices, sets credit limits, and issues nothing. */
export const financeController = {
  title: "Finance controller",
  description: "Approves what finance voids and sets credit limits. Never holds the finance role: four eyes.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["administrator"],
  extends: ["team_member"],
  statements: {
    invoice: [{ allow: ["read", "print"] }, { allow: "read", fields: ["#financial"] }],
    account: [
      { allow: "read" },
      { allow: "read", fields: ["#financial"] },
      { allow: "update", fields: ["creditLimit"] },
    ],
    contract: [{ allow: "read" }, { allow: "read", fields: ["#financial"] }],
    report: [
      { allow: ["read", "print", "run"], when: { kind: "revenue" } },
      { allow: ["read", "print"], fields: ["#financial"], when: { kind: "revenue" } },
    ],
  },
} as const satisfies RoleOf<typeof crmModel>;
