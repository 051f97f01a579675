import type { AuditEvent } from "../../model/audit-event.js";
import { all, expectRefused, expectSame } from "./expect.js";
import { hostileIds } from "./lookalikes.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { changesAfter, holder, markOf, NOTHING_YET, person, TenantLog } from "./tenant-log.js";

/** What was acknowledged is there after a restart, and for every other handle at once. */
export const restartCases: readonly StoreCase[] = [
  storeCase(
    "has everything after a restart",
    async ({ store, reopen }) => {
      const acme = new TenantLog(store, "acme");
      const events: AuditEvent[] = [];
      for (let count = 1; count <= 30; count++) {
        const states = [person("ada", count), holder(`u${count}`, "rep")];
        events.push(
          ...(await acme.commit(count % 5 === 0 ? { put: states, remove: [`u${count - 1}`] } : { put: states })),
        );
      }
      const [before, holders] = [await all(store.scan("acme")), await all(store.scan("acme", { role: "rep" }))];
      const again = await reopen();
      expectSame(await all(again.scan("acme")), before, "the states");
      expectSame(await all(again.scan("acme", { role: "rep" })), holders, "the holders of a role");
      expectSame(await all(again.events("acme")), events, "the events");
      expectSame(
        await all(again.events("acme", { principalId: "u7" })),
        events.filter((it) => it.data.principalIds.includes("u7")),
        "the events of one principal",
      );
      expectSame(markOf(await again.read("acme", "ada")), 30, "what was written last");
      expectSame(await again.read("acme", "u4"), undefined, "who was removed");
    },
    ["reopen"],
  ),

  storeCase(
    "has the very last commit after a restart, each time",
    async ({ store, reopen }) => {
      let current = store;
      let head = new TenantLog(store, "acme").head;
      for (let count = 1; count <= 6; count++) {
        const acme = new TenantLog(current, "acme", head);
        await acme.put(person("ada", count));
        head = acme.head;
        current = await reopen();
        expectSame(
          await current.read("acme", "ada"),
          { ...person("ada", count), revision: count },
          `the state after restart ${count}`,
        );
        expectSame(
          (await all(current.events("acme", { last: 1 }))).map((it) => it.sequence),
          [count],
          "the last sequence",
        );
        expectSame((await all(current.events("acme"))).length, count, "how many events there are");
      }
    },
    ["reopen"],
  ),

  storeCase(
    "goes on after a restart where it was, and refuses what is stale",
    async ({ store, reopen }) => {
      const acme = new TenantLog(store, "acme");
      await acme.put(person("ada", 1));
      const { head } = acme;
      await acme.put(person("ada", 2));
      const again = await reopen();
      const stale = changesAfter("acme", head, { put: [person("ada", "stale")] });
      await expectRefused(again.commit("acme", stale, { expectedRevision: 1 }), "revision_conflict", "a stale commit");
      const gap = changesAfter("acme", { ...acme.head, sequence: 7 }, { put: [person("ada", "gap")] });
      await expectRefused(
        again.commit("acme", gap, { expectedRevision: 2 }),
        "invalid_changes",
        "a gap in the sequence",
      );
      const more = new TenantLog(again, "acme", acme.head);
      await more.put(person("ada", 3));
      expectSame(markOf(await again.read("acme", "ada")), 3, "the state");
      expectSame(
        (await all(again.events("acme"))).map((it) => it.revision),
        [1, 2, 3],
        "the revisions",
      );
    },
    ["reopen"],
  ),

  storeCase(
    "has nothing after a restart where there was nothing",
    async ({ reopen }) => {
      const again = await reopen();
      expectSame(await all(again.scan("acme")), [], "the states");
      expectSame(await all(again.events("acme")), [], "the events");
      await new TenantLog(again, "acme").put(person("ada"));
      expectSame((await again.read("acme", "ada"))?.revision, 1, "the revision of the first commit");
    },
    ["reopen"],
  ),

  storeCase(
    "has after a restart nothing of a commit that it refused",
    async ({ store, reopen }) => {
      const acme = new TenantLog(store, "acme");
      await acme.put(person("ada", "good"));
      const stale = new TenantLog(store, "acme").next({ put: [person("ada", "bad"), person("ben")] });
      await expectRefused(store.commit("acme", stale, { expectedRevision: 0 }), "revision_conflict", "a stale commit");
      const again = await reopen();
      expectSame((await all(again.scan("acme"))).map(markOf), ["good"], "the states");
      expectSame((await all(again.events("acme"))).length, 1, "how many events there are");
    },
    ["reopen"],
  ),

  storeCase(
    "has tenants and principals of any name after a restart",
    async ({ store, reopen }) => {
      for (const id of hostileIds)
        await new TenantLog(store, id).put(person(id, `of ${id}`), person("with hard values", ["\u0000", "\ud800"]));
      const again = await reopen();
      for (const id of hostileIds) {
        expectSame(markOf(await again.read(id, id)), `of ${id}`, `the principal of tenant ${JSON.stringify(id)}`);
        expectSame(
          markOf(await again.read(id, "with hard values")),
          ["\u0000", "\ud800"],
          "a value that is hard to keep",
        );
      }
    },
    ["reopen"],
  ),

  storeCase(
    "has a large state and many principals after a restart",
    async ({ store, reopen }) => {
      const acme = new TenantLog(store, "acme");
      const mark = Array.from({ length: 1_000 }, (_, index) => `${index} `.repeat(200));
      await acme.put(person("large", mark), ...Array.from({ length: 1_000 }, (_, index) => person(`u${index}`)));
      const again = await reopen();
      expectSame(markOf(await again.read("acme", "large")), mark, "the large state");
      expectSame((await all(again.scan("acme"))).length, 1_001, "how many principals there are");
    },
    ["reopen"],
  ),

  storeCase(
    "shows a commit to another handle once it was acknowledged",
    async ({ store, another }) => {
      const other = await another();
      let head = NOTHING_YET;
      for (let count = 1; count <= 30; count++) {
        const [writer, reader] = count % 2 === 0 ? [store, other] : [other, store];
        const acme = new TenantLog(writer, "acme", head);
        await acme.put(person("ada", count), person(`u${count}`));
        head = acme.head;
        expectSame(
          await reader.read("acme", "ada"),
          { ...person("ada", count), revision: count },
          "what the other reads",
        );
        expectSame((await all(reader.scan("acme"))).length, count + 1, "how many the other scans");
        expectSame(
          (await all(reader.events("acme", { last: 1 }))).map((it) => it.revision),
          [count],
          "the other's last event",
        );
      }
    },
    ["another"],
  ),

  storeCase(
    "refuses through one handle what another has overtaken",
    async ({ store, another }) => {
      const other = await another();
      const acme = new TenantLog(store, "acme");
      await acme.put(person("ada", 1));
      expectSame(markOf(await other.read("acme", "ada")), 1, "what the other reads");
      await acme.put(person("ada", 2));
      const stale = changesAfter(
        "acme",
        { revision: 1, sequence: 1, hash: "0".repeat(64) },
        { put: [person("ada", "stale")] },
      );
      await expectRefused(other.commit("acme", stale, { expectedRevision: 1 }), "revision_conflict", "a stale commit");
      expectSame(markOf(await store.read("acme", "ada")), 2, "the state");
    },
    ["another"],
  ),
];
