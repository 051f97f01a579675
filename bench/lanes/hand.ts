import { REGION_TREE } from "../workload/model.js";
import { NOW, type Person } from "../workload/people.js";
import { type Family, type Variant, variant } from "../workload/policy.js";
import type { Row } from "../workload/records.js";
import type { Request } from "../workload/requests.js";
import { expand } from "./expand.js";
import { ROLE_CHECKS, type RoleCheck } from "./hand-roles.js";
import { type Lane, Sink, type Workload } from "./lane.js";

/** One assignment, prepared as a careful team would: role function, scope as sets with the tree expanded. */
interface Held {
  readonly check: RoleCheck;
  readonly variant: Variant;
  readonly regions: ReadonlySet<unknown> | null;
  readonly teams: ReadonlySet<unknown> | null;
}

interface User {
  readonly id: string;
  readonly guest: boolean;
  readonly active: boolean;
  readonly idleUntil: number;
  readonly factorsUntil: number;
  readonly held: readonly Held[];
}

/** Role, scope, field and rule checks in plain code, specialised to this very policy. */
export function createLane(workload: Workload): Lane {
  const { mixed, pages, contacts, deals } = workload;
  const users = workload.people.map(toUser);
  const contactReader = toUser(workload.contactReader);
  const dealReader = toUser(workload.dealReader);
  const sink = new Sink();
  const addUser = (request: Request) => ({ ...request, user: users[request.person] as User });
  const asked = { mixed: mixed.map(addUser), pages: pages.map(addUser) };
  const answer = (requests: (typeof asked)["mixed"]): number => {
    let yes = 0;
    for (const { user, action, type, record, field } of requests)
      if (can(user, NOW, action, type, record, field)) yes += 1;
    return yes;
  };

  return {
    measures: {
      mixed: () => answer(asked.mixed),
      pages: () => answer(asked.pages),
      setup() {
        for (const person of workload.people) sink.put(toUser(person));
        return sink.take();
      },
      masks() {
        const show = contactView(contactReader);
        for (const contact of contacts) sink.put(show(contact));
        return sink.take();
      },
      literals() {
        for (const contact of contacts) sink.put(wide(contact));
        return sink.take();
      },
      list: () => deals.filter(dealFilter(dealReader)).length,
    },
    decisions: () =>
      [...asked.mixed, ...asked.pages].map(({ user, action, type, record, field }) =>
        can(user, NOW, action, type, record, field),
      ),
    masks: () => contacts.map(contactView(contactReader)),
    hold: toUser,
    mayRead: (held, type, record) => can(held as User, NOW, "read", type, record, undefined),
  };
}

/** The check that a handler would call. */
function can(user: User, now: number, action: string, type: string, record: Row, field: string | undefined): boolean {
  if (!user.active || now >= user.idleUntil) return false;
  if (action === "export" && (user.guest || now >= user.factorsUntil)) return false;
  switch (type) {
    case "deal":
      if ((action === "update" || action === "delete") && record.locked === true) return false;
      break;
    case "contact":
      if (action === "read" && record.optedOut === true && (field === "email" || field === "phone")) return false;
      break;
    case "invoice":
      if ((action === "update" || action === "delete") && record.status === "paid") return false;
      break;
  }
  for (const held of user.held) {
    if (held.regions !== null && !held.regions.has(record.region)) continue;
    if (held.teams !== null && type !== "campaign" && type !== "report" && !held.teams.has(record.teamId)) continue;
    if (held.check(user.id, held.variant, action, type, record, field)) return true;
  }
  return false;
}

function toUser({ principal, assignments, session }: Person): User {
  const held = assignments.map(({ role, scope }): Held => {
    const at = role.lastIndexOf("_");
    return {
      check: ROLE_CHECKS[role.slice(0, at) as Family],
      variant: variant(Number(role.slice(at + 1))),
      regions: Array.isArray(scope?.region) ? expand(REGION_TREE, scope.region) : null,
      teams: Array.isArray(scope?.team) ? new Set(scope.team) : null,
    };
  });
  return {
    id: principal.id,
    guest: principal.kind === "guest",
    active: principal.status === "active",
    idleUntil: Number(session.lastActiveAt) + 30 * 60_000,
    factorsUntil: Math.min(...session.factors.map((factor) => Number(factor.at))) + 15 * 60_000,
    held,
  };
}

/** What the deal reader may list: one predicate written for exactly these three roles. */
function dealFilter(user: User): (deal: Row) => boolean {
  const [rep, lead, finance] = user.held as readonly [Held, Held, Held];
  const own = rep.regions as ReadonlySet<unknown>;
  const team = lead.teams as ReadonlySet<unknown>;
  const booked = finance.regions as ReadonlySet<unknown>;
  const { limit } = lead.variant;
  return (deal) =>
    own.has(deal.region) || booked.has(deal.region) || (team.has(deal.teamId) && (deal.amount as number) < limit);
}

/** What the contact reader sees: the object literals written for exactly these roles. */
function contactView(user: User): (contact: Row) => object {
  const [rep, support] = user.held as readonly [Held, Held, Held];
  const own = rep.regions as ReadonlySet<unknown>;
  const team = support.teams as ReadonlySet<unknown>;
  return (contact) => {
    if (own.has(contact.region)) return contact.optedOut === true ? wideOptedOut(contact) : wide(contact);
    if (team.has(contact.teamId)) return contact.optedOut === true ? narrowOptedOut(contact) : narrow(contact);
    return {};
  };
}

function wide(contact: Row): object {
  return {
    id: contact.id,
    ownerId: contact.ownerId,
    region: contact.region,
    teamId: contact.teamId,
    status: contact.status,
    locked: contact.locked,
    firstName: contact.firstName,
    lastName: contact.lastName,
    email: contact.email,
    phone: contact.phone,
    title: contact.title,
    accountId: contact.accountId,
    source: contact.source,
    score: contact.score,
    notes: contact.notes,
    optedOut: contact.optedOut,
  };
}

function wideOptedOut(contact: Row): object {
  return {
    id: contact.id,
    ownerId: contact.ownerId,
    region: contact.region,
    teamId: contact.teamId,
    status: contact.status,
    locked: contact.locked,
    firstName: contact.firstName,
    lastName: contact.lastName,
    title: contact.title,
    accountId: contact.accountId,
    source: contact.source,
    score: contact.score,
    notes: contact.notes,
    optedOut: contact.optedOut,
  };
}

function narrow(contact: Row): object {
  return {
    id: contact.id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    email: contact.email,
    phone: contact.phone,
    accountId: contact.accountId,
  };
}

function narrowOptedOut(contact: Row): object {
  return {
    id: contact.id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    accountId: contact.accountId,
  };
}
