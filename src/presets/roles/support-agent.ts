import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";

const placement = ["assigneeId", "region", "team"] as const;

/** Helps customers: sees what happened with them and nothing of the money; telephone numbers down to the last digits. */
export const supportAgent = {
  title: "Support agent",
  description: "The whole history of a customer, no finances. Telephone numbers are shown masked, for verification.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["administrator"],
  extends: ["team_member"],
  statements: {
    ticket: [
      { allow: ["read", "print", "merge"] },
      { allow: "read", fields: ["requesterEmail"] },
      { allow: "read", masked: { requesterPhone: "last4" } },
      { allow: "create" },
      { allow: "create", fields: ["#personal"] },
      { allow: "update", fields: { except: placement } },
      { allow: "reassign", fields: ["assigneeId", "team"] },
    ],
    account: [{ allow: "read" }],
    contact: [
      { allow: ["read", "send_email"] },
      { allow: "read", fields: ["name", "email"] },
      { allow: "read", masked: { phone: "last4", mobile: "last4" } },
      { allow: "update", fields: ["language", "doNotContact", "lastContactedAt"] },
    ],
    deal: [{ allow: "read", fields: ["id", "name", "accountId", "ownerId", "region", "team", "stage", "closedAt"] }],
    contract: [
      {
        allow: "read",
        fields: ["id", "number", "title", "accountId", "region", "kind", "status", "startsAt", "endsAt"],
      },
    ],
    report: [{ allow: ["read", "run"], when: { kind: "service" } }],
  },
} as const satisfies RoleOf<typeof crmModel>;
