import { type RawBuilder, sql } from "kysely";
import type { AuditEvent } from "../../model/audit-event.js";
import { checkLimit, matchesEvent } from "../event-query.js";
import type { EventQuery } from "../policy-store.js";
import { isStoreId } from "../store-id.js";
import { decodeEvent } from "../stored-json.js";
import { orderedKey } from "./ordered-key.js";
import { PageSize } from "./page.js";
import { ask } from "./read-state.js";
import { checkVersion, type SchemaRow } from "./schema-version.js";
import { type SqlTarget, tablesOf } from "./sql-target.js";

interface EventRow extends SchemaRow {
  readonly revision: unknown;
  readonly sequence: unknown;
  readonly event: string | null;
}

/** A place among a tenant's events. Revisions and sequences rise together, so that the primary key leads there. */
interface Place {
  readonly revision: number;
  readonly sequence: number;
}

type Direction = "asc" | "desc";

const START: Place = { revision: 0, sequence: 0 };
const END: Place = { revision: Number.MAX_SAFE_INTEGER, sequence: Number.MAX_SAFE_INTEGER };

/** The events of a tenant that are asked for, in the order of their sequence. */
export async function* readEvents(
  target: SqlTarget,
  tenant: string,
  query: EventQuery,
): AsyncGenerator<AuditEvent, void, undefined> {
  checkLimit(query);
  if (!isStoreId(tenant)) return;
  const { last, ...filter } = query;
  if (last === undefined) {
    for await (const event of eventsFrom(target, tenant, filter, "asc")) yield event;
    return;
  }
  const found: AuditEvent[] = [];
  for await (const event of eventsFrom(target, tenant, filter, "desc", last)) found.push(event);
  yield* found.reverse();
}

async function* eventsFrom(
  target: SqlTarget,
  tenant: string,
  query: EventQuery,
  direction: Direction,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<AuditEvent, void, undefined> {
  // nothing compares with NaN, and databases would refuse to be asked
  if ([query.afterRevision, query.from, query.until].some((bound) => Number.isNaN(bound))) return;
  const size = new PageSize();
  let place = direction === "asc" ? START : END;
  let left = limit;
  while (left > 0) {
    const most = size.upTo(left);
    const rows = await eventsBeyond(target, tenant, query, direction, place, most);
    for (const { text, ...at } of rows) {
      place = at;
      const event = decodeEvent(text, at.sequence);
      if (!matchesEvent(event, query)) continue;
      left--;
      yield event;
    }
    if (rows.length < most) return;
    size.learn(rows.map((row) => row.text));
  }
}

async function eventsBeyond(
  target: SqlTarget,
  tenant: string,
  query: EventQuery,
  direction: Direction,
  place: Place,
  most: number,
) {
  const { schema } = tablesOf(target);
  const order = sql.raw(direction);
  const rows = await ask<EventRow>(
    target,
    sql`select m.version, m.compatible, s.revision, s.sequence, s.event from ${schema} m
      left join (${someEvents(target, orderedKey(tenant), query, direction, place, most)}) s on 1 = 1
      order by s.revision ${order}, s.sequence ${order}`,
  );
  checkVersion(rows[0]);
  return rows.flatMap(({ revision, sequence, event: text }) =>
    text === null ? [] : [{ revision: Number(revision), sequence: Number(sequence), text }],
  );
}

function someEvents(
  target: SqlTarget,
  tenant: string,
  query: EventQuery,
  direction: Direction,
  { revision, sequence }: Place,
  most: number,
): RawBuilder<unknown> {
  const { event, concern } = tablesOf(target);
  const order = sql.raw(direction);
  const step = sql.raw(direction === "asc" ? ">" : "<");
  const ofEvents = testsOf(query, "e");
  /** Walks along a primary key, from a place on. */
  const along = (rows: RawBuilder<unknown>, tests: readonly RawBuilder<unknown>[]) => {
    const { afterRevision } = query;
    const all = [
      sql`a.tenant = ${tenant}`,
      sql`a.revision ${step}= ${revision}`,
      sql`a.sequence ${step} ${sequence}`,
      ...(afterRevision === undefined ? [] : [sql`a.revision > ${whole(Math.floor(afterRevision))}`]),
      ...tests,
    ];
    return sql`${rows} where ${sql.join(all, sql` and `)}
      order by a.revision ${order}, a.sequence ${order} limit ${sql.lit(most)}`;
  };
  if (query.principalId === undefined) {
    return along(sql`select a.revision, a.sequence, a.event from ${event} a`, testsOf(query, "a"));
  }
  const concerns = sql`a.principal = ${orderedKey(query.principalId)}`;
  const same = sql`e.tenant = ${tenant} and e.revision = a.revision and e.sequence = a.sequence`;
  if (ofEvents.length > 0) {
    const both = sql`select a.revision, a.sequence, e.event from ${concern} a join ${event} e on ${same}`;
    return along(both, [concerns, ...ofEvents]);
  }
  // the page is cut out of the index before anything is joined: planners would rather walk through all events
  const page = along(sql`select a.revision, a.sequence from ${concern} a`, [concerns]);
  return sql`select a.revision, a.sequence, e.event from (${page}) a join ${event} e on ${same}`;
}

/** What is asked of the events themselves, as far as columns tell. */
function testsOf(query: EventQuery, alias: "a" | "e"): readonly RawBuilder<unknown>[] {
  const events = sql.raw(alias);
  const { action, key, from, until } = query;
  const tests: RawBuilder<unknown>[] = [];
  if (action !== undefined) tests.push(sql`${events}.action = ${orderedKey(action)}`);
  if (key !== undefined) tests.push(sql`${events}.commandkey = ${orderedKey(key)}`);
  if (from !== undefined) tests.push(sql`${events}.happened >= ${whole(Math.ceil(from))}`);
  if (until !== undefined) tests.push(sql`${events}.happened < ${whole(Math.ceil(until))}`);
  return tests;
}

/** A bound that every database takes: what is beyond all numbers is beyond all rows. */
function whole(bound: number): number {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, bound));
}
