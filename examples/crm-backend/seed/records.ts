import type { RowOf } from "castellan";
import type { CrmResources } from "castellan/presets";
import { seededRandom } from "../../demo/random.js";
import type { CrmType } from "../contract.js";
import { people } from "../people.js";
import { customersOf } from "./customers.js";
import { reportsOf } from "./reports.js";

/** A whole record of a type. */
export type RowOfType<Type extends CrmType> = RowOf<CrmResources[Type]>;

/** Everything in the CRM. */
export type Records = { readonly [Type in CrmType]: readonly RowOfType<Type>[] };

/**
 * Fills a CRM, the same with every run but for the dates.
 *
 * @param now - epoch ms
 */
export function seedRecords(now: number): Records {
  const random = seededRandom(2026);
  return {
    ...customersOf(random, now),
    report: reportsOf(random, now),
    user: people.map((person) => userOf(person, now)),
  };
}

function userOf(person: (typeof people)[number], now: number): RowOfType<"user"> {
  const { id, name, job, region, department, managerId, principal } = person;
  return {
    id,
    name,
    kind: principal.kind,
    status: principal.status,
    region,
    department,
    team: `${department}-${region.toLowerCase()}`,
    managerId,
    jobTitle: job,
    language: "en",
    mfaEnrolled: principal.kind === "employee",
    lastActiveAt: new Date(now - 3_600_000),
    leavesAt: null,
    email: `${id}@harbour.example`,
    phone: "+49 40 5550100",
    createdAt: new Date(now - 400 * 86_400_000),
    createdById: "ada",
  };
}
