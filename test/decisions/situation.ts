import type { AccessFacts, Approval, Assignment, Principal, RequestData, Session } from "castellan";
import * as z from "zod";
import fixturesJson from "./fixtures.json" with { type: "json" };
import type { Row, Table } from "./row.js";

const age = z.string().regex(/^\d+[smh]$/);
const sessionSchema = z.strictObject({
  loggedIn: age,
  active: age,
  factors: z.record(z.string(), age),
  device: z.strictObject({ id: z.string(), managed: z.boolean() }).optional(),
});
const fixturesSchema = z.strictObject({
  about: z.string(),
  at: z.string(),
  session: z.string(),
  people: z.record(
    z.string(),
    z.strictObject({
      principal: z.custom<Principal>(),
      assignments: z.custom<readonly Assignment[]>(),
      session: z.string().optional(),
    }),
  ),
  sessions: z.record(z.string(), sessionSchema.nullable()),
  approvals: z.record(
    z.string(),
    z.strictObject({
      by: z.string(),
      age,
      changes: z.record(z.string(), z.unknown()).optional(),
      recordId: z.string().optional(),
      principal: z.string().optional(),
    }),
  ),
  records: z.record(z.string(), z.strictObject({ type: z.string(), record: z.record(z.string(), z.unknown()) })),
});

const fixtures = fixturesSchema.parse(fixturesJson);

/** What is known when a row is asked, and what it asks. */
export interface Situation {
  readonly facts: AccessFacts;
  readonly request: RequestData;
}

/** Puts together the facts and the question that a row speaks of. */
export function situationOf(row: Row, table: Table): Situation {
  const person = named(fixtures.people, row.who ?? table.who, "person");
  const { type, record: asItStands } = named(fixtures.records, row.what, "record");
  const now = Date.parse(row.at ?? fixtures.at);
  const principal = { ...person.principal, ...row.being };
  const record = Object.fromEntries(
    Object.entries({ ...asItStands, ...row.where }).filter(([key]) => !row.lacking?.includes(key)),
  );
  const request: RequestData = {
    action: row.may === "see" ? "read" : row.may,
    type,
    record,
    ...(row.changes === undefined ? {} : { changes: row.changes }),
    ...(row.field === undefined ? {} : { fields: [row.field] }),
    ...(row.saying === undefined ? {} : { justification: row.saying }),
  };
  const facts = {
    principal,
    assignments: person.assignments,
    session: sessionAt(row.session ?? person.session ?? fixtures.session, now),
    approvals: (row.approved ?? []).map((name) => approvalOf(name, principal, request, now)),
    now,
  };
  return { facts, request };
}

function sessionAt(name: string, now: number): Session | null {
  const session = named(fixtures.sessions, name, "session");
  if (session === null) return null;
  return {
    id: name,
    authenticatedAt: now - milliseconds(session.loggedIn),
    lastActiveAt: now - milliseconds(session.active),
    factors: Object.entries(session.factors).map(([method, since]) => ({ method, at: now - milliseconds(since) })),
    ...(session.device === undefined ? {} : { device: session.device }),
  };
}

/** An approval of exactly what is asked, but for what its fixture says otherwise. */
function approvalOf(name: string, principal: Principal, request: RequestData, now: number): Approval {
  const given = named(fixtures.approvals, name, "approval");
  const changes = given.changes ?? request.changes;
  return {
    id: name,
    by: given.by,
    principal: given.principal ?? principal.id,
    action: request.action,
    type: request.type,
    recordId: given.recordId ?? String(Reflect.get(request.record, "id")),
    ...(changes === undefined ? {} : { changes: { ...changes } }),
    at: now - milliseconds(given.age),
  };
}

function milliseconds(text: string): number {
  const unit = { s: 1_000, m: 60_000, h: 3_600_000 }[text.slice(-1)];
  if (unit === undefined) throw new Error(`${text} is no age`);
  return Number(text.slice(0, -1)) * unit;
}

function named<T>(all: Readonly<Record<string, T>>, name: string, kind: string): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found === undefined) throw new Error(`the fixtures know no ${kind} called “${name}”`);
  return found;
}
