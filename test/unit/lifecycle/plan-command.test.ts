import { describe, expect, it } from "vitest";
import type { Decision } from "../../../src/model/decision.js";
import { held } from "./firm.js";
import { DAY, HOUR, NOW, World, type WorldOptions } from "./world.js";

const no: Decision = { outcome: "deny", reason: "forbidden", statements: [], errors: [], validUntil: null };
const stepUp: Decision = { outcome: "challenge", requirements: [], statements: [], errors: [], validUntil: null };

function office(options: WorldOptions = {}): World {
  const world = new World(options);
  world.put("boss", [held("b", "admin")]);
  world.put("max", [held("m", "manager")]);
  world.put("fred");
  return world;
}

describe("planning a command", () => {
  it.each([null, undefined, 7, "assign", [], {}, { command: 7 }, { command: "toString" }, { command: "__proto__" }])(
    "refuses %j, which is none",
    (input) => {
      expect(office().hostile("boss", undefined, input)).toBe("invalid_command");
    },
  );

  it("lets nobody act who is not active, or whose session was ended", () => {
    const world = office();
    world.do("boss", "endSessions", { principalId: "max" });
    world.now += HOUR;
    const old = world.actor("max", world.session(NOW - 1));
    expect(world.refusal(old, "assign", { principalId: "fred", role: "rep" }).decision).toMatchObject({
      reason: "session_revoked",
    });
    world.do("boss", "suspend", { principalId: "max" });
    expect(world.refusal("max", "assign", { principalId: "fred", role: "rep" }).decision).toMatchObject({
      reason: "principal_inactive",
    });
  });

  it("tells whoever is in a session past its end to log in again, and not that they may not", () => {
    const world = office();
    const actor = world.actor("boss", { ...world.session(), expiresAt: NOW });
    const { decision } = world.refusal(actor, "suspend", { principalId: "max" });
    expect(decision).toMatchObject({ outcome: "challenge", requirements: [{ kind: "reauthenticate" }] });
  });

  it("asks the policy about whom the command names, with what would become of them", () => {
    const world = office({
      administration: (_, { before, after }) =>
        before?.assignments.length === after?.assignments.length ? null : stepUp,
    });
    const { reason, decision } = world.refusal("boss", "assign", { principalId: "fred", role: "biller" });
    expect([reason, decision]).toEqual(["policy", stepUp]);
    world.do("boss", "updateAttributes", { principalId: "fred", attributes: { department: "sales" } });
  });

  it("does not ask about whoever is only touched by it: nobody stays because their deputy is out of reach", () => {
    const out = { id: "fred" };
    const world = office({ administration: (_, { after }) => (after?.principal.id === out.id ? no : null) });
    const leave = { principalId: "max", deputyId: "fred", until: NOW + DAY } as const;
    expect(world.refused("boss", "cover", leave)).toBe("policy");
    out.id = "nobody";
    world.do("boss", "cover", leave);
    out.id = "fred";
    world.do("boss", "offboard", { principalId: "max", keep: "nothing" });
    expect(world.state("fred").assignments).toEqual([]);
  });
});
