import type { RulesOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { freshMfa, handling, outsideClearance, people, residency } from "./conditions.js";

/** Deals, quotes, contracts and invoices: second pairs of eyes, and what is done stays done. */
export const salesRules = {
  deal: [
    {
      id: "big-deal",
      require: { approval: { by: "sales_manager", within: "24h", distinctFrom: ["ownerId"] } },
      for: ["create", "update"],
      fields: ["stage"],
      to: { stage: "won", amount: { $gte: 100_000 } },
      why: "a win of 100,000 or more takes a sales manager other than the owner",
    },
  ],
  quote: [
    {
      id: "never-approve-own-quote",
      forbid: ["approve", "reject"],
      when: { authorId: { $ref: "principal.id" } },
      why: "nobody decides on a quote of their own",
    },
  ],
  contract: [
    {
      id: "residency-contract",
      forbid: [...handling, "export", "print"],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
    {
      id: "signing-needs-mfa",
      require: freshMfa,
      for: ["sign", "terminate"],
      who: people,
      why: "binding the company takes two factors within the last 15 minutes",
    },
    {
      id: "signed-stays-signed",
      forbid: ["update", "delete"],
      when: { status: { $in: ["signed", "terminated", "expired"] } },
      why: "what was signed is not rewritten",
    },
    {
      id: "signing-is-no-edit",
      forbid: ["create", "update"],
      fields: ["status"],
      to: { status: { $in: ["signed", "terminated", "expired"] } },
      why: "a contract becomes binding by signing, not by editing",
    },
    {
      id: "legal-hold-contract",
      forbid: "delete",
      when: { legalHold: true },
      why: "a record under legal hold is kept as it is",
    },
  ],
  invoice: [
    {
      id: "residency-invoice",
      forbid: [...handling, "export", "bulk_export", "print", "send"],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
    {
      id: "issued-stays-issued",
      forbid: ["update", "delete"],
      when: { status: { $ne: "draft" } },
      why: "an issued invoice is paid or voided, never edited or deleted",
    },
    {
      id: "issuing-is-no-edit",
      forbid: ["create", "update"],
      fields: ["status"],
      to: { status: { $ne: "draft" } },
      why: "an invoice is issued, paid or voided by these actions, not by editing",
    },
    {
      id: "void-needs-controller",
      require: { approval: { by: "finance_controller", within: "24h", distinctFrom: ["issuedById"] } },
      for: "void",
      why: "money that is written off takes a second pair of eyes",
    },
  ],
} as const satisfies RulesOf<typeof crmModel>;
