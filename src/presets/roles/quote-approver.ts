import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me } from "./conditions.js";

/** The deal desk: the second pair of eyes on every price. */
export const quoteApprover = {
  title: "Quote approver",
  description: "Sees prices and margins, and approves or rejects quotes that others have written.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["administrator"],
  statements: {
    account: [{ allow: "read" }, { allow: "read", fields: ["creditLimit", "openBalance"] }],
    deal: [{ allow: "read" }, { allow: "read", fields: ["#financial"] }],
    quote: [
      { allow: ["read", "print"] },
      { allow: ["read", "print"], fields: ["#financial"] },
      {
        allow: "approve",
        fields: ["status", "approvedById"],
        when: { status: "submitted" },
        to: { status: "approved", approvedById: me },
      },
      { allow: "reject", fields: ["status"], when: { status: "submitted" }, to: { status: "rejected" } },
    ],
  },
} as const satisfies RoleOf<typeof crmModel>;
