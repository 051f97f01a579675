import { describe, expect, it } from "vitest";
import { givesNoMore } from "../../../../src/lifecycle/invariants/gives-no-more.js";
import type { HeldAssignment } from "../../../../src/model/principal-state.js";
import { held, house } from "../elevation/house.js";
import { HOUR, NOW, World } from "../world.js";

const world = new World({ policy: house });
const at = world.situation(world.actor(undefined));
const muted = { at: 0, by: "x", reason: "x" };
const base = held("a", "rep", { scope: { region: ["DACH"] }, validFrom: NOW - HOUR, validUntil: NOW + HOUR });
const coming = { ...base, validFrom: NOW + HOUR, validUntil: NOW + 2 * HOUR };

function gives(before: HeldAssignment, change: Partial<HeldAssignment>): boolean {
  return givesNoMore(at, before, { ...before, ...change } as HeldAssignment);
}

describe("an assignment gives no more than it did", () => {
  it.each<[string, HeldAssignment, Partial<HeldAssignment>]>([
    ["as it is", base, {}],
    ["for other reasons, by somebody else", base, { reason: "y", grantedBy: "z" }],
    ["in a part of its scope", base, { scope: { region: ["DE", "AT"] } }],
    ["in one more dimension's bounds, and as many as before", held("a", "opener"), { scope: { region: ["DE"] } }],
    ["with an earlier end", base, { validUntil: NOW + 1 }],
    ["with an end that it had not", held("a", "rep"), { validUntil: NOW + 1 }],
    [
      "when it is over, whatever else it says",
      base,
      { validUntil: NOW, role: "admin", scope: { region: "*" } } as never,
    ],
    ["when it begins later", coming, { validFrom: NOW + HOUR + 1 }],
    ["when it had begun and is said to have begun earlier", base, { validFrom: NOW - 2 * HOUR }],
    ["when it is only eligible now", base, { state: "eligible" }],
    ["when it is set aside", base, { muted }],
    ["when it is set aside for longer", { ...base, muted: { ...muted, until: NOW + 1 } }, { muted }],
    ["when it was set aside until now", { ...base, muted: { ...muted, until: NOW } }, { muted: undefined as never }],
    ["when it is no longer for emergencies", { ...base, state: "eligible", emergency: true }, { emergency: false }],
    ["when its role is gone, and it ends sooner", held("a", "gone"), { validUntil: NOW + 1 }],
  ])("%s", (_, before, change) => {
    expect(gives(before, change)).toBe(true);
  });
});

describe("an assignment gives more than it did", () => {
  it.each<[string, HeldAssignment, Partial<HeldAssignment>]>([
    ["with a later end", base, { validUntil: NOW + HOUR + 1 }],
    ["without its end", base, { validUntil: undefined as never }],
    ["with an end that names no instant", base, { validUntil: "never" }],
    ["when it begins sooner", coming, { validFrom: NOW + 1 }],
    ["when it begins at once", coming, { validFrom: undefined as never }],
    ["in a wider scope", base, { scope: { region: ["EMEA"] } }],
    ["in another scope", base, { scope: { region: ["FR"] } }],
    ["in every scope", base, { scope: { region: "*" } }],
    ["with another role", base, { role: "opener" } as never],
    ["with statements beside its role", base, { statements: { deal: [{ allow: "read" }] } } as never],
    ["when it comes from somewhere else", base, { origin: { kind: "activation", assignmentId: "e" } }],
    ["when it is active", { ...base, state: "eligible" }, { state: "active" }],
    ["when it is active because nothing is said", { ...base, state: "eligible" }, { state: undefined as never }],
    ["when it is for emergencies", { ...base, state: "eligible" }, { emergency: true }],
    ["when it is no longer set aside", { ...base, muted }, { muted: undefined as never }],
    ["when it is set aside for less long", { ...base, muted }, { muted: { ...muted, until: NOW + 1 } }],
    ["when it can be used, and could not", held("a", "rep", { scope: {} }), { scope: { region: ["DE"] } }],
    ["when it names a dimension that there is not", base, { scope: { region: ["DE"], moon: ["x"] } as never }],
  ])("%s", (_, before, change) => {
    expect(gives(before, change)).toBe(false);
  });
});
