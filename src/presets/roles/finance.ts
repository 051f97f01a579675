import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me } from "./conditions.js";

const unpaid = { status: { $in: ["issued", "overdue"] } } as const;

const issuing = ["issuedAt", "issuedById"] as const;

/** Bills and books: the money of won business, and of customers what an invoice takes. */
export const finance = {
  title: "Finance",
  description: "Invoices from draft to payment, contracts and won deals with their sums. Voiding takes a controller.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["administrator"],
  extends: ["team_member"],
  statements: {
    invoice: [
      { allow: ["read", "print", "send", "export", "bulk_export"] },
      { allow: ["read", "print", "send", "export", "bulk_export"], fields: ["#financial", "#personal"] },
      { allow: "create", fields: { except: issuing }, to: { createdById: me, status: "draft" } },
      { allow: "create", fields: ["#financial", "#personal"], to: { createdById: me, status: "draft" } },
      {
        allow: "update",
        fields: ["accountId", "contractId", "dueAt", "currency", "net", "tax", "total", "iban", "#personal"],
        when: { status: "draft" },
      },
      {
        allow: "issue",
        fields: ["status", ...issuing],
        when: { status: "draft" },
        to: { status: "issued", issuedById: me },
      },
      {
        allow: "record_payment",
        fields: ["status", "paidAt", "paidAmount"],
        when: unpaid,
        to: { status: { $in: ["issued", "overdue", "paid"] } },
      },
      { allow: "void", fields: ["status"], when: unpaid, to: { status: "void" } },
      { allow: "delete", when: { createdById: me, status: "draft" } },
    ],
    account: [
      { allow: "read" },
      { allow: "read", fields: ["#personal", "#financial"] },
      { allow: "update", fields: ["#personal", "vatId", "iban"] },
    ],
    contract: [{ allow: ["read", "print"] }, { allow: "read", fields: ["#financial", "#personal"] }],
    deal: [
      { allow: "read", when: { stage: "won" } },
      { allow: "read", fields: ["#financial"], when: { stage: "won" } },
    ],
    quote: [
      { allow: "read", when: { status: { $in: ["approved", "sent", "accepted"] } } },
      { allow: "read", fields: ["#financial"], when: { status: { $in: ["approved", "sent", "accepted"] } } },
    ],
    report: [
      { allow: ["read", "print", "run", "export"], when: { kind: "revenue" } },
      { allow: ["read", "print", "export"], fields: ["#financial"], when: { kind: "revenue" } },
    ],
  },
} as const satisfies RoleOf<typeof crmModel>;
