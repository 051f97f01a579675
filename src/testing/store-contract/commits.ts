import { all, expectRefused, expectSame, expectThat, handled, pause } from "./expect.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { markOf, person, TenantLog } from "./tenant-log.js";

/** A commit is done in whole or not at all, and once acknowledged is seen by everybody. */
export const commitCases: readonly StoreCase[] = [
  storeCase("writes every state and every event of a commit", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const states = ["ada", "ben", "cleo", "dan"].map((id) => person(id, `mark of ${id}`));
    const events = await acme.commit({
      put: states,
      events: [{ principalIds: ["ada", "ben"] }, { principalIds: ["cleo", "dan"] }, { action: "more" }],
    });
    for (const state of states) {
      const found = await store.read("acme", state.principal.id);
      expectSame(found, { ...state, revision: 1 }, `what is read of ${state.principal.id}`);
    }
    expectSame(
      await all(store.scan("acme")),
      states.map((state) => ({ ...state, revision: 1 })),
      "what is scanned",
    );
    expectSame(await all(store.events("acme")), events, "the events");
  }),

  storeCase("puts and removes in one commit", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"), person("ben"), person("cleo"));
    await acme.commit({ put: [person("ada", "new"), person("dan")], remove: ["ben", "cleo"] });
    const found = await all(store.scan("acme"));
    expectSame(
      found.map((it) => [it.principal.id, markOf(it)]),
      [
        ["ada", "new"],
        ["dan", null],
      ],
      "who is left",
    );
    expectSame(await store.read("acme", "ben"), undefined, "who was removed");
  }),

  storeCase("puts a state in place of the former, whole", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const before = {
      ...person("ada"),
      sponsorId: "ben",
      assignments: [
        { id: "a1", role: "rep" },
        { id: "a2", role: "lead" },
      ],
    };
    const after = { ...person("ada", "new"), assignments: [{ id: "a2", role: "lead" }] };
    await acme.put(before);
    await acme.put(after);
    expectSame(await store.read("acme", "ada"), { ...after, revision: 2 }, "the state");
    expectSame(
      await all(store.scan("acme", { role: "rep" })),
      [],
      "the holders of a role that went with the former state",
    );
  }),

  storeCase("removes a principal, and keeps the events", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const first = await acme.put(person("ada"));
    const second = await acme.commit({ remove: ["ada"] });
    expectSame(await store.read("acme", "ada"), undefined, "who was removed");
    expectSame(await all(store.scan("acme")), [], "a scan");
    expectSame(await all(store.events("acme", { principalId: "ada" })), [...first, ...second], "the events");
    await acme.put(person("ada", "again"));
    expectSame(markOf(await store.read("acme", "ada")), "again", "who was removed and put again");
  }),

  storeCase("removes whom it does not know, and changes nothing by it", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    await acme.commit({ remove: ["nobody"] });
    expectSame((await all(store.scan("acme"))).length, 1, "how many principals there are");
    expectSame(acme.head.revision, 2, "the revision");
  }),

  storeCase("takes a commit of events alone, and counts it", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada", "before"));
    await acme.commit({ events: [{ action: "refused", outcome: "refused", principalIds: ["ada"] }] });
    expectSame(await store.read("acme", "ada"), { ...person("ada", "before"), revision: 2 }, "who was not changed");
    expectSame(
      (await all(store.events("acme"))).map((it) => it.data.outcome),
      ["done", "refused"],
      "the outcomes",
    );
  }),

  storeCase("sets `revision` when it reads, whatever was given", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put({ ...person("ada"), revision: 99 });
    expectSame((await store.read("acme", "ada"))?.revision, 1, "the revision after its own commit");
    await acme.put(person("ben"));
    await acme.put(person("cleo"));
    expectSame((await store.read("acme", "ada"))?.revision, 3, "the revision after commits on others");
    const scanned = await all(store.scan("acme"));
    expectSame(
      scanned.map((it) => it.revision),
      [3, 3, 3],
      "the revisions of a scan",
    );
  }),

  storeCase("shows a commit to whoever reads after it was acknowledged", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    for (let count = 1; count <= 40; count++) {
      await acme.put(person("ada", count));
      expectSame(markOf(await store.read("acme", "ada")), count, `what is read after commit ${count}`);
      const [scanned] = await all(store.scan("acme", { limit: 1 }));
      expectSame(markOf(scanned), count, `what is scanned after commit ${count}`);
      const [last] = await all(store.events("acme", { last: 1 }));
      expectSame(last?.revision, count, `the revision of the last event after commit ${count}`);
    }
  }),

  storeCase("shows no commit in part to whoever reads meanwhile", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const ids = ["ada", "ben", "cleo", "dan", "eve"];
    const commit = () => acme.put(...ids.map((id) => person(id, acme.head.revision + 1)));
    await commit();
    let isWriting = true;
    const writeAll = async () => {
      for (let count = 0; count < 30; count++) await commit();
    };
    const writing = handled(
      writeAll().finally(() => {
        isWriting = false;
      }),
    );
    while (isWriting) {
      await pause();
      const [before] = await all(store.events("acme", { last: 1 }));
      const page = await all(store.scan("acme", { limit: ids.length }));
      const [after] = await all(store.events("acme", { last: 1 }));
      const revision = page[0]?.revision ?? 0;
      expectSame(
        page.map((it) => it.revision),
        ids.map(() => revision),
        "the revisions of one page",
      );
      // every commit marks everybody with its revision
      expectSame(
        page.map(markOf),
        ids.map(() => revision),
        `what one page says at revision ${revision}`,
      );
      expectThat((before?.revision ?? 0) <= revision, "a page is older than an event that was read before it");
      expectThat(revision <= (after?.revision ?? 0), "an event is missing of a commit whose states were read before");
    }
    await writing;
  }),

  storeCase("reads a state as of the revision that it says, while others commit", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada", 1));
    let isWriting = true;
    const writeAll = async () => {
      for (let count = 2; count <= 40; count++) await acme.put(person("ada", count));
    };
    const writing = handled(
      writeAll().finally(() => {
        isWriting = false;
      }),
    );
    while (isWriting) {
      await pause();
      const state = await store.read("acme", "ada");
      expectSame(markOf(state), state?.revision, "what is read at a revision");
    }
    await writing;
  }),

  storeCase("leaves nothing behind of a commit that it refused", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const events = await acme.put(person("ada", "first"));
    const late = acme.next({ put: [person("ada", "late"), person("ben")], remove: ["cleo"] });
    await expectRefused(
      store.commit("acme", late, { expectedRevision: 0 }),
      "invalid_changes",
      "events of another revision",
    );
    const stale = new TenantLog(store, "acme").next({ put: [person("ada", "stale"), person("ben")] });
    await expectRefused(store.commit("acme", stale, { expectedRevision: 0 }), "revision_conflict", "a stale commit");
    expectSame(await all(store.scan("acme")), [{ ...person("ada", "first"), revision: 1 }], "the states");
    expectSame(await all(store.events("acme")), events, "the events");
    await acme.put(person("ben"));
    expectSame(acme.head.revision, 2, "the revision after the next commit");
  }),
];
