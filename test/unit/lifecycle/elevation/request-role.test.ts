import { beforeEach, describe, expect, it } from "vitest";
import { parsePolicy } from "../../../../src/policy/parse-policy.js";
import type { Policy } from "../../../../src/policy/policy.js";
import { DAY, HOUR, World } from "../world.js";
import { held, house } from "./house.js";

describe("a request for a role", () => {
  let world: World;

  beforeEach(() => {
    world = new World({ policy: house });
    world.put("boss", [held("b", "admin")]);
    world.put("de", [held("m", "manager")]);
    world.put("dach", [held("m", "manager", { scope: { region: ["DACH"] } })]);
    world.put("us", [held("m", "manager", { scope: { region: ["US"] } })]);
    world.put("ann");
  });

  const ask = { role: "rep", scope: { region: ["DE"] }, duration: "2h", reason: "covering a trade fair" } as const;

  it("names everybody who could hand the role out there, and becomes a dated assignment when one of them approves", () => {
    const { result } = world.do("ann", "requestAccess", ask);
    expect(result).toMatchObject({ status: "open", approvers: ["boss", "dach", "de"] });
    world.now += HOUR;
    expect(world.do("de", "approve", { requestId: result.requestId }).result).toEqual({
      status: "approved",
      missing: 0,
    });
    expect(world.state("ann").assignments).toEqual([
      expect.objectContaining({
        role: "rep",
        scope: { region: ["DE"] },
        validFrom: world.now,
        validUntil: world.now + 2 * HOUR,
        grantedBy: "de",
        origin: { kind: "request", requestId: result.requestId },
      }),
    ]);
    expect(world.access("ann").can("read", "deal", { id: "d", region: "DE" })).toBe(true);
    expect(world.access("ann", world.now + 2 * HOUR).can("read", "deal", { id: "d", region: "DE" })).toBe(false);
  });

  it("is approved by nobody whose scope is another, nor by who asked, nor by an agent of theirs", () => {
    const { requestId } = world.do("ann", "requestAccess", ask).result;
    expect(world.refused("us", "approve", { requestId })).toBe("not_authorised");
    world.put("ann", [held("m", "manager")], { requests: world.state("ann").requests });
    expect(world.refused("ann", "approve", { requestId })).toBe("not_for_oneself");
    const agent = { kind: "principal", state: world.state("boss"), session: world.session() } as const;
    const behalf = { ...agent, onBehalfOf: { state: world.state("de"), session: world.session() } };
    expect(world.refused(behalf, "approve", { requestId })).toBe("not_authorised");
    expect(world.refused(undefined, "approve", { requestId })).toBe("not_authorised");
  });

  it("that an agent makes is not approved by the human behind it", () => {
    world.put("bot");
    const actor = {
      kind: "principal",
      state: world.state("bot"),
      session: world.session(),
      onBehalfOf: { state: world.state("de"), session: world.session() },
    } as const;
    const { requestId, approvers } = world.do(actor, "requestAccess", ask).result;
    expect(approvers).toEqual(["boss", "dach"]);
    expect(world.refused("de", "approve", { requestId })).toBe("not_for_oneself");
    expect(world.do("dach", "approve", { requestId }).result.status).toBe("approved");
    expect(world.state("bot").assignments).toHaveLength(1);
  });

  it("needs as many different approvers as the settings say, and counts nobody twice", () => {
    world = new World({ policy: house, settings: { requests: { approvals: { rep: 2 } } } });
    world.put("boss", [held("b", "admin")]);
    world.put("de", [held("m", "manager")]);
    world.put("ann");
    const { requestId } = world.do("ann", "requestAccess", ask).result;
    expect(world.do("de", "approve", { requestId }).result).toEqual({ status: "open", missing: 1 });
    expect(world.refused("de", "approve", { requestId })).toBe("wrong_status");
    expect(world.state("ann").assignments).toEqual([]);
    expect(world.do("boss", "approve", { requestId }).result).toEqual({ status: "approved", missing: 0 });
  });

  it("needs as many approvers for a role as any that it extends does", () => {
    world = new World({ policy: house, settings: { requests: { approvals: { rep: 2 } } } });
    for (const id of ["boss", "root"]) world.put(id, [held("b", "admin")]);
    world.put("ann");
    const more = { role: "manager", scope: { region: ["DE"] }, duration: "1h", reason: "covers for max" } as const;
    const { requestId } = world.do("ann", "requestAccess", more).result;
    expect(world.do("boss", "approve", { requestId }).result).toEqual({ status: "open", missing: 1 });
    expect(world.do("root", "approve", { requestId }).result).toEqual({ status: "approved", missing: 0 });
  });

  it("no longer counts the vote of who was suspended, or lost the role, before it was settled", () => {
    world = new World({ policy: house, settings: { requests: { approvals: 2 } } });
    for (const id of ["m1", "m2", "m3"]) world.put(id, [held("m", "manager")]);
    world.put("ann");
    const { requestId } = world.do("ann", "requestAccess", ask).result;
    world.do("m1", "approve", { requestId });
    world.put("m1", [held("m", "manager")], { principal: { id: "m1", kind: "employee", status: "suspended" } });
    expect(world.do("m2", "approve", { requestId }).result).toEqual({ status: "open", missing: 1 });
    world.put("m2", []);
    expect(world.do("m3", "approve", { requestId }).result).toEqual({ status: "open", missing: 1 });
    expect(world.state("ann").assignments).toEqual([]);
  });

  it("says at once when nobody could approve it, or too few, and keeps that it was asked", () => {
    const { result, events } = world.do("ann", "requestAccess", { role: "orphan", duration: "1h", reason: "why not" });
    expect(result).toMatchObject({ status: "unapprovable", approvers: [] });
    expect(world.state("ann").requests).toEqual([
      expect.objectContaining({ id: result.requestId, status: "unapprovable" }),
    ]);
    expect(events.map(({ type }) => type)).toEqual(["castellan.request.unapprovable"]);
    expect(world.refused("boss", "approve", { requestId: result.requestId })).toBe("wrong_status");
    const few = new World({ policy: house, settings: { requests: { approvals: 2 } } });
    few.put("de", [held("m", "manager")]);
    few.put("ann");
    expect(few.do("ann", "requestAccess", ask).result.status).toBe("unapprovable");
  });

  it("gives no more than the approver has: it ends with their authority", () => {
    world.put("brief", [held("m", "manager", { validUntil: world.now + HOUR })]);
    const { requestId } = world.do("ann", "requestAccess", ask).result;
    world.do("brief", "approve", { requestId });
    expect(world.state("ann").assignments[0]?.validUntil).toBe(world.now + HOUR);
  });

  it("ends as early as its role allows by then", () => {
    const { requestId } = world.do("ann", "requestAccess", { role: "payer", duration: "7d", reason: "x" }).result;
    const { roles, ...rest } = house.toJSON();
    const { payer } = roles;
    const parsed = parsePolicy({ ...rest, roles: { ...roles, payer: { ...payer, maxDuration: "1d" } } });
    if (!parsed.ok) throw new Error("no policy");
    const later = new World({ policy: parsed.policy as unknown as Policy });
    for (const [id, state] of world.states) later.states.set(id, state);
    later.do("boss", "approve", { requestId });
    expect(later.state("ann").assignments[0]?.validUntil).toBe(later.now + DAY);
  });

  it("is refused for longer than the role lasts or the settings allow, without an end, and without a reason", () => {
    const boss = { role: "payer", reason: "month end" };
    expect(world.refused("ann", "requestAccess", { ...boss, duration: "8d" })).toBe("too_long");
    expect(world.refused("ann", "requestAccess", { ...ask, duration: "31d" })).toBe("too_long");
    expect(world.refused("ann", "requestAccess", { ...boss } as never)).toBe("invalid_command");
    expect(world.refused("ann", "requestAccess", { role: "payer", duration: "1h", reason: " " })).toBe(
      "reason_required",
    );
    expect(world.refused("ann", "requestAccess", { role: "payer", duration: "1h", reason: "  " })).toBe(
      "reason_required",
    );
    expect(world.refused("ann", "requestAccess", { role: "rep", duration: "1h", reason: "no scope" })).toBe(
      "invalid_command",
    );
    expect(world.refused("ann", "requestAccess", { role: "constructor", duration: "1h", reason: "x" })).toBe(
      "unknown_role",
    );
  });

  it("is refused where duties are kept apart: when it is asked for, and again when it is approved (S33)", () => {
    world.put("ann", [held("x", "biller", { state: "eligible" })]);
    const wanted = { role: "payer", duration: "1h", reason: "both hats" } as const;
    expect(world.refused("ann", "requestAccess", wanted)).toBe("separation_of_duty");
    world.put("ann");
    const { requestId } = world.do("ann", "requestAccess", wanted).result;
    world.put("ann", [held("x", "biller")], { requests: world.state("ann").requests });
    expect(world.refused("boss", "approve", { requestId })).toBe("separation_of_duty");
  });

  it("ends when one approver rejects it, when it is withdrawn, and when its time has passed", () => {
    const first = world.do("ann", "requestAccess", ask).result.requestId;
    expect(world.refused("us", "reject", { requestId: first })).toBe("not_authorised");
    world.do("de", "reject", { requestId: first, reason: "not needed" });
    expect(world.refused("boss", "approve", { requestId: first })).toBe("wrong_status");
    const second = world.do("ann", "requestAccess", ask).result.requestId;
    expect(world.refused("de", "withdraw", { requestId: second })).toBe("not_authorised");
    world.do("ann", "withdraw", { requestId: second });
    expect(world.refused("boss", "approve", { requestId: second })).toBe("wrong_status");
    const third = world.do("ann", "requestAccess", ask).result.requestId;
    world.now += 3 * DAY;
    expect(world.refused("boss", "approve", { requestId: third })).toBe("expired");
  });

  it("is approved and rejected with a reason where the settings ask for reasons", () => {
    world = new World({ policy: house, settings: { requireReasons: true } });
    world.put("de", [held("m", "manager", { state: "eligible" }), held("m2", "manager")]);
    world.put("ann");
    const { requestId } = world.do("ann", "requestAccess", ask).result;
    expect(world.refused("de", "approve", { requestId })).toBe("reason_required");
    expect(world.refused("de", "reject", { requestId })).toBe("reason_required");
    expect(world.do("de", "approve", { requestId, reason: "yes" }).result.status).toBe("approved");
    const { assignmentId } = world.do("de", "activate", { assignmentId: "m", reason: "x" }).result;
    expect(world.refused("de", "deactivate", { assignmentId })).toBe("reason_required");
  });

  it("gives nothing to who was suspended while it was open", () => {
    const { requestId } = world.do("ann", "requestAccess", ask).result;
    world.put("ann", [], {
      requests: world.state("ann").requests,
      principal: { id: "ann", kind: "employee", status: "suspended" },
    });
    expect(world.refused("boss", "approve", { requestId })).toBe("wrong_status");
  });

  it("is found by its id alone, and no other id finds anything", () => {
    world.put("Zoë.x/ü", []);
    const { requestId } = world.do("Zoë.x/ü", "requestAccess", ask).result;
    expect(world.refused("boss", "approve", { requestId: `${requestId}x` })).toBe("unknown_request");
    for (const id of [".", "x", "!!.x", "__proto__.x", `${"A".repeat(2000)}.x`, "_w.id"]) {
      expect(["unknown_request", "invalid_command"]).toContain(world.refused("boss", "approve", { requestId: id }));
    }
    expect(world.do("boss", "approve", { requestId }).result.status).toBe("approved");
  });

  it("is one of at most twenty that are open, and of those that are over the last hundred are kept", () => {
    for (let count = 0; count < 20; count += 1) world.do("ann", "requestAccess", ask);
    expect(world.refused("ann", "requestAccess", ask)).toBe("invalid_command");
    world.now += 3 * DAY;
    for (let count = 0; count < 100; count += 1) {
      world.do("ann", "withdraw", { requestId: world.do("ann", "requestAccess", ask).result.requestId });
    }
    const open = world.do("ann", "requestAccess", ask).result.requestId;
    expect(world.state("ann").requests).toHaveLength(101);
    expect(
      world
        .state("ann")
        .requests.filter(({ status }) => status === "open")
        .map(({ id }) => id),
    ).toEqual([open]);
  });
});
