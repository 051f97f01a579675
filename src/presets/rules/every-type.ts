import type { RulesOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { agents, freshMfa, guests, people } from "./conditions.js";

/** How people must be logged in, and what takes more than that, whatever the record. */
export const everyTypeRules = {
  "*": [
    {
      id: "session-limits",
      require: { session: { maxAge: "12h", maxIdle: "30m" } },
      for: "*",
      who: people,
      why: "a session ends after 12 hours, and after 30 minutes without activity",
    },
    {
      id: "export-needs-mfa",
      require: freshMfa,
      for: ["export", "bulk_export"],
      who: people,
      why: "data leaves the system only within 15 minutes of authenticating with two factors",
    },
    {
      id: "delete-needs-mfa",
      require: freshMfa,
      for: "delete",
      who: people,
      why: "deleting takes two factors within the last 15 minutes",
    },
    {
      id: "bulk-export-needs-managed-device",
      require: { device: { managed: true }, justification: true },
      for: "bulk_export",
      who: people,
      why: "many records leave the system only to a device that the company manages, and with a reason",
    },
    {
      id: "guests-never-export",
      forbid: ["export", "bulk_export"],
      who: guests,
      why: "guests work with the data here and take none of it along",
    },
    {
      id: "agents-never-export-or-delete",
      forbid: ["export", "bulk_export", "delete"],
      who: agents,
      why: "what cannot be undone is done by a person",
    },
  ],
} as const satisfies RulesOf<typeof crmModel>;
