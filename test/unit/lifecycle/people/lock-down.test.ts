import { describe, expect, it } from "vitest";
import { company, DAY, dealInGermany, HOUR, held, NOW, welcome } from "./company.js";

const lock = { principalId: "max", reason: "the laptop is gone" } as const;

describe("lockDown", () => {
  it("stops an account at once, its sessions too, loudly", () => {
    const world = company();
    const { events } = world.do("boss", "lockDown", lock);
    expect(world.access("max").can("read", "deal", dealInGermany)).toBe(false);
    expect(world.state("max").principal).toMatchObject({ status: "suspended", sessionsValidFrom: NOW });
    expect(events.at(-1)).toMatchObject({ type: "castellan.principal.locked_down", data: { severity: "critical" } });
    expect(world.refused("boss", "lockDown", lock)).toBe("wrong_status");
  });

  it("needs a reason, and is for whoever administers the account, or owns it", () => {
    const world = company();
    expect(world.refused("boss", "lockDown", { principalId: "max", reason: " " })).toBe("reason_required");
    expect(world.refused("fred", "lockDown", lock)).toBe("not_authorised");
    world.do("max", "lockDown", lock);
    expect(world.state("max").lockDown).toEqual({ at: NOW, by: "max", reason: lock.reason, statusBefore: "active" });
  });

  it("is for its owner in their own name alone, and not through an agent or a login", () => {
    const world = company();
    const session = world.session();
    const onBehalfOf = { state: world.state("eva"), session };
    const agent = { kind: "principal", state: world.state("fred"), session, onBehalfOf } as const;
    expect(world.refused(agent, "lockDown", { principalId: "eva", reason: "hacked" })).toBe("not_authorised");
  });

  it("is not for an owner who is logged in as somebody else at the time", () => {
    const world = company();
    const session = world.session();
    const onBehalfOf = { state: world.state("gus"), session };
    const actor = { kind: "principal", state: world.state("max"), session, onBehalfOf } as const;
    welcome(world, "gus");
    expect(world.refused(actor, "lockDown", lock)).toBe("not_authorised");
  });

  it("withdraws what the account asked for, and uses none of what it was approved", () => {
    const world = company();
    const wanted = { kind: "role", role: "rep", durationMs: HOUR } as const;
    const request = {
      id: "r1",
      status: "open",
      wanted,
      reason: "x",
      at: NOW,
      expiresAt: NOW + DAY,
      needed: 1,
      votes: [],
    } as const;
    const approval = {
      id: "ap1",
      by: "boss",
      principal: "max",
      action: "export",
      type: "deal",
      recordId: "d1",
      at: NOW,
    };
    const login = { id: "l1", by: "boss", from: NOW - HOUR, until: NOW + HOUR, reason: "support" };
    const emergency = {
      id: "e1",
      assignmentId: "standby",
      at: NOW,
      until: NOW + HOUR,
      reason: "x",
      reviewDueAt: NOW + DAY,
    };
    const rest = { requests: [request], approvals: [approval], logins: [login], emergencies: [emergency] };
    world.put("max", [held("max-manager", "manager")], rest);
    world.do("boss", "lockDown", lock);
    expect(world.state("max")).toMatchObject({
      requests: [{ status: "withdrawn", settledAt: NOW }],
      approvals: [],
      logins: [{ until: NOW }],
      emergencies: [{ until: NOW, reviewDueAt: NOW + DAY }],
    });
  });

  it("ends logins of the account as others", () => {
    const world = company();
    world.do("max", "loginAs", { principalId: "eva", reason: "support" });
    world.do("boss", "lockDown", lock);
    expect(world.state("eva").logins).toMatchObject([{ by: "max", until: NOW }]);
  });

  it("takes away what the account had for a while, and leaves what it usually holds", () => {
    const world = company();
    const validUntil = NOW + HOUR;
    world.put("max", [
      held("max-manager", "manager"),
      held("asked", "rep", { origin: { kind: "request", requestId: "r" }, validUntil }),
      held("activated", "payer", { origin: { kind: "activation", assignmentId: "standby" }, validUntil }),
      held("glass", "payer", { origin: { kind: "emergency", assignmentId: "standby", emergencyId: "e" }, validUntil }),
    ]);
    world.do("boss", "lockDown", lock);
    expect(world.state("max").assignments.map(({ id }) => id)).toEqual(["max-manager"]);
  });

  it("gives the timeline of what the account did, as far back as is asked", () => {
    const world = company();
    world.now += DAY;
    world.do("max", "assign", { principalId: "eva", role: "rep", scope: { region: ["DE"] } });
    world.do("boss", "mute", { principalId: "eva", assignmentId: "eva-rep" });
    const short = world.do("boss", "lockDown", { ...lock, lookBack: "1h" });
    expect(short.result.timeline.map(({ type }) => type)).toEqual(["castellan.assignment.created"]);
    expect(short.events.at(-1)?.data.details).toMatchObject({
      eventsInTimeline: 1,
      toReview: [{ event: short.result.timeline[0]?.id, action: "assign", principalIds: ["eva"] }],
    });
    world.do("boss", "unlock", { principalId: "max", reason: "found" });
    const long = world.do("boss", "lockDown", lock);
    expect(long.result.timeline.map(({ data }) => data.action)).toEqual(["invite", "assign"]);
  });

  it("voids links that the account sent, for good: also once it is unlocked", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida" }).result;
    world.do("boss", "lockDown", lock);
    world.do("boss", "unlock", { principalId: "max", reason: "found" });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    world.do("boss", "resendInvite", { principalId: "ida" });
  });

  it("reaches what an agent did on the account's behalf: its links, its covers, and the timeline of it", () => {
    const world = company({ settings: { cover: {}, administrators: ["admin"] } });
    world.put("bot", [held("bot-admin", "admin")], { principal: { id: "bot", kind: "agent", status: "active" } });
    world.put("head", [held("head-admin", "admin")]);
    const session = world.session();
    const onBehalfOf = { state: world.state("head"), session };
    const agent = { kind: "principal", state: world.state("bot"), session, onBehalfOf } as const;
    const { token } = world.do(agent, "invite", { id: "mole" }).result;
    world.do(agent, "cover", { principalId: "max", deputyId: "eva", until: NOW + DAY });
    const covers = { principalId: "head", deputyId: "fred", until: NOW + DAY } as const;
    expect(world.refused(agent, "cover", { ...covers, deputyId: "head" })).toBe("invalid_command");
    world.do(agent, "cover", covers);
    const { timeline } = world.do("boss", "lockDown", { principalId: "head", reason: "odd" }).result;
    expect(timeline.map(({ data }) => data.action)).toEqual(["invite", "cover", "cover"]);
    expect(world.state("fred").assignments.map(({ role }) => role)).toEqual(["manager"]);
    // it was for somebody else, and is there to be reviewed
    expect(world.state("eva").assignments.map(({ role }) => role)).toEqual(["rep", "manager"]);
    world.do("boss", "unlock", { principalId: "head", reason: "found" });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
  });

  it("ends covers that the account handed out for itself, and no others", () => {
    const world = company({ settings: { cover: {} } });
    world.put("head", [held("head-admin", "admin")]);
    const until = NOW + DAY;
    world.do("head", "cover", { principalId: "head", deputyId: "eva", until });
    world.do("boss", "cover", { principalId: "head", deputyId: "fred", until });
    world.do("boss", "lockDown", { principalId: "head", reason: "odd" });
    expect(world.state("eva").assignments.map(({ role }) => role)).toEqual(["rep"]);
    expect(world.state("fred").assignments.map(({ role }) => role)).toEqual(["manager", "admin"]);
  });
});

describe("unlock", () => {
  it("goes back to the status from before; sessions stay dead", () => {
    const world = company();
    world.do("boss", "lockDown", lock);
    world.now += HOUR;
    world.do("boss", "unlock", { principalId: "max", reason: "found" });
    const old = world.session(NOW);
    expect(world.access("max", world.now, old).can("read", "deal", dealInGermany)).toBe(false);
    expect(world.access("max").can("read", "deal", dealInGermany)).toBe(true);
    expect(world.state("max").lockDown).toBeUndefined();
  });

  it("leaves suspended who was, and is the only way back", () => {
    const world = company();
    world.do("boss", "suspend", { principalId: "max" });
    world.do("boss", "lockDown", lock);
    expect(world.refused("boss", "reactivate", { principalId: "max" })).toBe("wrong_status");
    world.do("boss", "unlock", { principalId: "max", reason: "found" });
    expect(world.state("max").principal.status).toBe("suspended");
  });

  it("needs a reason and the authority to hand all of it out", () => {
    const world = company();
    expect(world.refused("boss", "unlock", { principalId: "max", reason: "x" })).toBe("wrong_status");
    world.do("boss", "lockDown", lock);
    expect(world.refused("boss", "unlock", { principalId: "max", reason: " " })).toBe("reason_required");
    expect(world.refused("fred", "unlock", { principalId: "max", reason: "x" })).toBe("not_authorised");
  });
});
