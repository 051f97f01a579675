import type { RowOf } from "castellan";
import type { crmResources } from "castellan/presets";
import type { Random } from "../random.js";
import { areas } from "./areas.js";
import { customerMakers } from "./customers.js";
import type { Person } from "./people.js";
import { salesMakers } from "./sales.js";
import { workMakers } from "./work.js";

type CrmResources = typeof crmResources;

/** The types of customer-facing records. */
export type RecordType = Exclude<keyof CrmResources, "user" | "role_assignment" | "setting" | "audit_event">;

/** A whole record of a type. */
export type RecordOf<Type extends RecordType> = RowOf<CrmResources[Type]>;

/** Everything in the CRM. */
export type Records = { readonly [Type in RecordType]: readonly RecordOf<Type>[] };

/** What the makers draw from. */
export interface Source {
  readonly random: Random;
  /** Epoch ms. */
  readonly now: number;
  /** The ids of the sales people of an area. */
  sellersOf(scope: string): readonly [string, ...string[]];
}

/** Who and where a record belongs to. */
export interface Place {
  readonly id: string;
  readonly region: string;
  readonly team: string;
  readonly ownerId: string;
  readonly phonePrefix: string;
  readonly createdAt: Date;
  readonly createdById: string;
}

/** How many of each: 10,000 in all. */
export const counts: { readonly [Type in RecordType]: number } = {
  account: 600,
  contact: 2_000,
  lead: 1_500,
  deal: 1_800,
  quote: 700,
  invoice: 900,
  contract: 400,
  ticket: 1_000,
  campaign: 100,
  task: 500,
  note: 400,
  report: 100,
};

/** Fills a CRM. The same seed gives the same records. */
export function fillCrm(random: Random, people: readonly Person[], now: number): Records {
  const source: Source = { random, now, sellersOf: (scope) => sellersOf(scope, people) };
  const make = { ...customerMakers, ...salesMakers, ...workMakers };
  const several = <Type extends RecordType>(type: Type, maker: (place: Place, source: Source) => RecordOf<Type>) =>
    Array.from({ length: counts[type] }, (_, n) => maker(placeOf(`${type}-${n + 1}`, source), source));
  return {
    account: several("account", make.account),
    contact: several("contact", make.contact),
    lead: several("lead", make.lead),
    deal: several("deal", make.deal),
    quote: several("quote", make.quote),
    invoice: several("invoice", make.invoice),
    contract: several("contract", make.contract),
    ticket: several("ticket", make.ticket),
    campaign: several("campaign", make.campaign),
    task: several("task", make.task),
    note: several("note", make.note),
    report: several("report", make.report),
  };
}

function placeOf(id: string, { random, now, sellersOf }: Source): Place {
  const area = random.pick(areas);
  const ownerId = random.pick(sellersOf(area.scope));
  return {
    id,
    region: random.pick(area.regions),
    team: `team-${area.scope.toLowerCase()}`,
    ownerId,
    phonePrefix: area.phonePrefix,
    createdAt: new Date(now - random.whole(1, 700) * 86_400_000),
    createdById: ownerId,
  };
}

function sellersOf(scope: string, people: readonly Person[]): readonly [string, ...string[]] {
  const sells = ({ role, scope: held }: Person["assignments"][number]) =>
    (role === "sales_rep" || role === "junior_sales_rep") && held?.region !== "*" && held?.region?.includes(scope);
  const [first, ...others] = people
    .filter(({ assignments }) => assignments.some(sells))
    .map(({ principal }) => principal.id);
  if (first === undefined) throw new Error(`nobody sells in ${scope}`);
  return [first, ...others];
}
