import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carryOutNow } from "../../../../src/lifecycle/carry-out.js";
import { planCommand } from "../../../../src/lifecycle/plan-command.js";
import { CommandRefusedError } from "../../../../src/lifecycle/refusal.js";
import { SEED } from "../../../seed.js";
import { World } from "../world.js";
import { german, held, house } from "./house.js";

const COMMANDS = [
  "requestAccess",
  "approve",
  "reject",
  "withdraw",
  "activate",
  "deactivate",
  "breakGlass",
  "reviewEmergency",
  "authorize",
] as const;

function peopled(): World {
  const world = new World({ policy: house });
  world.put("boss", [held("b", "admin")]);
  world.put("m1", [held("m", "manager")]);
  world.put("ann", [held("e", "payer", { state: "eligible", emergency: true }), held("r", "rep")]);
  return world;
}

/** What a command with this input comes to; anything but a refusal is thrown. */
function plan(world: World, by: string, input: unknown): unknown {
  try {
    return carryOutNow(planCommand(input as never, world.situation(world.actor(by))), (need) => world.lookUp(need)).put;
  } catch (error) {
    if (error instanceof CommandRefusedError) return error.reason;
    throw error;
  }
}

describe("whatever comes with a command about access", () => {
  it("is refused or carried out, and nothing else", () => {
    const world = peopled();
    const wanted = { action: "delete", type: "deal", record: { ...german, ownerId: "z" }, reason: "x" } as const;
    const { requestId } = world.do("ann", "requestAccess", wanted).result;
    const value = fc.oneof(
      fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withMap: true, maxDepth: 3 }),
      fc.constantFrom<unknown>(
        "e",
        "r",
        "deal",
        "update",
        "payer",
        requestId,
        german,
        { region: ["DE"] },
        "__proto__",
        "1h",
        -1,
        "\ud800",
      ),
    );
    const input = fc.record(
      Object.fromEntries(
        [
          "assignmentId",
          "duration",
          "reason",
          "key",
          "role",
          "scope",
          "requestId",
          "principalId",
          "emergencyId",
          "verdict",
          "action",
          "type",
          "record",
          "changes",
          "fields",
          "__proto__",
          "then",
        ].map((name) => [name, value]),
      ),
      { requiredKeys: [] },
    );
    const property = fc.property(
      fc.constantFrom(...COMMANDS),
      fc.constantFrom("ann", "m1", "boss"),
      input,
      (command, by, given) => {
        plan(world, by, { ...given, command });
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 2_000 });
  });

  it("may refuse to be read, and is refused then", () => {
    const world = peopled();
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error("trap");
        },
        ownKeys: () => {
          throw new Error("trap");
        },
        getOwnPropertyDescriptor: () => {
          throw new Error("trap");
        },
      },
    );
    const update = { command: "authorize", action: "update", type: "deal", changes: { stage: "won" } };
    for (const record of [
      trap,
      Object.create({ ...german }),
      {
        ...german,
        get region(): string {
          throw new Error("trap");
        },
      },
    ]) {
      expect(["policy", "invalid_command"]).toContain(plan(world, "ann", { ...update, record }));
      expect(["policy", "invalid_command"]).toContain(
        plan(world, "ann", { ...update, command: "requestAccess", record, reason: "x" }),
      );
    }
    expect(plan(world, "ann", { ...update, record: german, changes: trap })).toBe("invalid_command");
    expect(plan(world, "ann", { command: "activate", assignmentId: trap, reason: "x" })).toBe("invalid_command");
  });

  it("decides by a record that JSON could not say, and keeps nothing of the kind", () => {
    const world = peopled();
    class Deal {
      readonly id = "d1";
      readonly ownerId = "z";
      readonly region = "DE";
      readonly stage = "open";
      readonly amount = 1;
      readonly closedAt = new Date(world.now);
    }
    const request = { action: "delete", type: "deal", record: new Deal() } as const;
    expect(plan(world, "ann", { command: "authorize", ...request })).toBe("policy");
    const { requestId } = world.do("ann", "requestAccess", { ...request, reason: "a duplicate" }).result;
    world.do("m1", "approve", { requestId });
    expect(world.do("ann", "authorize", request).events).toHaveLength(1);
    const large = { ...german, id: 9_007_199_254_740_993n };
    expect(plan(world, "ann", { command: "requestAccess", ...request, record: large, reason: "x" })).toBe(
      "invalid_command",
    );
  });
});
