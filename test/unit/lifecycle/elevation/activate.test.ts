import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../../../src/lifecycle/situation.js";
import { DAY, HOUR, MINUTE, World } from "../world.js";
import { held, house } from "./house.js";

describe("an eligible assignment", () => {
  let world: World;

  beforeEach(() => {
    world = new World({ policy: house });
    world.put("boss", [held("b", "admin")]);
    world.put("ann", [held("e", "payer", { state: "eligible" }), held("f", "manager", { state: "eligible" })]);
  });

  /** Ann, with a second factor verified some time ago. */
  function ann(minutesAgo?: number): Actor {
    const { factors, ...session } = world.session();
    const second = minutesAgo === undefined ? [] : [{ method: "otp", at: world.now - minutesAgo * MINUTE }];
    return world.actor("ann", { ...session, factors: [...factors, ...second] });
  }

  it("grants nothing until it is activated, and then for a while", () => {
    expect(world.access("ann").canSome("read", "deal")).toBe(false);
    const { result } = world.do("ann", "activate", { assignmentId: "f", duration: "1h", reason: "the boss is away" });
    expect(result.validUntil).toBe(world.now + HOUR);
    expect(world.access("ann").canSome("read", "deal")).toBe(true);
    expect(world.access("ann", world.now + HOUR).canSome("read", "deal")).toBe(false);
    expect(world.state("ann").assignments.at(-1)).toMatchObject({
      role: "manager",
      scope: { region: ["DE"] },
      validFrom: world.now,
      grantedBy: "ann",
      origin: { kind: "activation", assignmentId: "f" },
    });
    expect(world.state("ann").assignments[1]).toMatchObject({ id: "f", state: "eligible" });
  });

  it("is active for no longer than the template's `maxActivation`, or the settings', or its own end", () => {
    const why = { reason: "month end" };
    expect(world.refused(ann(0), "activate", { assignmentId: "e", duration: "3h", ...why })).toBe("too_long");
    expect(world.do(ann(0), "activate", { assignmentId: "e", ...why }).result.validUntil).toBe(world.now + 2 * HOUR);
    expect(world.refused("ann", "activate", { assignmentId: "f", duration: "9h", ...why })).toBe("too_long");
    world.put("bob", [held("f", "manager", { state: "eligible", validUntil: world.now + HOUR })]);
    expect(world.do("bob", "activate", { assignmentId: "f", ...why }).result.validUntil).toBe(world.now + HOUR);
  });

  it("is activated under the requirements of its role (S34)", () => {
    const input = { assignmentId: "e", reason: "month end" } as const;
    const { decision, reason } = world.refusal(ann(), "activate", input);
    expect(reason).toBe("policy");
    expect(decision).toMatchObject({
      outcome: "challenge",
      requirements: [{ kind: "mfa", statement: { id: "fresh", role: "payer", why: "money leaves" } }],
    });
    expect(world.refused(ann(15), "activate", input)).toBe("policy");
    expect(world.refusal(world.actor("ann", null), "activate", input).decision.outcome).toBe("deny");
    expect(world.do(ann(14), "activate", input).result.validUntil).toBe(world.now + 2 * HOUR);
  });

  it("is activated without what its role leaves out of another", () => {
    world.put("bob", [held("c", "cashier", { state: "eligible" })]);
    world.do("bob", "activate", { assignmentId: "c", reason: "month end" });
    expect(world.access("bob").canSome("pay", "ledger")).toBe(true);
  });

  it("needs a reason, is one's own, and is eligible, unmuted and in its window", () => {
    const why = { reason: "month end" };
    expect(world.refused("ann", "activate", { assignmentId: "f", reason: " " })).toBe("reason_required");
    expect(world.refused("boss", "activate", { assignmentId: "f", ...why })).toBe("unknown_assignment");
    expect(world.refused("boss", "activate", { assignmentId: "b", ...why })).toBe("wrong_status");
    world.put("bob", [
      held("muted", "manager", { state: "eligible", muted: { at: 0, by: "boss", reason: "x" } }),
      held("over", "manager", { state: "eligible", validUntil: world.now }),
      held("coming", "manager", { state: "eligible", validFrom: world.now + 1 }),
    ]);
    expect(world.refused("bob", "activate", { assignmentId: "muted", ...why })).toBe("wrong_status");
    expect(world.refused("bob", "activate", { assignmentId: "over", ...why })).toBe("expired");
    expect(world.refused("bob", "activate", { assignmentId: "coming", ...why })).toBe("wrong_status");
  });

  it("is not activated a second time while it is active, so that its limit is one", () => {
    const input = { assignmentId: "f", duration: "8h", reason: "a long day" } as const;
    world.do("ann", "activate", input);
    world.now += 8 * HOUR - 1;
    expect(world.refused("ann", "activate", input)).toBe("wrong_status");
    world.now += 1;
    world.do("ann", "activate", input);
  });

  it("is activated in person alone: not by an agent, nor by who is logged in as its holder", () => {
    const session = world.session();
    const behalf = {
      kind: "principal",
      state: world.state("ann"),
      session,
      onBehalfOf: { state: world.state("boss"), session },
    } as const;
    expect(world.refused(behalf, "activate", { assignmentId: "f", reason: "x" })).toBe("not_authorised");
    expect(world.refused(undefined, "activate", { assignmentId: "f", reason: "x" })).toBe("not_authorised");
  });

  it("is kept apart by a dynamic set only while both are active (S33)", () => {
    world.put("ann", [held("o", "opener", { state: "eligible" }), held("c", "closer", { state: "eligible" })]);
    world.do("ann", "activate", { assignmentId: "o", duration: "1h", reason: "opening" });
    expect(world.refused("ann", "activate", { assignmentId: "c", duration: "1h", reason: "closing" })).toBe(
      "separation_of_duty",
    );
    world.now += HOUR;
    world.do("ann", "activate", { assignmentId: "c", duration: "1h", reason: "closing" });
  });

  it("is deactivated before its time by its holder, and nothing else is", () => {
    const { assignmentId } = world.do("ann", "activate", { assignmentId: "f", reason: "x" }).result;
    world.now += MINUTE;
    expect(world.refused("ann", "deactivate", { assignmentId: "f" })).toBe("wrong_status");
    expect(world.refused("boss", "deactivate", { assignmentId: "b" })).toBe("wrong_status");
    world.do("ann", "deactivate", { assignmentId });
    expect(world.access("ann").canSome("read", "deal")).toBe(false);
    expect(world.refused("ann", "deactivate", { assignmentId })).toBe("wrong_status");
  });
});

describe("an emergency", () => {
  let world: World;
  const input = { assignmentId: "e", reason: "the bank is on fire" } as const;

  beforeEach(() => {
    world = new World({ policy: house });
    world.put("boss", [held("b", "admin")]);
    world.put("ann", [
      held("e", "payer", { state: "eligible", emergency: true }),
      held("n", "biller", { state: "eligible" }),
    ]);
  });

  it("gives at once, loudly, for an hour at most, and waits for a review", () => {
    const { result, events } = world.do("ann", "breakGlass", input);
    expect(result.validUntil).toBe(world.now + HOUR);
    expect(events).toEqual([
      expect.objectContaining({
        type: "castellan.emergency.started",
        data: expect.objectContaining({ severity: "critical", reason: input.reason }),
      }),
    ]);
    expect(world.access("ann").canSome("read", "ledger")).toBe(true);
    expect(world.access("ann", world.now + HOUR).canSome("read", "ledger")).toBe(false);
    expect(world.state("ann").emergencies).toEqual([
      expect.objectContaining({ id: result.emergencyId, assignmentId: "e", reviewDueAt: world.now + 3 * DAY }),
    ]);
  });

  it("is for assignments that are marked, with a reason, and within the shorter of both limits", () => {
    expect(world.refused("ann", "breakGlass", { ...input, assignmentId: "n" })).toBe("not_authorised");
    expect(world.refused("ann", "breakGlass", { assignmentId: "e", reason: " " })).toBe("reason_required");
    expect(world.refused("ann", "breakGlass", { ...input, duration: "61m" })).toBe("too_long");
    const long = new World({ policy: house, settings: { emergencies: { maxDuration: "5h" } } });
    long.put("ann", [held("e", "payer", { state: "eligible", emergency: true })]);
    expect(long.do("ann", "breakGlass", input).result.validUntil).toBe(long.now + 2 * HOUR);
  });

  it("is reviewed by somebody else who could hand out what was taken up, once, and abuse is told loudly", () => {
    const { emergencyId } = world.do("ann", "breakGlass", input).result;
    world.put("eve");
    const review = { principalId: "ann", emergencyId, verdict: "abuse", reason: "no fire" } as const;
    expect(world.refused("ann", "reviewEmergency", review)).toBe("not_for_oneself");
    expect(world.refused("eve", "reviewEmergency", review)).toBe("not_authorised");
    expect(world.refused("boss", "reviewEmergency", { ...review, reason: "" })).toBe("reason_required");
    const { events } = world.do("boss", "reviewEmergency", review);
    expect(events[0]?.data.severity).toBe("critical");
    expect(world.refused("boss", "reviewEmergency", review)).toBe("wrong_status");
  });

  it("is reviewed by nobody who may have got the authority through it", () => {
    world.put("ann", [held("e", "admin", { state: "eligible", emergency: true })]);
    world.put("eve");
    const { emergencyId, validUntil } = world.do("ann", "breakGlass", input).result;
    const review = { principalId: "ann", emergencyId, verdict: "justified", reason: "a friend asked" } as const;
    const friend = { principalId: "eve", role: "admin", scope: { region: "*" }, validUntil } as const;
    world.do("ann", "assign", friend);
    world.now += 1;
    expect(world.refused("eve", "reviewEmergency", review)).toBe("not_authorised");
    // whoever is given it afterwards, by others, may
    world.now = validUntil;
    expect(world.refused("eve", "reviewEmergency", review)).toBe("not_authorised");
    world.do("boss", "assign", { ...friend, validUntil: validUntil + DAY });
    world.do("eve", "reviewEmergency", review);
  });

  it("is refused while another is overdue for review", () => {
    const { emergencyId } = world.do("ann", "breakGlass", input).result;
    world.now += 3 * DAY - 1;
    const second = world.do("ann", "breakGlass", input).result.emergencyId;
    world.now += HOUR;
    expect(world.refused("ann", "breakGlass", input)).toBe("wrong_status");
    world.do("boss", "reviewEmergency", { principalId: "ann", emergencyId, verdict: "justified", reason: "there was" });
    world.do("ann", "breakGlass", input);
    expect(world.state("ann").emergencies?.map(({ id, review }) => [id, review?.verdict])).toEqual([
      [emergencyId, "justified"],
      [second, undefined],
      [expect.any(String), undefined],
    ]);
  });
});
