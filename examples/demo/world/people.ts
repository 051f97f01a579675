import type { AssignmentOf, Principal, RecordInput } from "castellan";
import type { crmPolicy, crmPrincipalAttributes } from "castellan/presets";
import type * as z from "zod";
import { type AreaName, areas } from "./areas.js";

type Holding = AssignmentOf<typeof crmPolicy>;
type Attributes = RecordInput<z.output<typeof crmPrincipalAttributes>>;

/** Somebody with an account in the CRM. */
export interface Person {
  /** What the demo calls them. */
  readonly title: string;
  readonly principal: Principal<Attributes>;
  readonly assignments: readonly Holding[];
}

/** When the contractors' contracts end: midnight in Berlin. */
export const contractEnd = Date.parse("2026-04-01T00:00:00+02:00");

type RoleName = NonNullable<Holding["role"]>;

const salesForce: Readonly<Record<AreaName, { reps: number; juniors: number }>> = {
  DACH: { reps: 4, juniors: 2 },
  UKI: { reps: 3, juniors: 1 },
  NORDICS: { reps: 2, juniors: 1 },
  FR: { reps: 2, juniors: 1 },
  AMER: { reps: 3, juniors: 1 },
  APAC: { reps: 2, juniors: 0 },
};

/** Fifty people: sales in six areas, and who supports, sells for, bills, runs and checks them. */
export function hirePeople(): readonly Person[] {
  return [
    ...areas.flatMap(({ scope }) => [
      ...several(salesForce[scope].reps, (n) => sellerIn(scope, "sales_rep", "sales rep", n)),
      ...several(salesForce[scope].juniors, (n) => sellerIn(scope, "junior_sales_rep", "junior", n)),
    ]),
    staff("sales manager", "sales_manager", ["DACH"]),
    staff("sales manager", "sales_manager", ["UKI", "NORDICS", "FR"]),
    staff("sales manager", "sales_manager", ["AMER"]),
    staff("sales manager", "sales_manager", ["APAC"]),
    ...several(4, (n) => staff("support agent", "support_agent", ["EMEA"], n)),
    ...several(2, (n) => staff("support agent", "support_agent", ["AMER"], n)),
    ...several(2, (n) => staff("support agent", "support_agent", ["APAC"], n)),
    ...several(2, (n) => staff("marketing", "marketing", ["EMEA"], n)),
    staff("marketing", "marketing", ["AMER"]),
    staff("marketing", "marketing", ["APAC"]),
    ...several(2, (n) => staff("finance", "finance", ["EMEA"], n)),
    staff("finance", "finance", ["AMER"]),
    staff("finance", "finance", ["APAC"]),
    staff("controller", "finance_controller", "*"),
    staff("deal desk", "quote_approver", ["EMEA"]),
    staff("deal desk", "quote_approver", ["AMER", "APAC"]),
    ...several(2, (n) => staff("administrator", "administrator", "*", n)),
    staff("auditor", "auditor", "*"),
    contractorOn("apollo"),
    contractorOn("borealis"),
  ];
}

/** The program that drafts mails for sales people. It never acts but for one of them. */
export const mailAgent: Person = {
  title: "mail agent · EMEA",
  principal: { id: "mail-agent", kind: "agent", status: "active", attributes: { clearedRegions: ["EMEA"] } },
  assignments: [{ id: "a-mail-agent", role: "sales_rep", scope: { region: ["EMEA"] } }],
};

function sellerIn(scope: AreaName, role: RoleName, title: string, n: number): Person {
  return staff(title, role, [scope], n);
}

function staff(title: string, role: RoleName, regions: readonly string[] | "*", n = 1): Person {
  const where = regions === "*" ? "all" : regions.join("+");
  const id = `${role}-${where}-${n}`.toLowerCase();
  return {
    title: `${title} · ${where}`,
    principal: {
      id,
      kind: "employee",
      status: "active",
      attributes: {
        clearedRegions: regions === "*" ? ["EMEA", "AMER", "APAC"] : regions,
        teams: regions === "*" ? [] : regions.map(teamOf),
      },
    },
    assignments: [{ id: `a-${id}`, role, scope: { region: regions } }],
  };
}

function contractorOn(project: string): Person {
  const id = `contractor-${project}`;
  return {
    title: `contractor · ${project}`,
    principal: { id, kind: "guest", status: "active" },
    assignments: [
      {
        id: `a-${id}`,
        role: "contractor",
        scope: { project: [project] },
        validFrom: "2026-02-01T00:00:00+01:00",
        validUntil: contractEnd,
      },
    ],
  };
}

/** The team that works an area. */
export function teamOf(scope: string): string {
  return `team-${scope.toLowerCase()}`;
}

function several<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
