import type { PolicyStore } from "../../storage/policy-store.js";
import { all, codeOf, expectRefused, expectSame, expectThat, pause, soon } from "./expect.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { changesAfter, markOf, NOTHING_YET, person, TenantLog } from "./tenant-log.js";

/** Of two commits that rest on the same revision, one is refused. */
export const conflictCases: readonly StoreCase[] = [
  storeCase("refuses a commit that rests on a revision gone by", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada", "first"));
    const { head } = acme;
    await acme.put(person("ada", "second"));
    const stale = changesAfter("acme", head, { put: [person("ada", "stale")] });
    await expectRefused(store.commit("acme", stale, { expectedRevision: 1 }), "revision_conflict", "a stale commit");
    expectSame(markOf(await store.read("acme", "ada")), "second", "the state");
  }),

  storeCase("refuses a commit on other principals that rests on a revision gone by", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    const { head } = acme;
    await acme.put(person("ada"));
    const stale = changesAfter("acme", head, { put: [person("ben")] });
    await expectRefused(store.commit("acme", stale, { expectedRevision: 1 }), "revision_conflict", "a stale commit");
    expectSame(await store.read("acme", "ben"), undefined, "whom the stale commit would have written");
  }),

  storeCase("refuses a commit that rests on a revision to come", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    const early = changesAfter("acme", { ...acme.head, revision: 2 }, { put: [person("ada", "early")] });
    await expectRefused(store.commit("acme", early, { expectedRevision: 2 }), "revision_conflict", "an early commit");
    const first = changesAfter("zeta", { ...NOTHING_YET, revision: 1 }, { put: [person("ada", "early")] });
    await expectRefused(
      store.commit("zeta", first, { expectedRevision: 1 }),
      "revision_conflict",
      "an early first commit",
    );
    expectSame(await store.read("zeta", "ada"), undefined, "whom it would have written");
  }),

  storeCase("refuses a second first commit", async ({ store }) => {
    await new TenantLog(store, "acme").put(person("ada", "first"));
    const again = changesAfter("acme", NOTHING_YET, { put: [person("ada", "again")] });
    await expectRefused(
      store.commit("acme", again, { expectedRevision: 0 }),
      "revision_conflict",
      "a second first commit",
    );
    expectSame(markOf(await store.read("acme", "ada")), "first", "the state");
  }),

  storeCase("refuses the same commit a second time", async ({ store }) => {
    const changes = changesAfter("acme", NOTHING_YET, { put: [person("ada")] });
    await store.commit("acme", changes, { expectedRevision: 0 });
    await expectRefused(
      store.commit("acme", changes, { expectedRevision: 0 }),
      "revision_conflict",
      "the same commit again",
    );
    expectSame((await all(store.events("acme"))).length, 1, "how many events there are");
  }),

  storeCase("takes exactly one of ten first commits at once", async ({ store }) => {
    await raceOnce([store], NOTHING_YET.revision);
  }),

  storeCase("takes exactly one of ten commits at once, round after round", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    for (let round = 1; round <= 5; round++) await raceOnce([store], round);
  }),

  storeCase(
    "takes exactly one of ten commits at once through two handles",
    async ({ store, another }) => {
      const stores = [store, await another()];
      for (let round = 0; round < 5; round++) await raceOnce(stores, round);
    },
    ["another"],
  ),

  storeCase("loses no change of six writers who try again", async ({ store }) => {
    await countTogether([store]);
  }),

  storeCase(
    "loses no change of six writers on two handles who try again",
    async ({ store, another }) => {
      await countTogether([store, await another()]);
    },
    ["another"],
  ),

  storeCase("does not let writers of different tenants hinder each other", async ({ store }) => {
    const tenants = Array.from({ length: 8 }, (_, index) => new TenantLog(store, `tenant ${index}`));
    const writeAll = async (tenant: TenantLog) => {
      for (let count = 1; count <= 5; count++) await tenant.put(person("ada", count));
    };
    await soon(Promise.all(tenants.map(writeAll)), "eight writers of eight tenants");
    for (let index = 0; index < 8; index++) {
      expectSame(markOf(await store.read(`tenant ${index}`, "ada")), 5, `what tenant ${index} holds`);
    }
  }),
];

/** Ten commits that all rest on the tenant's revision: one is made, in whole, and nine are refused. */
async function raceOnce(stores: readonly PolicyStore[], revision: number): Promise<void> {
  const [store] = stores as readonly [PolicyStore];
  // one event a commit: the sequence is the revision
  const head = { ...NOTHING_YET, revision, sequence: revision };
  const racers = Array.from({ length: 10 }, (_, racer) => {
    const mark = `${revision}: racer ${racer}`;
    const changes = changesAfter("acme", head, {
      put: [person("ada", mark), person("ben", mark)],
      events: [{ reason: mark, principalIds: ["ada", "ben"] }],
    });
    const attempt = stores[racer % stores.length]?.commit("acme", changes, { expectedRevision: revision });
    return Promise.resolve(attempt).then(
      () => mark,
      (error: unknown) => codeOf(error),
    );
  });
  const outcomes = await soon(Promise.all(racers), "ten commits at once");
  const winners = outcomes.filter((it) => it !== "revision_conflict");
  expectThat(
    winners.length === 1,
    `of ten commits at once ${winners.length} were not refused as conflicts: ${winners}`,
  );
  for (const each of stores) {
    expectSame(markOf(await each.read("acme", "ada")), winners[0], "what the winner wrote");
    expectSame(markOf(await each.read("acme", "ben")), winners[0], "what else the winner wrote");
  }
  const events = await all(store.events("acme", { afterRevision: revision }));
  expectSame(
    events.map((it) => it.data.reason),
    winners,
    "the events after the race",
  );
}

const WRITERS = 6;
const TURNS = 4;

/** Writers who each add to one number, and begin again when another came first. */
async function countTogether(stores: readonly PolicyStore[]): Promise<void> {
  const [store] = stores as readonly [PolicyStore];
  const addOne = async (mine: PolicyStore): Promise<void> => {
    for (;;) {
      await pause();
      const [last] = await all(mine.events("acme", { last: 1 }));
      const head = last ?? NOTHING_YET;
      const state = await mine.read("acme", "counter");
      // another commit in between: what was read does not belong together
      if ((state?.revision ?? 0) !== head.revision) continue;
      const changes = changesAfter("acme", head, { put: [person("counter", Number(markOf(state) ?? 0) + 1)] });
      try {
        await mine.commit("acme", changes, { expectedRevision: head.revision });
        return;
      } catch (error) {
        if (codeOf(error) !== "revision_conflict") throw error;
      }
    }
  };
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let turn = 0; turn < TURNS; turn++) await addOne(stores[writer % stores.length] ?? store);
  });
  await soon(Promise.all(writers), "six writers who try again");
  expectSame(markOf(await store.read("acme", "counter")), WRITERS * TURNS, "the sum of what the writers added");
  const events = await all(store.events("acme"));
  const expected = Array.from({ length: WRITERS * TURNS }, (_, index) => index + 1);
  expectSame(
    events.map((it) => it.sequence),
    expected,
    "the sequences",
  );
  expectSame(
    events.map((it) => it.revision),
    expected,
    "the revisions",
  );
}
