import { all, expectSame, expectThat } from "./expect.js";
import { hostileIds, impossibleIds, lookalikes } from "./lookalikes.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { holder, markOf, person, TenantLog } from "./tenant-log.js";

/** Nothing done in one tenant, or to one principal, is seen in another. */
export const isolationCases: readonly StoreCase[] = [
  storeCase("begins empty: no principals, no events, revision 0", async ({ store }) => {
    expectSame(await store.read("acme", "ada"), undefined, "a principal of a tenant without commits");
    expectSame(await all(store.scan("acme")), [], "a scan of a tenant without commits");
    expectSame(await all(store.events("acme")), [], "the events of a tenant without commits");
    const acme = new TenantLog(store, "acme");
    await acme.put(person("ada"));
    expectSame(acme.head.revision, 1, "the revision of the first commit");
  }),

  storeCase("counts revisions for each tenant by itself", async ({ store }) => {
    const [acme, zeta] = [new TenantLog(store, "acme"), new TenantLog(store, "zeta")];
    await acme.put(person("ada"));
    await acme.put(person("ben"));
    await zeta.put(person("ada"));
    expectSame((await store.read("acme", "ada"))?.revision, 2, "the revision of the tenant with two commits");
    expectSame((await store.read("zeta", "ada"))?.revision, 1, "the revision of the tenant with one commit");
  }),

  storeCase("removes a principal from one tenant alone", async ({ store }) => {
    const [acme, zeta] = [new TenantLog(store, "acme"), new TenantLog(store, "zeta")];
    await acme.put(person("ada", "of acme"));
    await zeta.put(person("ada", "of zeta"));
    await acme.commit({ remove: ["ada"] });
    expectSame(await store.read("acme", "ada"), undefined, "who was removed");
    expectSame(markOf(await store.read("zeta", "ada")), "of zeta", "the namesake in another tenant");
  }),

  ...lookalikes.map(({ how, one, other }) =>
    storeCase(`keeps tenants apart whose ids differ ${how}`, async ({ store }) => {
      const [first, second] = [new TenantLog(store, one), new TenantLog(store, other)];
      const written = await first.put(person("ada", "of the first"), holder("ben", "rep"));
      expectSame(await store.read(other, "ada"), undefined, "a principal of the other tenant, read");
      expectSame(await all(store.scan(other)), [], "the principals of the other tenant");
      expectSame(await all(store.scan(other, { role: "rep" })), [], "the holders of a role in the other tenant");
      expectSame(await all(store.events(other)), [], "the events of the other tenant");
      await second.put(person("ada", "of the second"));
      expectSame(markOf(await store.read(one, "ada")), "of the first", "the namesake in the first tenant");
      expectSame(markOf(await store.read(other, "ada")), "of the second", "the namesake in the second tenant");
      expectSame(await all(store.events(one)), written, "the events of the first tenant");
    }),
  ),

  ...lookalikes.map(({ how, one, other }) =>
    storeCase(`keeps principals apart whose ids differ ${how}`, async ({ store }) => {
      const acme = new TenantLog(store, "acme");
      const written = await acme.commit({ put: [person(one, "one")], events: [{ principalIds: [one] }] });
      expectSame(await store.read("acme", other), undefined, "the other principal, before there is one");
      expectSame(await all(store.events("acme", { principalId: other })), [], "the events of the other principal");
      await acme.put(person(other, "other"));
      expectSame(markOf(await store.read("acme", one)), "one", "the first principal");
      expectSame(markOf(await store.read("acme", other)), "other", "the other principal");
      expectSame(await all(store.events("acme", { principalId: one })), written, "the events of the first principal");
      await acme.commit({ remove: [other] });
      const left = await all(store.scan("acme"));
      expectSame(
        left.map((it) => it.principal.id),
        [one],
        "who is left when the other was removed",
      );
    }),
  ),

  ...[":", "/", "|", ",", ".", "-", "\\", " ", "\u001f", ""].map((glue) =>
    storeCase(`does not mix up ids that are alike when joined by ${JSON.stringify(glue)}`, async ({ store }) => {
      const [first, second] = [new TenantLog(store, "a"), new TenantLog(store, `a${glue}b`)];
      await first.put(person(`b${glue}c`, "of a"));
      expectSame(await store.read(`a${glue}b`, "c"), undefined, "a principal of the other tenant");
      await second.put(person("c", "of the other"));
      expectSame(markOf(await store.read("a", `b${glue}c`)), "of a", "the principal of the first tenant");
      expectSame(markOf(await store.read(`a${glue}b`, "c")), "of the other", "the principal of the second tenant");
      expectSame((await all(store.scan("a"))).length, 1, "how many principals the first tenant has");
    }),
  ),

  storeCase("takes any text as the id of a principal", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    for (const id of hostileIds) await acme.put(person(id, `mark of ${id}`));
    for (const id of hostileIds) {
      expectSame(markOf(await store.read("acme", id)), `mark of ${id}`, `principal ${JSON.stringify(id)}`);
      const [event, ...more] = await all(store.events("acme", { principalId: id }));
      expectSame(event?.data.principalIds, [id], `the event of principal ${JSON.stringify(id)}`);
      expectSame(more, [], `further events of principal ${JSON.stringify(id)}`);
    }
    const found = await all(store.scan("acme"));
    expectSame(new Set(found.map((it) => it.principal.id)).size, hostileIds.length, "how many principals there are");
  }),

  storeCase("takes any text as the id of a tenant", async ({ store }) => {
    for (const id of hostileIds) await new TenantLog(store, id).put(person("ada", `of ${id}`));
    for (const id of hostileIds) {
      expectSame(markOf(await store.read(id, "ada")), `of ${id}`, `the principal of tenant ${JSON.stringify(id)}`);
      expectSame((await all(store.scan(id))).length, 1, `how many principals tenant ${JSON.stringify(id)} has`);
      expectSame((await all(store.events(id))).length, 1, `how many events tenant ${JSON.stringify(id)} has`);
    }
  }),

  storeCase("finds nobody under the name of a property that every object has", async ({ store }) => {
    await new TenantLog(store, "acme").put(person("ada"));
    for (const id of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      expectSame(await store.read("acme", id), undefined, `principal \`${id}\`, whom nobody wrote`);
      expectSame(await store.read(id, "ada"), undefined, `a principal of tenant \`${id}\`, which nobody wrote`);
      expectSame(await all(store.events("acme", { key: id })), [], `events with the key \`${id}\``);
      expectSame(await all(store.scan("acme", { role: id })), [], `holders of the role \`${id}\``);
    }
  }),

  storeCase("finds nothing under what is no id", async ({ store }) => {
    await new TenantLog(store, "acme").put(
      person("a"),
      person("x".repeat(256)),
      person("a\ufffd"),
      person("\ufffd\ufffd"),
    );
    for (const [what, id] of impossibleIds) {
      expectSame(await store.read("acme", id), undefined, `a principal with ${what}`);
      expectSame(await store.read(id, "a"), undefined, `a principal of a tenant with ${what}`);
      expectSame(await all(store.scan(id)), [], `a scan of a tenant with ${what}`);
      expectSame(await all(store.events(id)), [], `the events of a tenant with ${what}`);
      expectThat(
        (await all(store.events("acme", { principalId: id }))).length === 0,
        `events of a principal with ${what}`,
      );
      expectThat((await all(store.events("acme", { key: id }))).length === 0, `events with ${what} as key`);
    }
  }),
];
