import type { PrincipalState } from "../../model/principal-state.js";
import type { StoreChanges } from "../../storage/policy-store.js";
import { all, expectRefused, expectSame } from "./expect.js";
import { impossibleIds } from "./lookalikes.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { changesAfter, type EventSketch, NOTHING_YET, person, TenantLog } from "./tenant-log.js";

/** How a good commit is spoilt. */
interface Spoilt {
  readonly what: string;
  readonly spoil: (good: StoreChanges) => StoreChanges;
}

const spoilt: readonly Spoilt[] = [
  { what: "without an event", spoil: (good) => ({ ...good, events: [] }) },
  { what: "that puts a principal twice", spoil: (good) => ({ ...good, put: [...good.put, person("ben", "again")] }) },
  { what: "that puts and removes the same principal", spoil: (good) => ({ ...good, remove: ["ben"] }) },
  { what: "that removes a principal twice", spoil: (good) => ({ ...naming("cleo")(good), remove: ["cleo", "cleo"] }) },
  { what: "that changes a principal whom no event names", spoil: withData({ principalIds: ["cleo"] }) },
  { what: "with an event of an earlier revision", spoil: withEvent(({ revision }) => ({ revision: revision - 1 })) },
  { what: "with an event of a later revision", spoil: withEvent(({ revision }) => ({ revision: revision + 1 })) },
  { what: "that leaves out a sequence", spoil: withEvent(({ sequence }) => ({ sequence: sequence + 1 })) },
  { what: "that gives a sequence again", spoil: withEvent(({ sequence }) => ({ sequence: sequence - 1 })) },
  { what: "that leaves a gap between its events", spoil: twoEvents(2) },
  { what: "with two events of one sequence", spoil: twoEvents(0) },
  { what: "whose events stand in the wrong order", spoil: (good) => reversed(twoEvents(1)(good)) },
  { what: "with an event at no time", spoil: withEvent(() => ({ time: "yesterday" })) },
  { what: "with an event at a local time", spoil: withEvent(() => ({ time: "2026-01-05T10:00:00.000+01:00" })) },
  ...impossibleIds.flatMap(([what, id]): Spoilt[] => [
    {
      what: `that puts a principal with ${what}`,
      spoil: (good) => ({ ...naming(id)(good), put: [...good.put, person(id)] }),
    },
    { what: `that removes a principal with ${what}`, spoil: (good) => ({ ...naming(id)(good), remove: [id] }) },
    { what: `with an event that concerns ${what}`, spoil: withData({ principalIds: ["ben", id] }) },
    { what: `with an event whose actor has ${what}`, spoil: withData({ actor: { id, kind: "principal" } }) },
    { what: `with an event that has ${what} as its key`, spoil: withData({ key: id }) },
    { what: `with an event that has ${what} as its action`, spoil: withData({ action: id }) },
  ]),
];

/** What no store may take, and what none may answer. */
export const refusalCases: readonly StoreCase[] = [
  ...spoilt.map(({ what, spoil }) =>
    storeCase(`refuses a commit ${what}`, async ({ store }) => {
      const acme = new TenantLog(store, "acme");
      const events = await acme.put(person("ada"));
      const bad = spoil(acme.next({ put: [person("ben", "bad")] }));
      await expectRefused(store.commit("acme", bad, { expectedRevision: 1 }), "invalid_changes", "the commit");
      expectSame(await all(store.scan("acme")), [{ ...person("ada"), revision: 1 }], "the states");
      expectSame(await all(store.events("acme")), events, "the events");
      await acme.put(person("ben", "good"));
      expectSame(acme.head.revision, 2, "the revision after a good commit");
    }),
  ),

  ...impossibleIds.map(([what, id]) =>
    storeCase(`refuses a commit to a tenant with ${what}`, async ({ store }) => {
      const changes = changesAfter(id, NOTHING_YET, { put: [person("ada")] });
      await expectRefused(store.commit(id, changes, { expectedRevision: 0 }), "invalid_changes", "the commit");
    }),
  ),

  ...[-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map((expectedRevision) =>
    storeCase(`refuses a commit that rests on revision ${expectedRevision}`, async ({ store }) => {
      const changes = changesAfter(
        "acme",
        { ...NOTHING_YET, revision: expectedRevision },
        { put: [person("ada")], events: [{ at: 0, principalIds: ["ada"] }] },
      );
      await expectRefused(store.commit("acme", changes, { expectedRevision }), "invalid_changes", "the commit");
    }),
  ),

  storeCase("refuses a first commit that does not begin with the first event", async ({ store }) => {
    const changes = changesAfter("acme", { ...NOTHING_YET, sequence: 1 }, { put: [person("ada")] });
    await expectRefused(store.commit("acme", changes, { expectedRevision: 0 }), "invalid_changes", "the commit");
    expectSame(await store.read("acme", "ada"), undefined, "whom it would have written");
  }),

  storeCase("refuses what JSON cannot say", async ({ store }) => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    for (const mark of [loop, 1n]) {
      const changes = changesAfter("acme", NOTHING_YET, { put: [person("ada", mark)] });
      await expectRefused(store.commit("acme", changes, { expectedRevision: 0 }), "invalid_changes", "the commit");
    }
    expectSame(await all(store.scan("acme")), [], "the states");
    expectSame(await all(store.events("acme")), [], "the events");
  }),

  storeCase("refuses a commit by rejecting, never by throwing at once", async ({ store }) => {
    const attempt = () => store.commit("", { put: [] as PrincipalState[], events: [] }, { expectedRevision: 0 });
    let made: Promise<unknown> | undefined;
    try {
      made = attempt();
    } catch {
      // told below
    }
    expectSame(typeof made?.then, "function", "the type of what a refused commit returns");
    await expectRefused(Promise.resolve(made), "invalid_changes", "the commit");
  }),

  ...[0, -1, 1.5, Number.NaN].map((limit) =>
    storeCase(`refuses ${limit} as a limit, rather than give all`, async ({ store }) => {
      await new TenantLog(store, "acme").put(person("ada"));
      await expectRefused(all(store.scan("acme", { limit })), "invalid_limit", "a scan");
      await expectRefused(all(store.events("acme", { last: limit })), "invalid_limit", "the last events");
    }),
  ),
];

function withEvent(change: (event: StoreChanges["events"][number]) => Partial<StoreChanges["events"][number]>) {
  return (good: StoreChanges): StoreChanges => ({
    ...good,
    events: good.events.map((event) => ({ ...event, ...change(event) })),
  });
}

function withData(data: EventSketch) {
  return withEvent((event) => ({ data: { ...event.data, ...data } }));
}

function naming(id: string) {
  return withData({ principalIds: ["ben", id] });
}

function twoEvents(step: number) {
  return (good: StoreChanges): StoreChanges => {
    const further = good.events.map((event) => ({
      ...event,
      id: `${event.revision}.2`,
      sequence: event.sequence + step,
    }));
    return { ...good, events: [...good.events, ...further] };
  };
}

function reversed(changes: StoreChanges): StoreChanges {
  return { ...changes, events: [...changes.events].reverse() };
}
