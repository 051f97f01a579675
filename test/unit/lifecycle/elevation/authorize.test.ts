import { beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE, World } from "../world.js";
import { german, held, house } from "./house.js";

describe("authorize", () => {
  let world: World;
  const record = { ...german, ownerId: "zoe" };
  const win = { action: "update", type: "deal", record, changes: { stage: "won" } } as const;

  beforeEach(() => {
    world = new World({ policy: house });
    world.put("rep", [held("r", "rep")]);
    world.put("m1", [held("m", "manager")]);
    world.put("m2", [held("m", "manager")]);
  });

  function approved(by: string, wanted: object = win): void {
    const { requestId } = world.do("rep", "requestAccess", { ...wanted, reason: "please" } as never).result;
    world.do(by, "approve", { requestId });
  }

  it("lets an approval that serves one commit serve one commit", () => {
    expect(world.refusal("rep", "authorize", win).decision).toMatchObject({ outcome: "challenge" });
    approved("m1");
    const { events, result } = world.do("rep", "authorize", win);
    expect(events[0]).toMatchObject({
      type: "castellan.action.authorized",
      data: { record: { type: "deal", id: "d1" } },
    });
    expect(result.validUntil).toBeGreaterThan(world.now);
    expect(world.state("rep").approvals).toEqual([]);
    expect(world.refusal("rep", "authorize", win)).toMatchObject({
      reason: "policy",
      decision: { outcome: "challenge" },
    });
  });

  it("uses up all that counted for it, and nothing else", () => {
    approved("m1");
    approved("m1", { ...win, changes: { stage: "won", amount: 7 } });
    approved("m1", { ...win, record: { ...record, id: "other" } });
    approved("m1", { action: "delete", type: "deal", record });
    expect(world.state("rep").approvals).toHaveLength(4);
    world.do("rep", "authorize", win);
    expect(world.state("rep").approvals.map(({ action, recordId, changes }) => [action, recordId, changes])).toEqual([
      ["update", "d1", { stage: "won", amount: 7 }],
      ["update", "other", { stage: "won" }],
      ["delete", "d1", undefined],
    ]);
  });

  it("leaves approvals alone that serve as often as they are needed, and writes nothing where none is needed", () => {
    approved("m1", { action: "delete", type: "deal", record });
    world.do("rep", "authorize", { action: "delete", type: "deal", record });
    world.do("rep", "authorize", { action: "delete", type: "deal", record });
    expect(world.state("rep").approvals).toHaveLength(1);
    const before = world.state("rep");
    world.do("rep", "authorize", { action: "read", type: "deal", record });
    expect(world.state("rep")).toBe(before);
  });

  it("uses up all of several that are needed together, and what lets somebody see a record in part", () => {
    world.put("boss", [held("b", "admin")]);
    world.put("chief", [held("b", "admin")]);
    world.put("call", [held("c", "caller")]);
    const ask = (by: readonly string[], wanted: object) => {
      const { requestId } = world.do("call", "requestAccess", { ...wanted, reason: "please" } as never).result;
      for (const id of by) world.do(id, "approve", { requestId });
    };
    const of = (id: string) => ({ type: "contact", record: { id, phone: "0123456" } }) as const;
    ask(["boss", "chief"], { action: "merge", ...of("c1") });
    ask(["boss"], { action: "read", ...of("c1") });
    ask(["boss"], { action: "read", ...of("c2") });
    const left = () => world.state("call").approvals.map(({ action, recordId }) => `${action} ${recordId}`);
    expect(left()).toEqual(["merge c1", "merge c1", "read c1", "read c2"]);
    world.do("call", "authorize", { action: "merge", ...of("c1") });
    expect(left()).toEqual(["read c1", "read c2"]);
    world.do("call", "authorize", { action: "read", ...of("c1") });
    expect(left()).toEqual(["read c2"]);
    expect(world.refused("call", "authorize", { action: "read", ...of("c1") })).toBe("policy");
  });

  it("refuses with the policy's decision, at the right instant", () => {
    expect(world.refusal("rep", "authorize", { ...win, record: { ...record, region: "US" } }).decision).toMatchObject({
      outcome: "deny",
      reason: "no_grant",
    });
    expect(world.refused("rep", "authorize", { ...win, type: "nope" })).toBe("invalid_command");
    expect(world.refused("rep", "authorize", { ...win, changes: 7 } as never)).toBe("invalid_command");
    expect(world.refused("rep", "authorize", { ...win, record: [] } as never)).toBe("invalid_command");
    approved("m1");
    world.now += 24 * HOUR;
    expect(world.refused("rep", "authorize", win)).toBe("policy");
  });

  it("dies with what the approver saw", () => {
    approved("m1");
    expect(world.refused("rep", "authorize", { ...win, record: { ...record, stage: "lost" } })).toBe("policy");
  });

  it("counts for an agent no approval of its human", () => {
    const session = world.session();
    approved("m1");
    const [approval] = world.state("rep").approvals;
    if (approval === undefined) throw new Error("no approval");
    world.put("bot", [held("r", "rep")], { approvals: [{ ...approval, principal: "bot", by: "rep" }] });
    const behalf = () =>
      ({
        kind: "principal",
        state: world.state("bot"),
        session,
        onBehalfOf: { state: world.state("rep"), session },
      }) as const;
    expect(world.refused(behalf(), "authorize", win)).toBe("policy");
    world.put("bot", [held("r", "rep")], { approvals: [{ ...approval, principal: "bot" }] });
    world.do(behalf(), "authorize", win);
  });

  it("for an agent asks both sides, and neither side's approvals of the other count", () => {
    world.put("bot", [held("r", "rep")]);
    const session = world.session();
    const behalf = () =>
      ({
        kind: "principal",
        state: world.state("bot"),
        session,
        onBehalfOf: { state: world.state("rep"), session },
      }) as const;
    expect(world.do(behalf(), "authorize", { action: "read", type: "deal", record }).events).toHaveLength(1);
    approved("m1");
    expect(world.refused(behalf(), "authorize", win)).toBe("policy");
    const { requestId } = world.do(behalf(), "requestAccess", { ...win, reason: "for rep" }).result;
    world.now += MINUTE;
    world.do("m2", "approve", { requestId });
    world.do(behalf(), "authorize", win);
    expect([world.state("rep").approvals, world.state("bot").approvals]).toEqual([[], []]);
  });
});
