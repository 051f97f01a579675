import type { RulesOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { agents, freshMfa, guests, handling, outsideClearance, people, residency } from "./conditions.js";

const userAdministration = [
  "create",
  "update",
  "suspend",
  "reactivate",
  "lock_down",
  "offboard",
  "reset_factors",
] as const;

const outsiders = { $or: [guests, agents] } as const;

/** Users, roles, settings and the audit trail: administration is for staff, freshly authenticated, and for others only. */
export const administrationRules = {
  user: [
    {
      id: "residency-user",
      forbid: [...handling, "export"],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
    {
      id: "user-administration-needs-mfa",
      require: freshMfa,
      for: userAdministration,
      who: people,
      why: "administration takes two factors within the last 15 minutes",
    },
    {
      id: "user-administration-by-staff",
      forbid: userAdministration,
      who: outsiders,
      why: "guests and agents never administer",
    },
    {
      id: "ending-access-needs-a-reason",
      require: { justification: true },
      for: ["suspend", "lock_down", "offboard"],
      why: "whoever takes somebody's access away says why",
    },
  ],
  role_assignment: [
    {
      id: "role-administration-needs-mfa",
      require: freshMfa,
      for: ["create", "update", "delete"],
      who: people,
      why: "administration takes two factors within the last 15 minutes",
    },
    {
      id: "role-administration-by-staff",
      forbid: ["create", "update", "delete"],
      who: outsiders,
      why: "guests and agents never administer",
    },
    {
      id: "never-for-oneself",
      forbid: ["create", "update"],
      when: { principalId: { $ref: "principal.id" } },
      why: "nobody hands a role to themselves",
    },
  ],
  setting: [
    {
      id: "configuration-needs-mfa",
      require: freshMfa,
      for: "configure",
      who: people,
      why: "administration takes two factors within the last 15 minutes",
    },
    {
      id: "configuration-by-staff",
      forbid: "configure",
      who: outsiders,
      why: "guests and agents never administer",
    },
  ],
  audit_event: [
    {
      id: "residency-audit-event",
      forbid: ["read", "export"],
      fields: ["#personal"],
      when: outsideClearance,
      why: residency,
    },
  ],
} as const satisfies RulesOf<typeof crmModel>;
