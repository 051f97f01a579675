import type { AssignmentOf, Principal } from "castellan";
import type { CrmAttributes, crmPolicy } from "castellan/presets";
import type { Persona } from "./contract.js";

type Holding = AssignmentOf<typeof crmPolicy>;

/** Somebody with an account in this CRM, as the policy sees them. */
export interface Person extends Persona {
  readonly principal: Principal<CrmAttributes>;
  readonly region: string;
  readonly department: string;
  readonly managerId: string | null;
  readonly isOnManagedDevice: boolean;
  /** @param signedInAt - epoch ms */
  assignments(signedInAt: number): readonly Holding[];
}

/** How long the contractor is let in: short, so that one can watch it end. */
export const CONTRACT_MS = 90_000;

type Role = NonNullable<Holding["role"]>;

/** Those one can sit down as. */
export const personas: readonly Person[] = [
  staff("lena", "Lena Vogt", "Sales rep, Germany", "sales_rep", ["DE"], {
    hint: "Reads all of Germany, edits her own deals, sees no margins.",
    managerId: "mira",
  }),
  staff("jonas", "Jonas Brandt", "Junior sales rep, Germany", "junior_sales_rep", ["DE"], {
    hint: "Wins a deal only with his manager's yes, and exports nothing.",
    managerId: "mira",
  }),
  staff("mira", "Mira Keller", "Sales manager, DACH", "sales_manager", ["DACH"], {
    hint: "Sees margins, approves wins, exports after a second factor.",
    managerId: "ada",
    reports: ["lena", "jonas", "paula", "gina", "sven"],
  }),
  staff("sam", "Sam Okafor", "Support agent, EMEA", "support_agent", ["EMEA"], {
    hint: "The whole history of a customer, no money, masked phone numbers.",
    department: "support",
  }),
  staff("nora", "Nora Lindqvist", "Marketing, EMEA", "marketing", ["EMEA"], {
    hint: "Only contacts who consented, with masked addresses.",
    department: "marketing",
    clearedRegions: ["DACH"],
  }),
  staff("felix", "Felix Moreau", "Finance, EMEA", "finance", ["EMEA"], {
    hint: "The money of won deals, and nothing of open ones.",
    department: "finance",
  }),
  staff("ruth", "Ruth Albers", "Auditor, all regions", "auditor", "*", {
    hint: "Reads everything that adds up; people are initials.",
    department: "finance",
  }),
  contractor("carlo", "Carlo Duarte", "Contractor, project Apollo", "apollo"),
  staff("gina", "Gina Rossi", "Partner, Austria (guest)", "sales_rep", ["AT"], {
    hint: "The rights of a sales rep, but guests take nothing along.",
    kind: "guest",
    managerId: "mira",
  }),
  staff("ada", "Ada Novak", "Administrator", "administrator", "*", {
    hint: "Runs users and settings, and sees no customer at all.",
    department: "it",
  }),
  staff("sven", "Sven Jensen", "Sales rep, suspended", "sales_rep", ["DE"], {
    hint: "Still holds the role, and may do nothing with it.",
    status: "suspended",
    managerId: "mira",
  }),
];

/** Everybody, also those who only own records. */
export const people: readonly Person[] = [
  ...personas,
  staff("paula", "Paula Steiner", "Sales rep, Austria and Switzerland", "sales_rep", ["AT", "CH"], {
    managerId: "mira",
  }),
  staff("oliver", "Oliver Quinn", "Sales rep, Great Britain", "sales_rep", ["GB"], { managerId: "claire" }),
  staff("claire", "Claire Petit", "Sales manager, France and Great Britain", "sales_manager", ["FR", "GB"]),
  staff("dana", "Dana Walker", "Sales rep, US East", "sales_rep", ["US-EAST"]),
];

/** Finds somebody by id. */
export function personById(id: string): Person | undefined {
  return people.find((person) => person.id === id);
}

interface More {
  readonly hint?: string;
  readonly kind?: "employee" | "guest";
  readonly status?: "active" | "suspended";
  readonly department?: string;
  readonly managerId?: string;
  readonly reports?: string[];
  readonly clearedRegions?: string[];
}

function staff(id: string, name: string, job: string, role: Role, region: string[] | "*", more: More = {}): Person {
  const { hint = "", kind = "employee", status = "active", department = "sales", managerId = null } = more;
  const cleared = more.clearedRegions ?? (region === "*" ? ["EMEA", "AMER"] : region);
  return {
    id,
    name,
    job,
    hint,
    principal: { id, kind, status, attributes: { clearedRegions: cleared, reports: more.reports, department } },
    region: region === "*" ? "DE" : (region[0] ?? "DE"),
    department,
    managerId,
    isOnManagedDevice: kind === "employee",
    assignments: () => [{ id: `${id}-1`, role, scope: { region } }],
  };
}

function contractor(id: string, name: string, job: string, project: string): Person {
  return {
    id,
    name,
    job,
    hint: "One project's reports, for 90 seconds: watch it end by itself.",
    principal: { id, kind: "guest", status: "active" },
    region: "DE",
    department: "it",
    managerId: null,
    isOnManagedDevice: false,
    // a demo's shortcut: each sign-in is a new contract
    assignments: (signedInAt) => [
      { id: `${id}-1`, role: "contractor", scope: { project: [project] }, validUntil: signedInAt + CONTRACT_MS },
    ],
  };
}
