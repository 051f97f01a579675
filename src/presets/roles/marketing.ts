import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me } from "./conditions.js";

const reachable = { marketingConsent: true, doNotContact: false } as const;
const planned = { ownerId: me, status: { $in: ["draft", "scheduled"] } } as const;
const askTheManager = { approval: { by: "sales_manager", within: "24h" } } as const;

/** Plans campaigns and reads whom they may reach. No address leaves the system without a sales manager's yes. */
export const marketing = {
  title: "Marketing",
  description:
    "Runs campaigns. Reads contacts who consented, with a masked address; exports only what a manager approved.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["administrator"],
  extends: ["team_member"],
  statements: {
    campaign: [
      { allow: ["read", "print", "export"] },
      { allow: "read", fields: ["#financial"] },
      { allow: "create", to: { ownerId: me, status: "draft" } },
      { allow: "create", fields: ["budget"], to: { ownerId: me, status: "draft" } },
      { allow: "update", fields: { except: ["ownerId", "region", "department", "status"] }, when: planned },
      {
        allow: "send",
        fields: ["status", "startsAt"],
        when: planned,
        to: { status: { $in: ["scheduled", "running"] } },
      },
      { allow: "update", fields: ["status"], when: { ownerId: me, status: "running" }, to: { status: "finished" } },
      { allow: "delete", when: { ownerId: me, status: "draft" } },
      {
        id: "approved-audience",
        require: askTheManager,
        for: "export",
        why: "an audience is a list of people: their sales manager decides whether it leaves the system",
      },
    ],
    account: [
      { allow: "read", fields: ["id", "name", "ownerId", "region", "team", "industry", "employees", "status", "tags"] },
    ],
    contact: [
      { allow: ["read", "export"], when: reachable },
      { allow: "read", fields: ["name"], when: reachable },
      { allow: "read", masked: { email: "email" }, when: reachable },
      { allow: "export", fields: ["name", "email"], when: reachable },
      {
        id: "approved-address",
        require: askTheManager,
        for: "export",
        why: "a person's address leaves the system only with a sales manager's approval",
      },
    ],
    lead: [
      { allow: "read" },
      { allow: "read", masked: { name: "initials", email: "email" } },
      { allow: "create", to: { ownerId: { $exists: false }, status: "new" } },
      { allow: "create", fields: ["#personal"], to: { ownerId: { $exists: false }, status: "new" } },
    ],
    deal: [{ allow: "read", fields: ["id", "name", "accountId", "region", "team", "stage", "closedAt"] }],
    report: [{ allow: ["read", "print", "run"], when: { kind: { $in: ["campaign", "pipeline"] } } }],
  },
} as const satisfies RoleOf<typeof crmModel>;
