import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me, openStages } from "./conditions.js";

const mine = { ownerId: me } as const;
const myNewLead = { ownerId: me, status: { $in: ["new", "working", "qualified"] } } as const;
const myOpenDeal = { ownerId: me, stage: { $in: openStages } } as const;

/** Sells in some regions: reads what is there, works on what is theirs, and sees of the money what selling takes. */
export const salesRep = {
  title: "Sales rep",
  description:
    "Reads the customers and deals of the region, works on the own ones. Sees amounts, no costs and margins.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["sales_manager", "administrator"],
  extends: ["team_member", "quote_author"],
  statements: {
    account: [
      { allow: ["read", "print"] },
      { allow: "read", fields: ["#personal", "annualRevenue", "creditLimit", "vatId"] },
      { allow: "create", to: mine },
      { allow: "create", fields: ["#personal", "vatId"], to: mine },
      { allow: "update", fields: { except: ["ownerId", "region", "team", "legalHold"] }, when: mine },
      { allow: "update", fields: ["#personal", "vatId"], when: mine },
    ],
    contact: [
      { allow: ["read", "print", "call", "send_email"] },
      { allow: "read", fields: ["name", "email", "phone", "mobile"] },
      { allow: "create", to: mine },
      { allow: "create", fields: ["name", "email", "phone", "mobile"], to: mine },
      { allow: "update", fields: { except: ["ownerId", "region", "team", "legalHold"] }, when: mine },
      { allow: "update", fields: ["name", "email", "phone", "mobile"], when: mine },
    ],
    lead: [
      { allow: "read" },
      { allow: "read", fields: ["#personal", "#financial"] },
      { allow: "create", to: myNewLead },
      { allow: "create", fields: ["#personal", "#financial"], to: myNewLead },
      { allow: "update", fields: { except: ["ownerId", "region", "team", "status", "convertedDealId"] }, when: mine },
      { allow: "update", fields: ["#personal", "#financial"], when: mine },
      { allow: "update", fields: ["status"], when: mine, to: { status: { $ne: "converted" } } },
      {
        id: "take-from-queue",
        allow: "reassign",
        fields: ["ownerId"],
        when: { ownerId: { $exists: false } },
        to: { ownerId: me },
        why: "a lead that nobody has may be taken by whoever comes first",
      },
      {
        allow: "convert",
        fields: ["status", "convertedDealId"],
        when: { ownerId: me, status: "qualified" },
        to: { status: "converted" },
      },
    ],
    deal: [
      { allow: ["read", "print"] },
      { allow: "read", fields: ["amount", "discountPercent"] },
      { allow: "create", to: myOpenDeal },
      { allow: "create", fields: ["amount", "discountPercent"], to: myOpenDeal },
      { allow: "update", fields: { except: ["ownerId", "region", "team", "project"] }, when: myOpenDeal },
      { allow: "update", fields: ["amount", "discountPercent"], when: myOpenDeal },
      { id: "export-own-deal", allow: "export", when: mine, why: "for the sheet that goes to the customer meeting" },
    ],
    contract: [
      { allow: "read" },
      { allow: "read", fields: ["value", "signatoryName"], when: mine },
      { allow: "create", to: { ownerId: me, status: "draft" } },
      { allow: "create", fields: ["value", "#personal"], to: { ownerId: me, status: "draft" } },
      {
        allow: "update",
        fields: ["title", "startsAt", "endsAt", "value", "#personal"],
        when: { ownerId: me, status: "draft" },
      },
      { allow: "update", fields: ["status"], when: { ownerId: me, status: "draft" }, to: { status: "in_review" } },
      { allow: "delete", when: { ownerId: me, status: "draft" } },
    ],
    ticket: [{ allow: "read", fields: { except: ["description", "resolution"] } }],
    campaign: [{ allow: "read" }],
    report: [{ allow: ["read", "print", "run"], when: { kind: { $in: ["pipeline", "activity"] } } }],
  },
} as const satisfies RoleOf<typeof crmModel>;
