import type { RulesOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { handling, outsideClearance, residency } from "./conditions.js";

const leaving = ["export", "bulk_export", "print"] as const;

/** Accounts, contacts and leads: privacy, consent and legal hold. */
export const customerRules = {
  account: [
    {
      id: "residency-account",
      forbid: [...handling, ...leaving],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
    {
      id: "legal-hold-account",
      forbid: ["delete", "merge"],
      when: { legalHold: true },
      why: "a record under legal hold is kept as it is",
    },
  ],
  contact: [
    {
      id: "residency-contact",
      forbid: [...handling, ...leaving],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
    {
      id: "legal-hold-contact",
      forbid: ["delete", "merge"],
      when: { legalHold: true },
      why: "a record under legal hold is kept as it is",
    },
    {
      id: "do-not-contact",
      forbid: ["send_email", "call"],
      when: { doNotContact: true },
      why: "this person asked not to be contacted",
    },
  ],
  lead: [
    {
      id: "residency-lead",
      forbid: [...handling, "export", "bulk_export"],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
  ],
} as const satisfies RulesOf<typeof crmModel>;
