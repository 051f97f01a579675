import { describe, expect, it } from "vitest";
import { crmPolicy } from "../../../src/presets/index.js";
import { createCastellan } from "../../../src/service/index.js";
import { memoryStore } from "../../../src/storage/index.js";

const good = { policy: crmPolicy, store: memoryStore() };
const acme = createCastellan(good).tenant("acme");

/** As from JavaScript, where no compiler looks. */
const untyped = (call: unknown) => call as (...args: unknown[]) => unknown;
const made = (options: unknown) => () => untyped(createCastellan)(options);

describe("the options of a service", () => {
  it.each([
    [{ ...good, freshfor: "5s" }, "there is no option `freshfor`; did you mean `freshFor`?"],
    [{ ...good, cache: { maxEntrys: 5 } }, "there is no option `cache.maxEntrys`; did you mean `maxEntries`?"],
    [
      { ...good, lifecycle: { outsiders: { role: ["contractor"] } } },
      "there is no option `lifecycle.outsiders.role`; did you mean `roles`?",
    ],
    [
      { ...good, audit: { redact: { attribute: ["salary"] } } },
      "there is no option `audit.redact.attribute`; did you mean `attributes`?",
    ],
    [
      { ...good, audit: { decisions: { sampling: { alow: 1 } } } },
      "there is no option `audit.decisions.sampling.alow`; did you mean `allow`?",
    ],
    [
      { ...good, lifecycle: { outsiders: { roles: ["contractr"] } } },
      "`lifecycle.outsiders.roles`: there is no role `contractr` in the policy; did you mean `contractor`?",
    ],
    [
      { ...good, lifecycle: { requests: { approvals: { treasurer: 2 } } } },
      "`lifecycle.requests.approvals`: there is no role `treasurer` in the policy; a tenant's own role",
    ],
    [{ ...good, cache: { size: 5 } }, "there is no option `cache.size`; known are `maxEntries`, `maxTenants`"],
    [{ ...good, cache: null }, "`cache` is no object"],
    [undefined, "the options are no object"],
    [{ store: good.store }, "`policy` is no policy; `definePolicy` makes one"],
    [{ ...good, policy: crmPolicy.toJSON() }, "`policy` is no policy; `definePolicy` makes one"],
    [{ policy: crmPolicy }, "`store` is no store, since it has no `read`"],
    [{ ...good, store: Promise.resolve(good.store) }, "`store` is a promise; `await` it first"],
    [{ ...good, store: memoryStore }, "call it, as in `memoryStore()`"],
    [{ ...good, store: { read: () => undefined } }, "`store` is no store, since it has no `commit`"],
    [{ ...good, clock: 5 }, "`clock` is neither a function nor has it a `now()`"],
  ])("are refused where they are wrong (%#)", (options, message) => {
    expect(made(options)).toThrow(expect.objectContaining({ code: "invalid_request" }));
    expect(made(options)).toThrow(message);
  });

  it("may be undefined", () => {
    expect(made({ ...good, cache: undefined, clock: undefined, lifecycle: { outsiders: undefined } })).not.toThrow();
  });
});

describe("a misspelt name", () => {
  it("is refused where an access is asked for, so that nobody is left out behind an agent", async () => {
    const opened = untyped(acme.access.bind(acme))("agent", null, { onBehalfof: "ada" });
    await expect(opened).rejects.toThrow("there is no option `onBehalfof`; did you mean `onBehalfOf`?");
  });

  it("is refused where commands are given as somebody", () => {
    const as = untyped(acme.as.bind(acme));
    expect(() => as({ principalId: "agent", session: null, onBehalfof: "ada" })).toThrow("did you mean `onBehalfOf`?");
    expect(() => as("ada")).toThrow("say who acts as `{ principalId, session }`");
  });

  it("is refused where the log or the people are looked through, so that it finds no more than was meant", () => {
    expect(() => untyped(acme.audit.bind(acme))({ princpalId: "ada" })).toThrow("did you mean `principalId`?");
    expect(() => untyped(acme.people.bind(acme))({ rol: "administrator" })).toThrow("did you mean `role`?");
  });

  it("is refused where a tenant is opened, so that it does not have the policy of all others", () => {
    const castellan = createCastellan(good);
    const tenant = untyped(castellan.tenant.bind(castellan));
    expect(() => tenant("globex", { polcy: crmPolicy })).toThrow("did you mean `policy`?");
    expect(() => tenant("globex", crmPolicy)).toThrow("known are `policy`");
    expect(() => tenant("globex", { policy: undefined })).toThrow("`policy` is no policy");
  });
});

describe("a command that makes no sense", () => {
  const seed = acme.asSystem("seed");
  it.each([
    [{ command: "asign" }, "there is no command `asign`"],
    [
      { command: "revoke", id: "ada" },
      "`revoke` knows no `id`; it knows `reason`, `key`, `principalId`, `assignmentId`",
    ],
    [{ command: "offboard", principalId: "ada", keep: "all" }, "`offboard.keep` must be `nothing` or `reading`"],
    [{ command: "suspend", principalId: 7 }, "`suspend.principalId` must be a text"],
  ])("says what would make some (%#)", async (command, message) => {
    expect(await untyped(seed.preview.bind(seed))(command)).toMatchObject({ reason: "invalid_command", message });
  });
});
