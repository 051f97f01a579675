import type { PolicyData } from "../../src/model/policy-data.js";
import type { StatementsData } from "../../src/model/statement-data.js";
import { MODEL } from "./model.js";

/** What makes one variant of a role family differ from the next: tenants and countries bend the same roles. */
export interface Variant {
  /** An amount from which a deal is out of reach. */
  readonly limit: number;
  /** A contact field that this variant does not write, or does not see. */
  readonly withheld: string;
  /** A ticket priority that this variant may pass on besides `low`. */
  readonly priority: string;
}

export const FAMILIES = [
  "sales_rep",
  "sales_manager",
  "support_agent",
  "marketing",
  "finance",
  "team_lead",
  "analyst",
  "contractor",
  "auditor",
] as const;

export type Family = (typeof FAMILIES)[number];

/** Statements per variant of all nine families, and policy-wide rules: 54 n + 6. */
export const PER_VARIANT = 54;
export const RULES = 6;

/** The dimensions that scope each family. */
export const SCOPED_BY: Readonly<Record<Family, readonly ("region" | "team")[]>> = {
  sales_rep: ["region"],
  sales_manager: ["region"],
  support_agent: ["team"],
  marketing: ["region"],
  finance: ["region"],
  team_lead: ["team"],
  analyst: [],
  contractor: ["team"],
  auditor: [],
};

/** How many variants of each family a policy of so many statements has. */
export function variantsAt(statements: number): number {
  return (statements - RULES) / PER_VARIANT;
}

export function variant(n: number): Variant {
  return {
    limit: 20_000 + 50 * n,
    withheld: ["title", "source", "score"][n % 3] as string,
    priority: ["normal", "high"][n % 2] as string,
  };
}

export function roleName(family: Family, n: number): string {
  return `${family}_${n}`;
}

/** The policy with 60, 600 or 6,000 statements: the same nine families in more and more variants. */
export function policyAt(statements: number): PolicyData {
  const variants = Array.from({ length: variantsAt(statements) }, (_, n) => n);
  const roles = variants.flatMap((n) =>
    FAMILIES.map((family) => [
      roleName(family, n),
      { title: roleName(family, n), scopedBy: SCOPED_BY[family], statements: statementsOf(family, variant(n)) },
    ]),
  );
  return {
    id: "bench",
    version: 1,
    model: MODEL,
    roles: Object.fromEntries(roles),
    rules: RULE_STATEMENTS,
    separationOfDuty: [],
  };
}

const MINE = { ownerId: { $ref: "principal.id" } } as const;

const RULE_STATEMENTS: StatementsData = {
  "*": [
    { id: "guests-never-export", forbid: "export", who: { kind: "guest" } },
    { id: "export-needs-mfa", require: { mfa: { within: "15m" } }, for: "export" },
    { id: "idle", require: { session: { maxIdle: "30m" } }, for: "*" },
  ],
  deal: [{ id: "locked", forbid: ["update", "delete"], when: { locked: true } }],
  contact: [{ id: "opted-out", forbid: "read", fields: ["email", "phone"], when: { optedOut: true } }],
  invoice: [{ id: "paid", forbid: ["update", "delete"], when: { status: "paid" } }],
};

function statementsOf(family: Family, { limit, withheld, priority }: Variant): StatementsData {
  switch (family) {
    case "sales_rep":
      return {
        account: [{ allow: "read" }],
        contact: [{ allow: "read" }, { allow: "update", fields: { except: ["ownerId", "region", withheld] } }],
        lead: [{ allow: ["read", "update"], when: MINE }],
        deal: [
          { allow: "read" },
          { allow: "update", fields: { except: ["ownerId", "region"] }, when: MINE },
          { allow: "delete", when: { ...MINE, stage: "open", amount: { $lt: limit } } },
        ],
        quote: [{ allow: ["read", "update"], when: MINE }],
      };
    case "sales_manager":
      return {
        account: [{ allow: ["read", "update"] }],
        contact: [{ allow: ["read", "update"] }],
        lead: [{ allow: ["read", "update", "reassign"] }],
        deal: [{ allow: ["read", "update", "reassign", "export"] }, { allow: "read", fields: ["#financial"] }],
        quote: [{ allow: ["read", "update"] }],
        report: [{ allow: ["read", "export"] }],
      };
    case "support_agent":
      return {
        contact: [{ allow: "read", fields: ["id", "firstName", "lastName", "email", "phone", "accountId"] }],
        account: [{ allow: "read", fields: ["id", "name", "phone", "status"] }],
        ticket: [
          { allow: ["read", "update"] },
          { allow: "delete", when: { status: "spam" } },
          { allow: "reassign", when: { priority: { $in: ["low", priority] } } },
        ],
        note: [{ allow: "read", when: { kind: "support" } }],
      };
    case "marketing":
      return {
        campaign: [{ allow: ["read", "update"] }, { allow: "delete", when: MINE }],
        lead: [{ allow: "read" }],
        contact: [{ allow: "read", fields: { except: ["phone", "notes", withheld] } }],
        report: [{ allow: "read", when: { kind: "marketing" } }],
      };
    case "finance":
      return {
        invoice: [{ allow: ["read", "update", "export"] }, { allow: "read", fields: ["#financial"] }],
        contract: [
          { allow: "read" },
          { allow: "read", fields: ["#financial"] },
          { allow: ["read", "update"] },
          { allow: "delete", when: { stage: "draft" } },
        ],
        quote: [{ allow: "read" }],
        account: [{ allow: "read" }],
        note: [{ allow: "read", when: { kind: "legal" } }],
        deal: [{ allow: "read", fields: ["id", "name", "stage", "amount", "#financial"] }],
      };
    case "team_lead":
      return {
        task: [{ allow: ["read", "update", "reassign"] }],
        note: [{ allow: ["read", "update"] }],
        ticket: [{ allow: ["read", "reassign"] }],
        deal: [{ allow: "read", when: { amount: { $lt: limit } } }],
        report: [{ allow: "read" }],
      };
    case "analyst":
      return {
        report: [{ allow: ["read", "export"] }],
        deal: [{ allow: "read", fields: { except: ["name", "ownerId"] } }],
        campaign: [{ allow: "read" }],
        account: [{ allow: "read", fields: ["id", "region", "industry", "revenue"] }],
      };
    case "contractor":
      return {
        task: [{ allow: ["read", "update"], when: { assigneeId: { $ref: "principal.id" } } }],
        report: [{ allow: "read", when: MINE }],
        note: [{ allow: "read", when: MINE }],
        ticket: [{ allow: "update", fields: ["status", "notes"], when: MINE }],
      };
    case "auditor":
      return {
        "*": [{ allow: "read" }],
        invoice: [{ allow: "export" }],
        contract: [{ allow: "export" }],
        deal: [{ allow: "export", when: { stage: { $in: ["won", "lost"] } } }],
        report: [{ allow: "export" }],
      };
  }
}
