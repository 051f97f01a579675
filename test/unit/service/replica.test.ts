import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../../../src/model/audit-event.js";
import type { PrincipalState } from "../../../src/model/principal-state.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import type { EventQuery, PolicyStore } from "../../../src/storage/policy-store.js";
import { SEED } from "../../seed.js";
import { HandClock, house, populate, sessionAt, somebody } from "./house.js";

/** A replica that stays behind, as no store may: what it gives is as of some revision, and says so. */
class Replica implements PolicyStore {
  /** As of which revision states are given, and as of which the log. */
  readonly at = { states: 1, log: 1 };
  readonly #real: PolicyStore;
  readonly #versions: (readonly [revision: number, state: PrincipalState])[] = [];

  constructor(real: PolicyStore) {
    this.#real = real;
  }

  /** Keeps what there is now, before it changes. */
  async keep(id: string): Promise<void> {
    const state = await this.#real.read("t", id);
    if (state !== undefined) this.#versions.push([state.revision, state]);
  }

  async read(_tenant: string, id: string): Promise<PrincipalState | undefined> {
    const revision = this.at.states;
    const found = this.#versions.filter(([since, state]) => since <= revision && state.principal.id === id).at(-1);
    return found === undefined ? undefined : { ...found[1], revision };
  }

  async *events(tenant: string, query: EventQuery = {}): AsyncIterable<AuditEvent> {
    const { last, ...rest } = query;
    const all: AuditEvent[] = [];
    for await (const event of this.#real.events(tenant, rest)) if (event.revision <= this.at.log) all.push(event);
    yield* last === undefined ? all : all.slice(-last);
  }

  commit = () => Promise.reject(new Error("a replica takes no commits"));

  async *scan(): AsyncIterable<PrincipalState> {}
}

type Step = { readonly kind: "change" | "states" | "log" | "ask"; readonly person: "p0" | "p1" };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("change" as const, "states" as const, "log" as const, "ask" as const, "ask" as const),
  person: fc.constantFrom("p0" as const, "p1" as const),
});

describe("a replica that stays behind", () => {
  it("never makes an answer older than `atLeast`", async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 25 }), async (steps) => {
      const clock = new HandClock();
      const real = memoryStore();
      const people = ["p0", "p1"] as const;
      await populate(
        real,
        "t",
        people.map((id) => somebody(id)),
      );
      const replica = new Replica(real);
      for (const id of people) await replica.keep(id);
      const seed = createCastellan({ policy: house, store: real, clock }).tenant("t").asSystem("seed");
      const tenant = createCastellan({ policy: house, store: replica, clock, freshFor: "1h" }).tenant("t");
      const given: { readonly person: string; readonly id: string; readonly revision: number }[] = [];
      const asked: Promise<void>[] = [];
      for (const { kind, person } of steps) {
        switch (kind) {
          case "change": {
            const { assignmentId, revision } = await seed.assign(person, { role: "reader", scope: { region: ["DE"] } });
            await replica.keep(person);
            given.push({ person, id: assignmentId, revision });
            break;
          }
          case "states":
          case "log":
            replica.at[kind] = await real.read("t", "p0").then((state) => state?.revision ?? 0);
            break;
          case "ask": {
            const due = given.filter((one) => one.person === person).map(({ id }) => id);
            const atLeast = given.at(-1)?.revision ?? 0;
            asked.push(
              tenant.access(person, sessionAt(clock.at), { atLeast }).then((access) => {
                const { principal, assignments } = (access as never as { party: Party }).party;
                if (principal.status === "deactivated") return;
                expect(assignments.map(({ id }) => id)).toEqual(expect.arrayContaining(due));
              }),
            );
          }
        }
        await null;
      }
      await Promise.all(asked);
    });
    await fc.assert(property, { seed: SEED, numRuns: 15 });
  });
});

interface Party {
  readonly principal: { readonly status: string };
  readonly assignments: readonly { readonly id: string }[];
}
