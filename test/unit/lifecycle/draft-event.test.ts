import { describe, expect, it } from "vitest";
import { draftEvent } from "../../../src/lifecycle/draft-event.js";
import { held } from "./firm.js";
import { World } from "./world.js";

describe("the draft of an event", () => {
  const world = new World();
  world.put("max", [held("m", "manager")]);
  world.put("bot");

  it("names who acted, behind whom, and in which session", () => {
    const session = world.session();
    const behind = { state: world.state("max"), session };
    const actor = { kind: "principal", state: world.state("bot"), session, onBehalfOf: behind } as const;
    const { data } = draftEvent(world.situation(actor), { type: "x", action: "assign" });
    expect(data.actor).toEqual({ id: "bot", kind: "principal", onBehalfOf: "max", sessionId: "s1" });
    const alone = draftEvent(world.situation(world.actor("max", null)), { type: "x", action: "assign" });
    expect(alone.data.actor).toEqual({ id: "max", kind: "principal" });
    const system = draftEvent(world.situation(world.actor(undefined)), { type: "x", action: "assign" });
    expect(system.data.actor).toEqual({ id: "seed", kind: "system" });
  });

  it("tells only what changed, and nothing of a side where nothing did", () => {
    const at = world.situation(world.actor(undefined));
    const before = { same: [1, { a: null }], gone: 1, other: "x", list: [] };
    const after = { same: [1, { a: null }], new: 2, other: "y", list: {} };
    const { data } = draftEvent(at, { type: "x", action: "assign", before, after });
    expect(data.before).toEqual({ gone: 1, other: "x", list: [] });
    expect(data.after).toEqual({ new: 2, other: "y", list: {} });
    const { data: none } = draftEvent(at, { type: "x", action: "assign", before, after: before });
    expect("before" in none || "after" in none).toBe(false);
  });

  it("names everybody concerned once, the subject first", () => {
    const at = world.situation(world.actor(undefined));
    const content = { type: "x", action: "assign", subject: "a", concerns: ["b", "a", "b"] } as const;
    expect(draftEvent(at, content)).toMatchObject({
      subject: "a",
      data: { principalIds: ["a", "b"], outcome: "done" },
    });
  });
});
