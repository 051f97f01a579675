import type { PrincipalState } from "../../model/principal-state.js";
import type { PolicyStore } from "../../storage/policy-store.js";
import { all, breach, expectSame, expectThat } from "./expect.js";
import { hostileIds, lookalikes } from "./lookalikes.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { holder, person, TenantLog } from "./tenant-log.js";

/** More pages than a good store needs for any question here. */
const MOST_PAGES = 500;

/** Everybody is found, once, in order. */
export const scanCases: readonly StoreCase[] = [
  storeCase("scans by id, in the order of UTF-16 code units", async ({ store }) => {
    const ids = [
      "a",
      "B",
      "b",
      "A",
      "Z",
      "z",
      "10",
      "9",
      "ä",
      "é",
      "e\u0301",
      "_",
      "%",
      " ",
      "a ",
      "aa",
      "ab",
      "ﬁ",
      "\ufffd",
      "\uffff",
      "😀",
      "\u{10ffff}",
      "\ue000",
      "한",
      "-",
      "~",
      "\u0001",
    ];
    await new TenantLog(store, "acme").put(...ids.map((id) => person(id)));
    expectSame(idsOf(await all(store.scan("acme"))), [...ids].sort(), "the order");
  }),

  storeCase("scans in the same order however many commits brought them", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    for (const id of ["m", "c", "x", "a", "z", "b"]) await acme.put(person(id));
    await acme.commit({ put: [person("n"), person("c", "again")], remove: ["x"] });
    expectSame(idsOf(await all(store.scan("acme"))), ["a", "b", "c", "m", "n", "z"], "the order");
  }),

  storeCase("scans only those after an id, whether or not somebody has it", async ({ store }) => {
    await new TenantLog(store, "acme").put(...["a", "c", "e", "é", "😀"].map((id) => person(id)));
    const after = async (id: string) => idsOf(await all(store.scan("acme", { after: id })));
    expectSame(await after("a"), ["c", "e", "é", "😀"], "after the first");
    expectSame(await after("b"), ["c", "e", "é", "😀"], "after an id that nobody has");
    expectSame(await after("A"), ["a", "c", "e", "é", "😀"], "after an id before all");
    expectSame(await after("e"), ["é", "😀"], "after one in the middle");
    expectSame(await after("\ue000"), [], "after a code unit above all surrogates");
    expectSame(await after("😀"), [], "after the last");
    expectSame(await after(""), ["a", "c", "e", "é", "😀"], "after the empty text");
  }),

  storeCase("scans at most as many as asked for", async ({ store }) => {
    await new TenantLog(store, "acme").put(...["a", "b", "c"].map((id) => person(id)));
    const first = async (limit: number) => idsOf(await all(store.scan("acme", { limit })));
    expectSame(await first(1), ["a"], "a limit of 1");
    expectSame(await first(2), ["a", "b"], "a limit of 2");
    expectSame(await first(3), ["a", "b", "c"], "a limit of as many as there are");
    expectSame(await first(100), ["a", "b", "c"], "a limit beyond");
    expectSame(idsOf(await all(store.scan("acme", { after: "a", limit: 1 }))), ["b"], "a limit after an id");
  }),

  storeCase("pages through everybody by `after` and `limit`, for pages of any size", async ({ store }) => {
    await new TenantLog(store, "acme").put(...hostileIds.map((id) => person(id)));
    const expected = [...hostileIds].sort();
    for (const limit of [1, 2, 7, hostileIds.length - 1, hostileIds.length, hostileIds.length + 1]) {
      expectSame(idsOf(await pages(store, limit)), expected, `pages of ${limit}`);
    }
  }),

  storeCase("loses and repeats nobody between pages while others commit", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const stay = Array.from({ length: 60 }, (_, index) => `stay ${String(index).padStart(2, "0")}`);
    const leave = stay.map((id) => `${id}, leaves`);
    await acme.put(...[...stay, ...leave].map((id) => person(id)));
    let turn = 0;
    const found = await pages(store, 7, async () => {
      turn += 1;
      const [gone = "nobody"] = leave.splice(turn % leave.length, 1);
      const come = [`a ${turn}`, `stay ${String(turn * 3).padStart(2, "0")}, comes`, `z ${turn}`];
      await acme.commit({ put: [...come, stay[turn] ?? "stay 00"].map((id) => person(id, "moved")), remove: [gone] });
    });
    const ids = idsOf(found);
    expectSame(new Set(ids).size, ids.length, "how many are different of those found");
    expectSame(
      ids.filter((id) => /^stay \d\d$/.test(id)),
      stay,
      "those who were there all the time",
    );
    expectSame(ids, [...ids].sort(), "the order");
  }),

  storeCase("loses and repeats nobody in one scan while others commit", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const stay = Array.from({ length: 300 }, (_, index) => `stay ${String(index).padStart(3, "0")}`);
    await acme.put(...stay.map((id) => person(id)));
    const ids: string[] = [];
    for await (const { principal } of store.scan("acme")) {
      ids.push(principal.id);
      if (ids.length % 60 === 0)
        await acme.put(person(`a ${ids.length}`), person(`stay 150 ${ids.length}`), person("stay 299"));
    }
    expectSame(new Set(ids).size, ids.length, "how many are different of those found");
    expectSame(
      ids.filter((id) => /^stay \d{3}$/.test(id)),
      stay,
      "those who were there all the time",
    );
  }),

  storeCase("scans 2,000 principals", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const ids = Array.from({ length: 2_000 }, (_, index) => `u${index}`);
    for (let from = 0; from < ids.length; from += 500) {
      await acme.put(...ids.slice(from, from + 500).map((id, index) => holder(id, index % 100 === 0 ? "lead" : "rep")));
    }
    expectSame(idsOf(await all(store.scan("acme"))), [...ids].sort(), "everybody");
    expectSame((await all(store.scan("acme", { role: "lead" }))).length, 20, "how many hold the rarer role");
    expectSame((await pages(store, 300)).length, ids.length, "how many are on pages of 300");
  }),

  storeCase("scans the holders of a role, in whatever state they hold it", async ({ store }) => {
    const states: PrincipalState[] = [
      holder("active", "rep"),
      holder("among others", "lead", "rep", "admin"),
      { ...person("eligible"), assignments: [{ id: "a1", role: "rep", state: "eligible" }] },
      { ...person("ended"), assignments: [{ id: "a1", role: "rep", validUntil: 1 }] },
      { ...person("muted"), assignments: [{ id: "a1", role: "rep", muted: { at: 1, by: "x", reason: "y" } }] },
      { ...holder("suspended", "rep"), principal: { id: "suspended", kind: "employee", status: "suspended" } },
      holder("twice", "rep", "rep"),
    ];
    const others: PrincipalState[] = [
      person("none"),
      holder("other", "lead"),
      { ...person("direct"), assignments: [{ id: "rep", statements: {} }] },
      { ...person("asked"), sponsorId: "rep" },
    ];
    await new TenantLog(store, "acme").put(...states, ...others);
    const expected = idsOf(states).sort();
    expectSame(idsOf(await all(store.scan("acme", { role: "rep" }))), expected, "the holders");
    expectSame(idsOf(await all(store.scan("acme", { role: "nobody's" }))), [], "the holders of a role that nobody has");
    expectSame(idsOf(await all(store.scan("acme", { role: "rep", limit: 2 }))), expected.slice(0, 2), "the first two");
    const after = await all(store.scan("acme", { role: "rep", after: "ended", limit: 2 }));
    expectSame(idsOf(after), ["muted", "suspended"], "the next two");
  }),

  storeCase("scans the holders of a role as they are now", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(holder("ada", "rep"), holder("ben", "rep"), holder("cleo", "lead"));
    await acme.commit({ put: [holder("ada", "lead"), holder("cleo", "rep")], remove: ["ben"] });
    expectSame(idsOf(await all(store.scan("acme", { role: "rep" }))), ["cleo"], "the holders of one role");
    expectSame(idsOf(await all(store.scan("acme", { role: "lead" }))), ["ada"], "the holders of the other");
  }),

  storeCase("tells roles apart to the letter", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    for (const { one, other } of lookalikes) {
      await acme.put(holder("one", one), holder("other", other));
      expectSame(idsOf(await all(store.scan("acme", { role: one }))), ["one"], `holders of ${JSON.stringify(one)}`);
      expectSame(
        idsOf(await all(store.scan("acme", { role: other }))),
        ["other"],
        `holders of ${JSON.stringify(other)}`,
      );
    }
  }),

  storeCase("takes no harm from scans that are broken off", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    await acme.put(...Array.from({ length: 20 }, (_, index) => person(`u${index}`)));
    for (let time = 0; time < 60; time++) {
      for await (const state of store.scan("acme")) {
        if (state.principal.id !== "u0") break;
      }
    }
    await acme.put(person("after"));
    expectSame((await all(store.scan("acme"))).length, 21, "how many are found afterwards");
  }),

  storeCase("lets several scans go on at once", async ({ store }) => {
    await new TenantLog(store, "acme").put(...Array.from({ length: 50 }, (_, index) => person(`u${index}`)));
    const scans = await Promise.all(Array.from({ length: 12 }, () => all(store.scan("acme"))));
    expectThat(
      scans.every((found) => found.length === 50),
      "a scan did not find everybody while others went on",
    );
  }),
];

function idsOf(states: readonly PrincipalState[]): string[] {
  return states.map((state) => state.principal.id);
}

async function pages(store: PolicyStore, limit: number, between: () => Promise<void> = async () => undefined) {
  const found: PrincipalState[] = [];
  for (let turn = 0; turn < MOST_PAGES; turn++) {
    const last = found.at(-1)?.principal.id;
    const page = await all(store.scan("acme", last === undefined ? { limit } : { limit, after: last }));
    expectThat(page.length <= limit, `a page of ${limit} holds ${page.length}`);
    if (page.length === 0) return found;
    found.push(...page);
    await between();
  }
  return breach(`there is no end to pages of ${limit}`);
}
