import type { AuditEvent } from "../../model/audit-event.js";
import type { EventQuery, PolicyStore } from "../../storage/policy-store.js";
import { all, expectSame, expectThat } from "./expect.js";
import { lookalikes } from "./lookalikes.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { type EventSketch, person, TenantLog } from "./tenant-log.js";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 1, 9);

/** Events are kept for good, in order, and found by what they say. */
export const eventCases: readonly StoreCase[] = [
  storeCase("gives events in the order of their sequence, from 1, without gaps", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const written: AuditEvent[] = [];
    for (const count of [1, 3, 12, 1, 2])
      written.push(...(await acme.commit({ events: Array.from({ length: count }, () => ({})) })));
    const found = await all(store.events("acme"));
    expectSame(found, written, "the events");
    expectSame(
      found.map((event) => event.sequence),
      written.map((_, index) => index + 1),
      "the sequences",
    );
  }),

  storeCase("gives the events of commits after a revision", async ({ store }) => {
    const written = await writeHistory(store);
    for (const afterRevision of [0, 1, 2, 5, 11, 12, 13, 1_000]) {
      const expected = written.filter((event) => event.revision > afterRevision);
      expectSame(
        await all(store.events("acme", { afterRevision })),
        expected,
        `the events after revision ${afterRevision}`,
      );
    }
  }),

  storeCase("gives the last events, in the order of their sequence", async ({ store }) => {
    const written = await writeHistory(store);
    for (const last of [1, 2, 5, written.length - 1, written.length, written.length + 1, 10_000]) {
      expectSame(await all(store.events("acme", { last })), written.slice(-last), `the last ${last} events`);
    }
  }),

  storeCase("gives the events that concern a principal, as actor or among those named", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const written = await acme.commit({
      events: [
        { actor: { id: "ada", kind: "principal" }, principalIds: [] },
        { actor: { id: "ben", kind: "principal" }, principalIds: ["ada"] },
        { actor: { id: "ben", kind: "principal" }, principalIds: ["cleo", "ada", "dan"] },
        { actor: { id: "ada", kind: "principal" }, principalIds: ["ada"] },
        { actor: { id: "ben", kind: "principal" }, principalIds: ["cleo"], reason: "ada", action: "ada", key: "ada" },
      ],
    });
    expectSame(await all(store.events("acme", { principalId: "ada" })), written.slice(0, 4), "the events of ada");
    expectSame((await all(store.events("acme", { principalId: "ben" }))).length, 3, "how many events ben has");
    expectSame((await all(store.events("acme", { principalId: "cleo" }))).length, 2, "how many events cleo has");
    expectSame(await all(store.events("acme", { principalId: "eve" })), [], "the events of somebody else");
  }),

  storeCase("does not take a system for the principal of the same name", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const sketch = { actor: { id: "scim", kind: "system" }, principalIds: ["ada"] } as const;
    await acme.commit({ events: [sketch, { actor: { id: "scim", kind: "principal" } }] });
    const found = await all(store.events("acme", { principalId: "scim" }));
    expectSame(
      found.map((event) => event.sequence),
      [2],
      "the events of the principal",
    );
    expectSame((await all(store.events("acme", { principalId: "ada" }))).length, 1, "how many events ada has");
  }),

  storeCase("gives the events from an instant until another, exclusive", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const written = await acme.commit({ events: [0, 1, 2, 2, 3].map((hours) => ({ at: START + hours * HOUR })) });
    const within = async (from: number | undefined, until: number | undefined) =>
      (
        await all(
          store.events("acme", { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }),
        )
      ).map((event) => event.sequence);
    expectSame(await within(START + 2 * HOUR, undefined), [3, 4, 5], "from the very instant");
    expectSame(await within(START + 2 * HOUR + 1, undefined), [5], "from a millisecond later");
    expectSame(await within(undefined, START + 2 * HOUR), [1, 2], "until the very instant");
    expectSame(await within(undefined, START + 2 * HOUR + 1), [1, 2, 3, 4], "until a millisecond later");
    expectSame(await within(START + HOUR, START + 3 * HOUR), [2, 3, 4], "from and until");
    expectSame(await within(START + HOUR, START + HOUR), [], "from and until the same instant");
    expectSame(
      await within(0, 8.64e15),
      written.map((event) => event.sequence),
      "from the beginning until the end of time",
    );
    expectSame(await within(-8.64e15, undefined), [1, 2, 3, 4, 5], "from long ago");
  }),

  storeCase("finds events by time where their times do not follow their order", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    for (const hours of [5, 1, 3, 0, 4]) await acme.commit({ events: [{ at: START + hours * HOUR }] });
    const found = await all(store.events("acme", { from: START + HOUR, until: START + 5 * HOUR }));
    expectSame(
      found.map((event) => event.sequence),
      [2, 3, 5],
      "the events",
    );
  }),

  storeCase("keeps the millisecond, and times long ago and far away", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const times = [-1, 0, 1, START + 1, Date.UTC(1000, 0), Date.UTC(9999, 11, 31, 23, 59, 59, 999)];
    const written = await acme.commit({ events: times.map((at) => ({ at })) });
    expectSame(await all(store.events("acme")), written, "the events");
    for (const [index, at] of times.entries()) {
      const found = await all(store.events("acme", { from: at, until: at + 1 }));
      expectSame(found, [written[index]], `the event at ${at}`);
    }
  }),

  storeCase("finds events by action and by key, to the letter", async ({ store }) => {
    for (const [index, { one, other }] of lookalikes.entries()) {
      const tenant = `tenant ${index}`;
      const written = await new TenantLog(store, tenant).commit({ events: [{ action: one, key: one }] });
      const pair = `${JSON.stringify(one)} and ${JSON.stringify(other)}`;
      expectSame(await all(store.events(tenant, { action: one })), written, `the events by their action: ${pair}`);
      expectSame(await all(store.events(tenant, { action: other })), [], `events by the other action: ${pair}`);
      expectSame(await all(store.events(tenant, { key: one })), written, `the events by their key: ${pair}`);
      expectSame(await all(store.events(tenant, { key: other })), [], `events by the other key: ${pair}`);
    }
  }),

  storeCase("finds each event at once, by whatever was asked for before it came", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    for (let count = 1; count <= 10; count++) {
      const [event] = await acme.commit({ events: [{ key: `key ${count}`, principalIds: ["ada"], action: "assign" }] });
      expectSame(await all(store.events("acme", { key: `key ${count}` })), [event], "the event by its key");
      expectSame((await all(store.events("acme", { principalId: "ada" }))).length, count, "how many events ada has");
      expectSame(
        (await all(store.events("acme", { action: "assign" }))).length,
        count,
        "how many assignments there are",
      );
      expectSame(await all(store.events("acme", { principalId: "root", last: 1 })), [event], "the actor's last event");
      expectSame(await all(store.events("acme", { key: `key ${count + 1}` })), [], "the event that is to come");
    }
  }),

  storeCase("finds the last event that has a key among many", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    for (let count = 0; count < 30; count++) {
      await acme.commit({
        events: [{ key: `key ${count % 7}`, reason: `event ${count}` }, { reason: "without a key" }],
      });
    }
    const found = await all(store.events("acme", { key: "key 3", last: 1 }));
    expectSame(
      found.map((event) => event.data.reason),
      ["event 24"],
      "the event",
    );
    expectSame(await all(store.events("acme", { key: "key 7" })), [], "events with a key that none has");
  }),

  storeCase("lets every combination of what is asked hold at once", async ({ store }) => {
    const written = await writeHistory(store);
    for (const query of combinations()) {
      expectSame(
        (await all(store.events("acme", query))).map((event) => event.sequence),
        asked(written, query).map((event) => event.sequence),
        `the sequences of ${JSON.stringify(query)}`,
      );
    }
  }),

  storeCase("keeps the events of principals who are gone, and of those who never were", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    await acme.commit({ remove: ["ada"] });
    await acme.commit({ events: [{ principalIds: ["ghost"] }] });
    expectSame((await all(store.events("acme", { principalId: "ada" }))).length, 2, "how many events of who is gone");
    expectSame(
      (await all(store.events("acme", { principalId: "ghost" }))).length,
      1,
      "how many events of who never was",
    );
  }),

  storeCase("takes no harm from reading events and breaking off", async ({ store }) => {
    const written = await writeHistory(store);
    for (let time = 0; time < 60; time++) {
      for await (const event of store.events("acme", time % 2 === 0 ? {} : { last: 5 })) {
        expectThat(event.sequence >= 1, "an event without a sequence");
        break;
      }
    }
    expectSame(await all(store.events("acme")), written, "the events afterwards");
  }),

  storeCase("gives every event that was there, however many come while it is read", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const batch = () => acme.commit({ events: Array.from({ length: 100 }, () => ({})) });
    for (let count = 0; count < 3; count++) await batch();
    const sequences: number[] = [];
    for await (const { sequence } of store.events("acme")) {
      sequences.push(sequence);
      if (sequence === 50 || sequence === 250) await batch();
      if (sequence > 1_000) break;
    }
    expectThat(sequences.length >= 300, `of 300 events that were there, ${sequences.length} were given`);
    expectSame(
      sequences,
      sequences.map((_, index) => index + 1),
      "the sequences",
    );
  }),
];

/** Twelve commits with events of all kinds. */
async function writeHistory(store: PolicyStore): Promise<readonly AuditEvent[]> {
  const acme = new TenantLog(store, "acme");
  const written: AuditEvent[] = [];
  const pick = <Value>(values: readonly Value[], at: number): Value => values[at % values.length] as Value;
  for (let commit = 0; commit < 12; commit++) {
    const events = Array.from({ length: (commit % 3) + 1 }, (_, place): EventSketch => {
      const at = commit * 5 + place * 3;
      const key = pick([undefined, "k1", "k2", undefined, "k1"], at);
      return {
        actor: { id: pick(["ada", "ben", "scim"], at), kind: pick(["principal", "principal", "system"], at) },
        action: pick(["assign", "revoke"], commit + place),
        principalIds: pick([["ada"], ["ben", "cleo"], [], ["cleo"], ["cleo", "ada"]], at),
        at: START + (commit % 8) * HOUR,
        ...(key === undefined ? {} : { key }),
      };
    });
    written.push(...(await acme.commit({ events })));
  }
  return written;
}

function combinations(): EventQuery[] {
  const choices: readonly (readonly EventQuery[])[] = [
    [{}, { afterRevision: 4 }],
    [{}, { principalId: "ada" }, { principalId: "cleo" }],
    [{}, { action: "assign" }],
    [{}, { key: "k1" }],
    [{}, { from: START + 2 * HOUR }],
    [{}, { until: START + 6 * HOUR }],
    [{}, { last: 2 }],
  ];
  return choices.reduce<EventQuery[]>(
    (queries, options) => queries.flatMap((query) => options.map((option) => ({ ...query, ...option }))),
    [{}],
  );
}

/** What is asked for, told from the words of the port alone: no code is shared with the stores. */
function asked(events: readonly AuditEvent[], query: EventQuery): readonly AuditEvent[] {
  let found = events;
  const { principalId, from, until } = query;
  if (query.afterRevision !== undefined) found = found.filter((it) => it.revision > (query.afterRevision ?? 0));
  if (query.action !== undefined) found = found.filter((it) => it.data.action === query.action);
  if (query.key !== undefined) found = found.filter((it) => it.data.key === query.key);
  if (from !== undefined) found = found.filter((it) => new Date(it.time).getTime() >= from);
  if (until !== undefined) found = found.filter((it) => new Date(it.time).getTime() < until);
  if (principalId !== undefined) {
    const isActor = ({ actor }: AuditEvent["data"]) => actor.kind === "principal" && actor.id === principalId;
    found = found.filter((it) => isActor(it.data) || it.data.principalIds.some((id) => id === principalId));
  }
  return query.last === undefined ? found : found.slice(-query.last);
}
