import type { PolicyStore, StoreNews } from "../../storage/policy-store.js";
import { expectSame, expectThat, handled, pause, soon } from "./expect.js";
import { type StoreBench, type StoreCase, storeCase } from "./store-case.js";
import { type CommitSketch, person, TenantLog } from "./tenant-log.js";

/** News of commits: each, once, in order. */
export const watchCases: readonly StoreCase[] = [
  watchCase("tells of all commits that were made before, from the first", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    for (let count = 0; count < 12; count++) await acme.put(person("ada", count));
    expectSame(revisions(await take(watch, "acme", 0, 12)), range(1, 12), "the revisions");
  }),

  watchCase("begins after the revision that it is given", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    for (let count = 0; count < 8; count++) await acme.put(person("ada", count));
    expectSame(revisions(await take(watch, "acme", 5, 3)), [6, 7, 8], "the revisions");
  }),

  watchCase("tells of commits as they are made", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    const news = open(watch, "acme", 1);
    for (let count = 2; count <= 10; count++) {
      const next = news.next();
      await acme.put(person("ada", count));
      expectSame((await soon(next, `news of commit ${count}`)).value?.revision, count, "the revision of the news");
    }
    await news.end();
  }),

  watchCase("tells of commits before and after it began, each once", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    for (let count = 0; count < 5; count++) await acme.put(person("ada", count));
    const taking = take(watch, "acme", 0, 30);
    for (let count = 5; count < 30; count++) await acme.put(person("ada", count));
    expectSame(revisions(await taking), range(1, 30), "the revisions");
  }),

  watchCase("loses nothing for somebody who is slow", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    const news = open(watch, "acme", 0);
    const found: number[] = [];
    for (let count = 1; count <= 20; count++) {
      await acme.put(person("ada", count));
      await acme.put(person("ben", count));
      found.push((await soon(news.next(), "news")).value?.revision ?? 0);
    }
    for (let count = 21; count <= 40; count++) found.push((await soon(news.next(), "news")).value?.revision ?? 0);
    expectSame(found, range(1, 40), "the revisions");
    await news.end();
  }),

  watchCase("tells of a tenant's first commit to whoever watched before", async ({ store, watch }) => {
    const news = open(watch, "acme", 0);
    const next = news.next();
    await new TenantLog(store, "acme").put(person("ada"));
    expectSame((await soon(next, "news of the first commit")).value?.revision, 1, "the revision");
    await news.end();
  }),

  watchCase("names everybody who was written or removed, once each", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    const commits: CommitSketch[] = [
      { put: [person("ada"), person("ben"), person("cleo")] },
      { put: [person("__proto__"), person("dan")], remove: ["ada", "ben"] },
      { events: [{ outcome: "refused", principalIds: ["eve"] }] },
      { remove: ["nobody"] },
      { put: [person("😀")], events: [{ principalIds: ["😀", "cleo"] }, { principalIds: ["😀"] }] },
    ];
    const changed = [["ada", "ben", "cleo"], ["__proto__", "dan", "ada", "ben"], [], ["nobody"], ["😀"]];
    const concerned = [["root"], ["root"], ["root", "eve"], ["root"], ["root", "cleo"]];
    const live = take(watch, "acme", 0, commits.length);
    for (const commit of commits) await acme.commit(commit);
    for (const news of [await live, await take(watch, "acme", 0, commits.length)]) {
      for (const [index, { principalIds }] of news.entries()) {
        const missing = changed[index]?.filter((id) => !principalIds.includes(id));
        expectSame(missing, [], `who is missing in the news of commit ${index + 1}`);
        const allowed = [...(changed[index] ?? []), ...(concerned[index] ?? [])];
        const strangers = principalIds.filter((id) => !allowed.includes(id));
        expectSame(strangers, [], `who is named in the news of commit ${index + 1} and has no part in it`);
        expectSame(
          new Set(principalIds).size,
          principalIds.length,
          `how many are named in the news of commit ${index + 1}`,
        );
      }
    }
  }),

  watchCase("gives news only of what can be read already", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    const news = open(watch, "acme", 0);
    const writeAll = async () => {
      for (let count = 1; count <= 25; count++) await acme.put(person("ada", count));
    };
    const writing = handled(writeAll());
    for (let count = 1; count <= 25; count++) {
      const { value } = await soon(news.next(), `news of commit ${count}`);
      const state = await store.read("acme", "ada");
      expectThat((state?.revision ?? 0) >= (value?.revision ?? 0), "news of a commit came before it could be read");
    }
    await writing;
    await news.end();
  }),

  watchCase("tells two who watch everything, each at their own pace", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    const [first, second, late] = [take(watch, "acme", 0, 15), take(watch, "acme", 0, 15), take(watch, "acme", 10, 5)];
    for (let count = 2; count <= 15; count++) await acme.put(person("ada", count));
    expectSame(revisions(await first), range(1, 15), "the revisions told to the first");
    expectSame(revisions(await second), range(1, 15), "the revisions told to the second");
    expectSame(revisions(await late), range(11, 15), "the revisions told to who began later");
  }),

  watchCase("keeps the news of tenants apart", async ({ store, watch }) => {
    const tenants = ["acme", "ACME", "acme ", "a%"];
    const logs = tenants.map((tenant) => new TenantLog(store, tenant));
    const watching = tenants.map((tenant) => take(watch, tenant, 0, 3));
    for (let count = 0; count < 3; count++) {
      for (const [index, log] of logs.entries()) await log.put(person(`u${index}`, count));
    }
    for (const [index, taking] of watching.entries()) {
      const news = await taking;
      expectSame(revisions(news), [1, 2, 3], `the revisions told of ${JSON.stringify(tenants[index])}`);
      expectThat(
        news.every((it) => it.principalIds.includes(`u${index}`)),
        "news of another tenant were told",
      );
    }
  }),

  watchCase("ends quietly when it is aborted while nothing happens", async ({ store, watch }) => {
    await new TenantLog(store, "acme").put(person("ada"));
    for (const tenant of ["acme", "a tenant without commits"]) {
      const news = open(watch, tenant, 1);
      const next = news.next();
      // so that it is waiting for sure
      await pause(20);
      news.abort();
      expectSame((await soon(next, "the end after an abort")).done, true, "whether it has ended");
      expectSame((await soon(news.next(), "the end, asked again")).done, true, "whether it has ended for good");
    }
  }),

  watchCase("ends quietly when it was aborted before it began", async ({ store, watch }) => {
    await new TenantLog(store, "acme").put(person("ada"));
    const aborted = open(watch, "acme", 0);
    aborted.abort();
    expectSame((await soon(aborted.next(), "the end of what was aborted before")).done, true, "whether it has ended");
  }),

  watchCase("ends quietly when it is aborted with news untold, and when it is left", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    for (let count = 0; count < 5; count++) await acme.put(person("ada", count));
    const news = open(watch, "acme", 0);
    expectSame((await soon(news.next(), "news")).value?.revision, 1, "the first revision");
    news.abort();
    let told = 0;
    while (!(await soon(news.next(), "the end after an abort")).done) told += 1;
    expectThat(told <= 4, "more was told after an abort than there was");
    const controller = new AbortController();
    for await (const { revision } of watch("acme", 0, controller.signal)) {
      if (revision === 2) break;
    }
    controller.abort();
    await acme.put(person("ada", "after"));
    expectSame(revisions(await take(watch, "acme", 5, 1)), [6], "the revisions told afterwards");
  }),

  watchCase("waits when it is given a revision to come", async ({ store, watch }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    const taking = take(watch, "acme", 3, 1);
    for (let count = 2; count <= 4; count++) await acme.put(person("ada", count));
    expectSame(revisions(await taking), [4], "the revisions");
  }),

  storeCase(
    "tells one handle of the commits of another",
    async ({ store, watch, another }) => {
      const other = new TenantLog(await another(), "acme");
      await other.put(person("ada"));
      const taking = take(watch, "acme", 0, 10);
      for (let count = 2; count <= 10; count++) await other.put(person("ada", count));
      expectSame(revisions(await taking), range(1, 10), "the revisions");
      expectSame((await store.read("acme", "ada"))?.revision, 10, "the revision read");
    },
    ["watch", "another"],
  ),

  storeCase(
    "tells after a restart of the commits before it",
    async ({ store, reopen }) => {
      const acme = new TenantLog(store, "acme");
      for (let count = 0; count < 4; count++) await acme.put(person("ada", count));
      const again = await reopen();
      const watch = again.watch?.bind(again);
      expectThat(watch !== undefined, "the store cannot watch after a restart");
      const taking = take(watch, "acme", 1, 4);
      await new TenantLog(again, "acme", acme.head).put(person("ben"));
      expectSame(revisions(await taking), [2, 3, 4, 5], "the revisions");
    },
    ["watch", "reopen"],
  ),
];

function watchCase(name: string, check: (bench: StoreBench) => Promise<void>): StoreCase {
  return storeCase(`watch ${name}`, check, ["watch"]);
}

type Watch = NonNullable<PolicyStore["watch"]>;

function open(watch: Watch, tenant: string, fromRevision: number) {
  const controller = new AbortController();
  const news = watch(tenant, fromRevision, controller.signal)[Symbol.asyncIterator]();
  const abort = () => controller.abort();
  const next = () => handled(news.next() as Promise<{ readonly done?: boolean; readonly value?: StoreNews }>);
  const end = async (): Promise<void> => {
    abort();
    await soon(Promise.resolve(news.return?.()), "the end of a watch");
  };
  return { next, abort, end };
}

/** The first news that come, so many. */
function take(watch: Watch, tenant: string, fromRevision: number, count: number): Promise<StoreNews[]> {
  return handled(takeOneByOne(watch, tenant, fromRevision, count));
}

async function takeOneByOne(watch: Watch, tenant: string, fromRevision: number, count: number) {
  const { next, end } = open(watch, tenant, fromRevision);
  const taken: StoreNews[] = [];
  try {
    while (taken.length < count) {
      const { value, done } = await soon(next(), `news ${taken.length + 1} of ${count}`);
      expectThat(done !== true && value !== undefined, `a watch ended after ${taken.length} of ${count} news`);
      taken.push(value);
    }
    return taken;
  } finally {
    await end();
  }
}

function revisions(news: readonly StoreNews[]): number[] {
  return news.map((it) => it.revision);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
