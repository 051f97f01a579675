import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyAuditChain } from "../../../src/govern/verify-audit-chain.js";
import type { Access } from "../../../src/policy/access.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import type { Tenant } from "../../../src/service/tenant.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import { SEED } from "../../seed.js";
import { HandClock, house, populate, sessionAt, somebody } from "./house.js";
import { type Call, TroubledStore } from "./troubled-store.js";

const FRESH_FOR = 1_000;
const PEOPLE = ["p0", "p1", "p2"] as const;

type Step =
  | { readonly kind: "assign"; readonly service: 0 | 1; readonly person: 0 | 1 | 2; readonly key: number | null }
  | { readonly kind: "access"; readonly service: 0 | 1; readonly person: 0 | 1 | 2; readonly atLeast: "none" | "last" }
  | { readonly kind: "settle" }
  | { readonly kind: "yield"; readonly times: number }
  | { readonly kind: "tick"; readonly ms: number }
  | { readonly kind: "trouble"; readonly service: 0 | 1; readonly call: Call; readonly trouble: "before" | "after" };

const side = fc.constantFrom(0 as const, 1 as const);
const person = fc.constantFrom(0 as const, 1 as const, 2 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("assign" as const),
      service: side,
      person,
      key: fc.option(fc.nat(3), { freq: 2 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("access" as const),
      service: side,
      person,
      atLeast: fc.constantFrom("none" as const, "last" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("settle" as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("yield" as const), times: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("tick" as const), ms: fc.nat(1_500) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("trouble" as const),
      service: side,
      call: fc.constantFrom("read" as const, "commit" as const, "events" as const),
      trouble: fc.constantFrom("before" as const, "after" as const),
    }),
  },
);

/** Most calls are quick, and some take as long as many others together. */
const delay = fc.constantFrom(0, 0, 1, 2, 3, 25);

describe("two services over one store", () => {
  it("never answer older than asked for, lose nothing, and apply no key twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 50 }),
        fc.array(delay, { minLength: 7, maxLength: 30 }),
        run,
      ),
      { seed: SEED, numRuns: 200 },
    );
  });
});

async function run(steps: readonly Step[], delays: readonly number[]): Promise<void> {
  const clock = new HandClock();
  const real = memoryStore();
  await populate(
    real,
    "t",
    PEOPLE.map((id) => somebody(id)),
  );
  let draws = 0;
  const hop = async () => {
    draws += 1;
    for (let left = delays[draws % delays.length] ?? 0; left > 0; left -= 1) {
      await turn();
    }
  };
  const stores = [new TroubledStore(real), new TroubledStore(real)] as const;
  for (const store of stores) store.wait = hop;
  const services = stores.map((store) => createCastellan({ policy: house, store, clock, freshFor: FRESH_FOR }));
  const tenants = services.map((service) => service.tenant("t")) as unknown as readonly [Tenant<never>, Tenant<never>];

  /** What was acknowledged: by whom, at which revision, and when. */
  const acknowledged: { side: number; person: string; assignment: string; revision: number; at: number }[] = [];
  const byKey = new Map<string, Set<string>>();
  const pending: Promise<unknown>[] = [];
  let last = 1;
  let commands = 0;

  for (const one of steps) {
    switch (one.kind) {
      case "assign": {
        const id = PEOPLE[one.person];
        const key = one.key === null ? undefined : `${one.person}-${one.key}`;
        commands += 1;
        // whatever has no key is a command of its own
        const reason = key ?? `command ${commands}`;
        const input = { role: "reader", scope: { region: ["DE"] }, reason, ...(key === undefined ? {} : { key }) };
        const given = tenants[one.service].asSystem("seed").assign(id, input as never);
        pending.push(
          given.then(
            ({ assignmentId, revision }) => {
              acknowledged.push({ side: one.service, person: id, assignment: assignmentId, revision, at: clock.at });
              last = Math.max(last, revision);
              if (key !== undefined) byKey.set(key, (byKey.get(key) ?? new Set()).add(assignmentId));
            },
            (error: { readonly code?: string }) => expect(error.code).toBe("unavailable"),
          ),
        );
        break;
      }
      case "access": {
        const id = PEOPLE[one.person];
        const atLeast = one.atLeast === "last" ? last : 0;
        // what has to be in it: what this process did, what was done longer ago than `freshFor`, what was asked for
        const due = acknowledged.filter(
          ({ person: whose, side: by, revision, at }) =>
            whose === id && (by === one.service || at < clock.at - FRESH_FOR || revision <= atLeast),
        );
        const asked = tenants[one.service].access(id, sessionAt(clock.at), { atLeast });
        pending.push(
          asked.then((access) => {
            if (isUnavailable(access)) return;
            expect(heldBy(access)).toEqual(expect.arrayContaining(due.map(({ assignment }) => assignment)));
          }),
        );
        break;
      }
      case "settle":
        await Promise.all(pending.splice(0));
        break;
      case "yield":
        for (let left = one.times; left > 0; left -= 1) await turn();
        break;
      case "tick":
        clock.at += one.ms;
        break;
      case "trouble":
        stores[one.service].fail(one.call, one.trouble);
    }
  }
  await Promise.all(pending);
  await Promise.all(services.map((service) => service.close()));

  const written = new Map<string, number>();
  const reasons = new Set<string | undefined>();
  for await (const { data, revision } of real.events("t")) {
    if (data.action === "assign" && data.outcome === "done") {
      const { id } = data.after as { readonly id: string };
      expect(written.has(id)).toBe(false);
      written.set(id, revision);
      expect(reasons).not.toContain(data.reason);
      reasons.add(data.reason);
    }
  }
  for (const { assignment, revision, person: id } of acknowledged) {
    expect(written.get(assignment)).toBe(revision);
    const state = await real.read("t", id);
    expect(state?.assignments.map((it) => it.id)).toContain(assignment);
  }
  for (const ids of byKey.values()) expect(ids.size).toBe(1);
  expect((await verifyAuditChain(real.events("t"), { tenant: "t" })).ok).toBe(true);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function heldBy(access: Access<never>): readonly string[] {
  return (access as never as { party: { assignments: readonly { id: string }[] } }).party.assignments.map(
    ({ id }) => id,
  );
}

function isUnavailable(access: Access<never>): boolean {
  return (access as never as { party: { principal: { status: string } } }).party.principal.status === "deactivated";
}
