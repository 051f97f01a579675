import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";

/**
 * Reads everything that has to add up, changes nothing. Types are listed one by one: a new one is an auditor's
 * business only once somebody has said so.
 */
export const auditor = {
  title: "Auditor",
  description:
    "Reads business records with their sums, roles, settings and the audit trail. People appear as initials.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["administrator"],
  maxDuration: "365d",
  statements: {
    account: [{ allow: "read" }, { allow: "read", fields: ["#financial"] }],
    contact: [{ allow: "read" }, { allow: "read", masked: { name: "initials", email: "redact" } }],
    deal: [{ allow: "read" }, { allow: "read", fields: ["#financial"] }],
    quote: [{ allow: "read" }, { allow: "read", fields: ["#financial"] }],
    invoice: [
      { allow: "read" },
      { allow: "read", fields: ["net", "tax", "total", "paidAmount"] },
      { allow: "read", masked: { iban: "last4", recipientName: "initials" } },
    ],
    contract: [
      { allow: "read" },
      { allow: "read", fields: ["#financial"] },
      { allow: "read", masked: { signatoryName: "initials" } },
    ],
    campaign: [{ allow: "read" }, { allow: "read", fields: ["#financial"] }],
    ticket: [{ allow: "read" }, { allow: "read", fields: ["refundAmount"] }],
    report: [{ allow: ["read", "run"] }, { allow: "read", fields: ["#financial"] }],
    user: [{ allow: "read" }],
    role_assignment: [{ allow: ["read", "export"] }],
    setting: [{ allow: "read" }],
    audit_event: [{ allow: ["read", "export"] }, { allow: ["read", "export"], fields: ["ip"] }],
  },
} as const satisfies RoleOf<typeof crmModel>;
