import { describe, expect, it } from "vitest";
import type { Approval } from "../../../../src/model/approval.js";
import type { AccessRequestState, PrincipalState } from "../../../../src/model/principal-state.js";
import { company, DAY, dealInGermany, HOUR, held, NOW, type World, welcome } from "./company.js";

const read = (world: World, id: string, now = world.now, authenticatedAt = now) =>
  world.access(id, now, world.session(authenticatedAt)).can("read", "deal", dealInGermany);

const request: AccessRequestState = {
  id: "r1",
  status: "open",
  wanted: { kind: "role", role: "rep", durationMs: HOUR },
  reason: "for the fair",
  at: NOW,
  expiresAt: NOW + DAY,
  needed: 2,
  votes: [{ by: "max", at: NOW, verdict: "approve" }],
};

const approval = (by: string): Approval => ({
  id: `by-${by}`,
  by,
  principal: "eva",
  action: "export",
  type: "deal",
  recordId: "d1",
  at: NOW,
});

/** Somebody approved something of eva's, and the audit knows. */
function approved(world: World, by: string): PrincipalState {
  world.events.push({
    ...world.events[0]!,
    type: "castellan.request.approved",
    subject: "eva",
    data: { actor: { id: by, kind: "principal" }, action: "approve", outcome: "done", principalIds: ["eva"] },
  });
  const rest = { requests: [request], approvals: [approval("max"), approval("boss")] };
  return world.put("eva", [held("eva-rep", "rep")], rest);
}

describe("suspend and reactivate", () => {
  it("stop somebody at once, and let them act again in new sessions", () => {
    const world = company();
    world.do("max", "suspend", { principalId: "eva" });
    expect(read(world, "eva")).toBe(false);
    expect(world.refused("max", "suspend", { principalId: "eva" })).toBe("wrong_status");
    world.now += HOUR;
    world.do("max", "reactivate", { principalId: "eva" });
    expect(read(world, "eva", world.now, NOW)).toBe(false);
    expect(read(world, "eva")).toBe(true);
    expect(world.refused("max", "reactivate", { principalId: "eva" })).toBe("wrong_status");
  });

  it("need authority over all that somebody holds", () => {
    const world = company();
    expect(world.refused("fred", "suspend", { principalId: "eva" })).toBe("not_authorised");
    expect(world.refused("max", "suspend", { principalId: "boss" })).toBe("not_authorised");
    expect(world.refused("max", "suspend", { principalId: "max" })).toBe("not_for_oneself");
    world.do("boss", "suspend", { principalId: "eva" });
    expect(world.refused("fred", "reactivate", { principalId: "eva" })).toBe("not_authorised");
  });

  it("give nothing back for longer than the authority to give it lasts", () => {
    const world = company();
    world.put("max", [held("max-manager", "manager", { validUntil: NOW + DAY })]);
    world.do("max", "suspend", { principalId: "eva" });
    expect(world.refused("max", "reactivate", { principalId: "eva" })).toBe("not_authorised");
  });

  it("withdraw what was asked for, and void what was approved for others", () => {
    const world = company();
    approved(world, "max");
    world.put("max", [held("max-manager", "manager")], { requests: [{ ...request, id: "r2", votes: [] }] });
    const { events } = world.do("boss", "suspend", { principalId: "max" });
    expect(world.state("max").requests).toMatchObject([{ status: "withdrawn", settledAt: NOW }]);
    expect(world.state("eva").approvals.map(({ by }) => by)).toEqual(["boss"]);
    expect(world.state("eva").requests).toMatchObject([{ status: "open", votes: [] }]);
    expect(events.map(({ type, subject }) => [type, subject])).toEqual([
      ["castellan.principal.suspended", "max"],
      ["castellan.approval.voided", "eva"],
    ]);
  });

  it("let whoever was only reading go on reading, and no more", () => {
    const world = company();
    world.do("boss", "offboard", { principalId: "eva", keep: "reading", until: NOW + DAY });
    world.do("boss", "suspend", { principalId: "eva" });
    expect(read(world, "eva")).toBe(false);
    world.do("boss", "reactivate", { principalId: "eva" });
    expect(world.state("eva").principal.status).toBe("read_only");
  });

  it("bring nobody back whom an identity provider has switched off", () => {
    const world = company();
    const principal = { id: "eva", kind: "employee", status: "suspended" } as const;
    world.put("eva", [held("eva-rep", "rep")], { principal, identity: { provider: "entra", active: false } });
    expect(world.refused("max", "reactivate", { principalId: "eva" })).toBe("wrong_status");
  });

  it("bring nobody back whose time is over", () => {
    const world = company();
    const principal = { id: "eva", kind: "employee", status: "suspended", validUntil: NOW } as const;
    world.put("eva", [held("eva-rep", "rep")], { principal });
    expect(world.refused("max", "reactivate", { principalId: "eva" })).toBe("expired");
  });
});

describe("endSessions", () => {
  it("logs somebody out everywhere: oneself, or whoever one administers", () => {
    const world = company();
    for (const by of ["eva", "max"]) {
      world.now += HOUR;
      world.do(by, "endSessions", { principalId: "eva" });
      expect(read(world, "eva", world.now, world.now - 1)).toBe(false);
      expect(read(world, "eva")).toBe(true);
    }
    expect(world.refused("fred", "endSessions", { principalId: "eva" })).toBe("not_authorised");
    expect(world.refused("eva", "endSessions", { principalId: "max" })).toBe("not_authorised");
  });
});

describe("offboard", () => {
  it("ends everything at once, and is no command to give twice", () => {
    const world = company();
    world.do("max", "offboard", { principalId: "eva", keep: "nothing", reason: "leaves" });
    expect(world.state("eva")).toMatchObject({
      principal: { status: "deactivated", sessionsValidFrom: NOW },
      assignments: [],
      offboarding: { at: NOW, by: "max", keep: "nothing", reason: "leaves" },
    });
    expect(read(world, "eva")).toBe(false);
    expect(world.refused("max", "offboard", { principalId: "eva", keep: "nothing" })).toBe("wrong_status");
  });

  it("needs authority over all that somebody holds, and is nothing that anybody does to themselves", () => {
    const world = company();
    expect(world.refused("fred", "offboard", { principalId: "eva", keep: "nothing" })).toBe("not_authorised");
    expect(world.refused("eva", "offboard", { principalId: "eva", keep: "nothing" })).toBe("not_for_oneself");
    expect(world.refused("max", "offboard", { principalId: "gus", keep: "nothing" })).toBe("wrong_status");
  });

  it("ends everything on a coming day by itself, and nothing before", () => {
    const world = company();
    const at = NOW + 3 * DAY;
    world.do("max", "offboard", { principalId: "eva", keep: "nothing", at });
    expect(read(world, "eva", at - 1, NOW)).toBe(true);
    expect(read(world, "eva", at)).toBe(false);
    expect(read(world, "eva", at + 365 * DAY)).toBe(false);
    world.now = at;
    expect(world.refused("boss", "assign", { principalId: "eva", role: "admin" })).toBe("wrong_status");
    expect(world.refused("boss", "extend", { principalId: "eva", validUntil: at + DAY })).toBe("wrong_status");
  });

  it("never lengthens anybody's time", () => {
    const world = company();
    const principal = { id: "eva", kind: "employee", status: "active", validUntil: NOW + DAY } as const;
    world.put("eva", [held("eva-rep", "rep", { validUntil: NOW + HOUR })], { principal });
    world.do("max", "offboard", { principalId: "eva", keep: "nothing", at: NOW + 3 * DAY });
    expect(world.state("eva").principal.validUntil).toBe(NOW + DAY);
    expect(world.state("eva").assignments[0]?.validUntil).toBe(NOW + HOUR);
  });

  it("can come sooner than planned, but not later, unless their end is moved first", () => {
    const world = company();
    world.do("max", "offboard", { principalId: "eva", keep: "nothing", at: NOW + 3 * DAY });
    const later = { principalId: "eva", keep: "nothing", at: NOW + 9 * DAY } as const;
    expect(world.refused("max", "offboard", later)).toBe("wrong_status");
    world.do("max", "offboard", { ...later, at: NOW + DAY });
    expect(read(world, "eva", NOW + DAY)).toBe(false);
    world.do("boss", "extend", { principalId: "eva", validUntil: NOW + 30 * DAY });
    expect(world.state("eva").offboarding).toBeUndefined();
    expect(world.events.at(-1)?.data.details).toEqual({ offboardingCalledOff: NOW + DAY });
  });

  it("lets a leaver go on reading until a date, in new sessions, and no longer", () => {
    const world = company();
    const until = NOW + 30 * DAY;
    world.put("eva", [held("eva-rep", "rep"), held("standby", "payer", { state: "eligible" })]);
    world.do("boss", "offboard", { principalId: "eva", keep: "reading", until });
    expect(read(world, "eva", NOW, NOW - 1)).toBe(false);
    expect(read(world, "eva")).toBe(true);
    const own = { ...dealInGermany, ownerId: "eva" };
    expect(world.access("eva").can("update", "deal", own, "stage")).toBe(false);
    expect(read(world, "eva", until - 1)).toBe(true);
    expect(read(world, "eva", until)).toBe(false);
    expect(world.state("eva").assignments.map(({ id }) => id)).toEqual(["eva-rep"]);
    expect(world.refused("boss", "offboard", { principalId: "eva", keep: "reading", until })).toBe("wrong_status");
    world.do("boss", "offboard", { principalId: "eva", keep: "nothing" });
    expect(read(world, "eva")).toBe(false);
  });

  it("stays done when the account was locked, and is unlocked afterwards", () => {
    const world = company();
    world.do("boss", "lockDown", { principalId: "eva", reason: "odd" });
    world.do("boss", "offboard", { principalId: "eva", keep: "reading", until: NOW + 30 * DAY });
    expect(read(world, "eva")).toBe(false);
    world.do("boss", "unlock", { principalId: "eva", reason: "nothing found" });
    expect(world.state("eva").principal.status).toBe("read_only");
  });

  it("lets a hold last longer, by moving the end of whoever reads, and of what they read with", () => {
    const world = company();
    world.do("boss", "offboard", { principalId: "eva", keep: "reading", until: NOW + DAY });
    world.do("boss", "extend", { principalId: "eva", validUntil: NOW + 3 * DAY });
    expect(read(world, "eva", NOW + 2 * DAY)).toBe(false);
    world.do("boss", "extend", { principalId: "eva", assignmentId: "eva-rep", validUntil: NOW + 9 * DAY });
    expect(read(world, "eva", NOW + 3 * DAY - 1)).toBe(true);
    expect(read(world, "eva", NOW + 3 * DAY)).toBe(false);
    expect(world.state("eva").offboarding).toMatchObject({ keep: "reading", until: NOW + 3 * DAY });
    world.do("boss", "suspend", { principalId: "eva" });
    world.do("boss", "extend", { principalId: "eva", validUntil: NOW + 5 * DAY });
    world.do("boss", "reactivate", { principalId: "eva" });
    expect(world.state("eva").principal.status).toBe("read_only");
  });

  it("lets reading begin only at once, and end within their own window", () => {
    const world = company();
    const reading = { principalId: "eva", keep: "reading" } as const;
    expect(world.refused("max", "offboard", reading)).toBe("end_required");
    expect(world.refused("max", "offboard", { ...reading, until: NOW })).toBe("expired");
    expect(world.refused("max", "offboard", { ...reading, until: NOW + 2 * DAY, at: NOW + DAY })).toBe(
      "invalid_command",
    );
    const nothing = { principalId: "eva", keep: "nothing", until: NOW + DAY } as const;
    expect(world.refused("max", "offboard", nothing)).toBe("invalid_command");
    welcome(world, "gus");
    const guest = { ...reading, principalId: "gus", until: NOW + 61 * DAY };
    expect(world.refused("max", "offboard", guest)).toBe("too_long");
  });

  it("hands what they owned to an active successor, told by an event", () => {
    const world = company();
    const leaver = { principalId: "eva", keep: "nothing" } as const;
    expect(world.refused("max", "offboard", { ...leaver, successorId: "eva" })).toBe("invalid_command");
    expect(world.refused("max", "offboard", { ...leaver, successorId: "nobody" })).toBe("unknown_principal");
    expect(world.refused("max", "offboard", { ...leaver, successorId: "gus" })).toBe("wrong_status");
    const { events } = world.do("max", "offboard", { ...leaver, successorId: "fred", at: NOW + DAY });
    const event = events.find(({ type }) => type === "castellan.ownership.transferred");
    expect(event?.data).toMatchObject({
      details: { fromId: "eva", successorId: "fred", at: NOW + DAY },
      principalIds: ["eva", "fred"],
    });
  });

  it("voids what they approved for others, ends logins as them, and the covers of what they hold", () => {
    const world = company();
    approved(world, "max");
    const login = { id: "l1", by: "boss", from: NOW, until: NOW + HOUR, reason: "support" };
    world.put("max", [held("max-manager", "manager")], { logins: [login] });
    world.do("boss", "cover", { principalId: "max", deputyId: "fred", until: NOW + 9 * DAY });
    world.do("boss", "offboard", { principalId: "max", keep: "nothing" });
    expect(world.state("eva").approvals.map(({ by }) => by)).toEqual(["boss"]);
    expect(world.state("max").logins).toMatchObject([{ until: NOW }]);
    expect(world.state("fred").assignments.map(({ id }) => id)).toEqual(["fred-manager"]);
  });

  it("lets the successor answer for their guests", () => {
    const world = company();
    world.do("boss", "offboard", { principalId: "max", keep: "nothing", successorId: "eva" });
    expect(world.state("gus").sponsorId).toBe("eva");
    expect(world.state("gus").principal.validUntil).toBe(NOW + 60 * DAY);
    // found again where the sponsor came by an offboarding
    world.do("boss", "offboard", { principalId: "eva", keep: "nothing", successorId: "fred" });
    expect(world.state("gus").sponsorId).toBe("fred");
  });

  it("asks for a new sponsor of their guests, whose time ends after a grace without one", () => {
    const world = company();
    const { events } = world.do("boss", "offboard", { principalId: "max", keep: "nothing", at: NOW + DAY });
    expect(world.state("gus").principal.validUntil).toBe(NOW + 15 * DAY);
    expect(events.at(-1)).toMatchObject({
      type: "castellan.principal.sponsor_required",
      subject: "gus",
      data: { severity: "notice", details: { sponsorId: "max", validUntil: NOW + 15 * DAY } },
    });
    world.do("boss", "changeSponsor", { principalId: "gus", sponsorId: "eva" });
    world.do("boss", "extend", { principalId: "gus", validUntil: NOW + 60 * DAY });
  });

  it("never removes the last administrator", () => {
    const world = company();
    world.do("boss", "offboard", { principalId: "root", keep: "nothing" });
    expect(world.refused(undefined, "offboard", { principalId: "boss", keep: "nothing" })).toBe("min_holders");
    const day = { principalId: "boss", keep: "nothing", at: NOW + DAY } as const;
    expect(world.refused(undefined, "offboard", day)).toBe("min_holders");
  });

  it("can be undone: who comes back holds nothing, and needs a new session", () => {
    const world = company();
    world.do("max", "offboard", { principalId: "eva", keep: "nothing", at: NOW + DAY });
    world.now += DAY;
    world.do("max", "offboard", { principalId: "eva", keep: "nothing" });
    world.now += DAY;
    world.do("max", "reactivate", { principalId: "eva" });
    expect(world.state("eva").principal).toEqual({
      id: "eva",
      kind: "employee",
      status: "active",
      sessionsValidFrom: NOW + 2 * DAY,
    });
    expect(read(world, "eva")).toBe(false);
    world.do("max", "assign", { principalId: "eva", role: "rep", scope: { region: ["DE"] } });
    expect(read(world, "eva")).toBe(true);
    expect(read(world, "eva", world.now, NOW)).toBe(false);
  });
});

describe("erase", () => {
  it("forgets who is deactivated, but for the audit", () => {
    const world = company();
    expect(world.refused("boss", "erase", { principalId: "eva" })).toBe("wrong_status");
    world.do("boss", "offboard", { principalId: "eva", keep: "nothing" });
    world.do("boss", "erase", { principalId: "eva" });
    expect(world.states.has("eva")).toBe(false);
    expect(world.events.at(-1)).toMatchObject({ type: "castellan.principal.erased", subject: "eva" });
    expect(world.refused("boss", "erase", { principalId: "eva" })).toBe("unknown_principal");
  });

  it("is for administrators where the settings name them, since there is no way back", () => {
    const world = company();
    world.do("boss", "offboard", { principalId: "eva", keep: "nothing" });
    expect(world.refused("fred", "erase", { principalId: "eva" })).toBe("not_authorised");
    world.do("boss", "erase", { principalId: "eva" });
    const without = company({ settings: {} });
    without.put("rep", [held("rep-rep", "rep")]);
    without.do("max", "offboard", { principalId: "eva", keep: "nothing" });
    expect(without.refused("rep", "erase", { principalId: "eva" })).toBe("not_authorised");
    without.do("max", "erase", { principalId: "eva" });
  });

  it("is nothing that anybody does to themselves, nor without a state that says so", () => {
    const world = company();
    expect(world.refused("boss", "erase", { principalId: "boss" })).toBe("not_for_oneself");
    expect(world.refused("boss", "erase", { principalId: "gus" })).toBe("wrong_status");
  });
});
