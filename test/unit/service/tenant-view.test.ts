import { describe, expect, it } from "vitest";
import { Clocks } from "../../../src/service/clock.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { KnownStates } from "../../../src/service/known-state.js";
import { TenantView } from "../../../src/service/tenant-view.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import { house, populate, somebody } from "./house.js";
import { TroubledStore } from "./troubled-store.js";

const parts = (store: TroubledStore) => ({
  store,
  known: new KnownStates(10),
  clocks: new Clocks(undefined),
  freshForMs: 60_000,
  staleForMs: 0,
  timeoutMs: 5_000,
  onError: () => undefined,
});

describe("a view of a tenant", () => {
  it.each(Array.from({ length: 30 }, (_, count) => count))(
    "has a commit in it that is heeded %d turns after an older state came in",
    async (turns) => {
      const real = memoryStore();
      await populate(real, "t", [somebody("ann", [{ id: "a1", role: "reader", scope: { region: ["DE"] } }])]);
      const store = new TroubledStore(real);
      const all = parts(store);
      const view = new TenantView("t", all, () => undefined);
      await view.find("bob", { asked: all.clocks.moment(), atLeast: 0 });
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      let waits = 0;
      store.wait = () => {
        waits += 1;
        return waits === 2 ? gate : undefined;
      };
      const early = view.find("ann", { asked: all.clocks.moment(), atLeast: 0 });
      // the answer is on its way, and does not know of what comes now
      await new Promise((resolve) => setImmediate(resolve));
      const other = createCastellan({ policy: house, store: real }).tenant("t").asSystem("seed");
      const { revision } = await other.revoke("ann", "a1");
      release();
      for (let left = turns; left > 0; left -= 1) await null;
      view.apply(revision, ["ann"]);
      const found = await view.find("ann", { asked: all.clocks.moment(), atLeast: 0 });
      expect(found.state?.assignments).toEqual([]);
      await early;
    },
  );

  it("takes nothing that is older than what it saw in the log, though it was not looked for yet", async () => {
    const real = memoryStore();
    await populate(real, "t", [somebody("ann")]);
    const all = parts(new TroubledStore(real));
    const view = new TenantView("t", all, () => undefined);
    await view.find("bob", { asked: all.clocks.moment(), atLeast: 0 });
    view.apply(2, ["ann"]);
    await expect(view.find("ann", { asked: all.clocks.moment(), atLeast: 0 })).rejects.toMatchObject({
      code: "unavailable",
    });
    await createCastellan({ policy: house, store: real }).tenant("t").asSystem("seed").suspend("ann");
    const found = await view.find("ann", { asked: all.clocks.moment(), atLeast: 0 });
    expect(found.state?.revision).toBe(2);
  });

  it("is not led astray by news of what never was", async () => {
    const real = memoryStore();
    await populate(real, "t", [somebody("ann")]);
    const all = parts(new TroubledStore(real));
    const view = new TenantView("t", all, () => undefined);
    await view.find("ann", { asked: all.clocks.moment(), atLeast: 0 });
    view.hear(1_000_000, ["ann"]);
    const found = await view.find("ann", { asked: all.clocks.moment(), atLeast: 0 });
    expect(found.state?.principal.id).toBe("ann");
  });

  it("is ready once the log was looked at", async () => {
    const real = memoryStore();
    await populate(real, "t", [somebody("ann")]);
    let ready = 0;
    const all = parts(new TroubledStore(real));
    const view = new TenantView("t", all, () => {
      ready += 1;
    });
    expect(view.applied).toBe(0);
    for (const id of ["ann", "bob"]) await view.find(id, { asked: all.clocks.moment(), atLeast: 0 });
    expect([ready, view.applied]).toEqual([1, 1]);
  });

  it("does not take somebody who comes while it looks for the first time for nobody", async () => {
    const real = memoryStore();
    await populate(real, "t", [somebody("ann")]);
    const store = new TroubledStore(real);
    const all = parts(store);
    const view = new TenantView("t", all, () => undefined);
    const seed = createCastellan({ policy: house, store: real }).tenant("t").asSystem("seed");
    let isInvited = false;
    store.wait = async (call) => {
      // between the reading, which finds nobody, and the look at the log
      if (call === "events") await new Promise((resolve) => setTimeout(resolve, 20));
      else if (store.count("read") === 1 && !isInvited) {
        isInvited = true;
        await null;
        setTimeout(() => void seed.invite({ id: "new" }), 5);
      }
    };
    const found = await view.find("new", { asked: all.clocks.moment(), atLeast: 0 });
    expect(found.state?.principal.id).toBe("new");
  });
});
