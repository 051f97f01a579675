import type { RulesOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { handling, outsideClearance, residency } from "./conditions.js";

/** Tickets and notes: privacy where people write freely. */
export const serviceRules = {
  ticket: [
    {
      id: "residency-ticket",
      forbid: [...handling, "export", "print"],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
  ],
  note: [
    {
      id: "residency-note",
      forbid: [...handling, "print"],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
  ],
} as const satisfies RulesOf<typeof crmModel>;
