import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me, myReports, openStages } from "./conditions.js";

const salesRoles = ["team_member", "quote_author", "sales_rep", "junior_sales_rep"] as const;
const forOthers = { role: { $in: salesRoles }, principalId: { $ne: me } } as const;
const placement = ["ownerId", "region", "team"] as const;

/** Runs the sales of some regions: everything there, money included, and who works on what. */
export const salesManager = {
  title: "Sales manager",
  description: "Works on all customers and deals of the region, sees margins, reassigns, exports, and approves wins.",
  version: 1,
  assignableBy: ["administrator"],
  extends: ["sales_rep"],
  statements: {
    account: [
      { allow: ["export", "bulk_export", "merge", "delete"] },
      { allow: ["read", "export"], fields: ["annualRevenue", "creditLimit", "openBalance"] },
      { allow: ["export", "bulk_export"], fields: ["#personal"] },
      { allow: "update", fields: { except: [...placement, "legalHold"] } },
      { allow: "update", fields: ["#personal", "vatId", "annualRevenue"] },
      { allow: "reassign", fields: ["ownerId", "team"] },
    ],
    contact: [
      { allow: ["export", "bulk_export", "merge", "delete"] },
      { allow: ["export", "bulk_export"], fields: ["name", "email", "phone", "mobile"] },
      { allow: "update", fields: { except: [...placement, "legalHold"] } },
      { allow: "update", fields: ["name", "email", "phone", "mobile"] },
      { allow: "reassign", fields: ["ownerId", "team"] },
    ],
    lead: [
      { allow: ["export", "bulk_export", "merge", "delete"] },
      { allow: ["export", "bulk_export"], fields: ["#personal", "#financial"] },
      { allow: "update", fields: { except: [...placement, "status", "convertedDealId"] } },
      { allow: "update", fields: ["status"], to: { status: { $ne: "converted" } } },
      { allow: "reassign", fields: ["ownerId", "team"] },
    ],
    deal: [
      { allow: "read", fields: ["#financial"] },
      { allow: ["export", "bulk_export"] },
      { allow: ["export", "bulk_export"], fields: ["#financial"] },
      { allow: "update", fields: { except: [...placement, "project"] } },
      {
        allow: "update",
        fields: ["amount", "discountPercent", "cost", "commission"],
        when: { stage: { $in: openStages } },
      },
      { allow: "reassign", fields: ["ownerId", "team"] },
      { allow: "delete", when: { stage: { $in: openStages } } },
    ],
    quote: [{ allow: ["read", "print", "export"] }, { allow: ["read", "export"], fields: ["#financial"] }],
    contract: [
      { allow: ["print", "export"] },
      { allow: ["read", "export"], fields: ["#financial", "#personal"] },
      { allow: "update", fields: ["status"], when: { status: "in_review" }, to: { status: "draft" } },
      { allow: "sign", fields: ["status", "signedAt"], when: { status: "in_review" }, to: { status: "signed" } },
      { allow: "terminate", fields: ["status", "endsAt"], when: { status: "signed" }, to: { status: "terminated" } },
    ],
    ticket: [{ allow: "read" }],
    task: [
      { allow: "read", when: { assigneeId: { $in: myReports } } },
      { allow: "reassign", fields: ["assigneeId"], when: { assigneeId: { $in: myReports } } },
    ],
    report: [
      { allow: ["read", "print", "run", "export"] },
      { allow: ["read", "print", "export"], fields: ["#financial"] },
      { allow: "create", to: { ownerId: me } },
      { allow: "update", fields: ["title", "description", "period"], when: { ownerId: me } },
      { allow: "share", fields: ["sharedWith"], when: { ownerId: me } },
      { allow: "delete", when: { ownerId: me } },
    ],
    user: [{ allow: "read" }, { allow: "read", fields: ["#personal"] }],
    role_assignment: [
      { allow: "read" },
      { allow: "create", to: forOthers },
      { allow: "update", fields: ["validUntil", "reason"], when: forOthers },
      { allow: "delete", when: forOthers },
    ],
  },
} as const satisfies RoleOf<typeof crmModel>;
