import { describe, expect, it } from "vitest";
import type { IdentityChange } from "../../../../src/lifecycle/command.js";
import { held } from "../firm.js";
import { DAY, MINUTE, NOW, World } from "../world.js";

const rep = { role: "rep", scope: { region: ["DE"] } } as const;
const manager = { role: "manager", scope: { region: ["DE"] } } as const;
const AGO = NOW - DAY;

function world(): World {
  const w = new World();
  w.put("boss", [held("b1", "admin")]);
  return w;
}

const say = (w: World, change: Partial<IdentityChange>, id = "ada") =>
  w.do(undefined, "applyIdentity", { principalId: id, provider: "okta", saidAt: AGO, ...change });

const rolesOf = (w: World, id = "ada") =>
  w
    .state(id)
    .assignments.map(({ role }) => role)
    .sort();

describe("what an identity provider says", () => {
  it("provisions somebody with what their groups give", () => {
    const w = world();
    const done = say(w, {
      kind: "employee",
      attributes: { department: "sales" },
      groups: ["Sales", "All"],
      assignments: [rep],
      externalId: "00u1",
      userName: "ada@acme.example",
    });
    expect(done.result).toEqual({ status: "applied", refused: [] });
    expect(done.events.map(({ type }) => type)).toEqual(["castellan.principal.provisioned"]);
    const { principal, assignments, identity } = w.state("ada");
    expect(principal).toEqual({ id: "ada", kind: "employee", status: "active", attributes: { department: "sales" } });
    expect(assignments).toMatchObject([{ ...rep, origin: { kind: "identity", provider: "okta" }, grantedAt: NOW }]);
    expect(identity).toMatchObject({ provider: "okta", externalId: "00u1", groups: ["All", "Sales"], saidAt: AGO });
  });

  it("is passed on by the host alone, whatever an administrator may do", () => {
    const w = world();
    const change = { principalId: "boss", provider: "okta", saidAt: AGO, assignments: [manager] };
    expect(w.refused("boss", "applyIdentity", change)).toBe("not_authorised");
    const event = { kind: "account_disabled", principalId: "boss", id: "e1", provider: "okta", at: AGO } as const;
    expect(w.refused("boss", "applySecurityEvent", { event })).toBe("not_authorised");
  });

  it("changes nothing when it is heard again, not even the audit", () => {
    const w = world();
    const change = { assignments: [rep], active: true, attributes: { department: "sales" } };
    say(w, change);
    const before = JSON.stringify([...w.states]);
    const done = say(w, change);
    expect(done).toMatchObject({ events: [], result: { status: "nothing_new" } });
    expect(JSON.stringify([...w.states])).toBe(before);
  });

  it("replaces all that this provider gave, and leaves what others gave", () => {
    const w = world();
    w.put("ada", [held("own", "biller")]);
    say(w, { assignments: [rep] });
    expect(rolesOf(w)).toEqual(["biller", "rep"]);
    say(w, { assignments: [manager], saidAt: AGO + 1 });
    expect(rolesOf(w)).toEqual(["biller", "manager"]);
    say(w, { assignments: [], saidAt: AGO + 2 });
    expect(rolesOf(w)).toEqual(["biller"]);
  });

  it("leaves what it does not speak of", () => {
    const w = world();
    say(w, { assignments: [rep], attributes: { department: "sales", other: 1 }, groups: ["Sales"] });
    say(w, { attributes: { other: null }, saidAt: AGO + 1 });
    expect(rolesOf(w)).toEqual(["rep"]);
    expect(w.state("ada").principal.attributes).toEqual({ department: "sales" });
    expect(w.state("ada").identity?.groups).toEqual(["Sales"]);
  });

  it("undoes nothing newer when it is older", () => {
    const w = world();
    say(w, { assignments: [], saidAt: AGO + 10 });
    say(w, { assignments: [manager], attributes: { department: "x" }, saidAt: AGO });
    expect(rolesOf(w)).toEqual([]);
    // of what was not spoken of since, it is still the latest news
    expect(w.state("ada").principal.attributes).toEqual({ department: "x" });
  });

  it("gives, of two things said at one instant, no more than either", () => {
    const w = world();
    say(w, { assignments: [rep, manager], active: true, attributes: { department: "a" } });
    say(w, { assignments: [rep], active: false, attributes: { department: "b" } });
    expect(w.state("ada").principal).toMatchObject({ status: "deactivated", attributes: {} });
    expect(rolesOf(w)).toEqual([]);
  });

  it("comes from one provider: another one cannot take a person over", () => {
    const w = world();
    say(w, { assignments: [rep] });
    const change = { principalId: "ada", provider: "evil", saidAt: NOW, assignments: [manager] };
    expect(w.refused(undefined, "applyIdentity", change)).toBe("not_authorised");
  });

  it("binds a person to the provider that speaks of them first, whatever it says", () => {
    const w = world();
    say(w, {});
    expect(w.state("ada").identity).toMatchObject({ provider: "okta" });
    const change = { principalId: "ada", provider: "evil", saidAt: NOW };
    expect(w.refused(undefined, "applyIdentity", change)).toBe("not_authorised");
  });

  it("is refused where it was worked out from something that has changed since", () => {
    const w = world();
    say(w, { groups: ["A"], basis: null });
    const late = { principalId: "ada", provider: "okta", saidAt: AGO + 2, groups: ["B"] };
    expect(w.refused(undefined, "applyIdentity", { ...late, basis: null })).toBe("outdated");
    expect(w.refused(undefined, "applyIdentity", { ...late, basis: AGO + 1 })).toBe("outdated");
    w.do(undefined, "applyIdentity", { ...late, basis: AGO });
    expect(w.state("ada").identity?.groups).toEqual(["B"]);
  });

  it("cannot come from the future, but for what takes access away", () => {
    const w = world();
    say(w, { assignments: [rep], saidAt: NOW + 4 * MINUTE });
    const future = { principalId: "ada", provider: "okta", saidAt: NOW + 6 * MINUTE };
    expect(w.refused(undefined, "applyIdentity", { ...future, assignments: [manager] })).toBe("invalid_command");
    w.now += 5 * MINUTE;
    w.do(undefined, "applyIdentity", { ...future, saidAt: NOW + DAY, active: false, assignments: [manager] });
    expect(w.state("ada").principal.status).toBe("deactivated");
    expect(rolesOf(w)).toEqual([]);
  });

  it.each([
    ["a role that is not text", { assignments: [{ role: 7 }] }],
    ["neither a role nor statements", { assignments: [{}] }],
    ["groups that are no texts", { groups: [null] }],
    ["too many groups", { groups: Array.from({ length: 5_001 }, (_, at) => `g${at}`) }],
    ["too many assignments", { assignments: Array.from({ length: 201 }, () => rep) }],
    ["an unknown kind", { kind: "root" }],
    ["an instant that is none", { saidAt: "yesterday" }],
    ["a key that means nothing", { isAdmin: true }],
    ["a polluted key", JSON.parse('{"attributes":{"__proto__":{"admin":true}}}')],
    ["a text with a NUL", { userName: "a\u0000b" }],
  ])("is refused with %s", (_, change) => {
    const w = world();
    const input = { principalId: "ada", provider: "okta", saidAt: AGO, ...(change as object) };
    expect(w.refused(undefined, "applyIdentity", input)).toBe("invalid_command");
  });
});

describe("what a provider says that must not be", () => {
  it("is refused where duties are kept apart: the first that is said is given, and that is told", () => {
    const w = world();
    const done = say(w, { assignments: [{ role: "payer" }, { role: "biller" }, rep] });
    expect(rolesOf(w)).toEqual(["payer", "rep"]);
    expect(done.result).toEqual({
      status: "partly_applied",
      refused: [{ part: "assignment", role: "biller", reason: "separation_of_duty" }],
    });
    expect(done.events.at(-1)).toMatchObject({
      type: "castellan.identity.refused",
      data: { outcome: "refused", severity: "notice", details: { refused: [{ role: "biller" }] } },
    });
  });

  it("takes away all the same what the provider takes away", () => {
    const w = world();
    w.put("ada", [held("own", "biller")]);
    say(w, { assignments: [rep] });
    const done = say(w, { assignments: [{ role: "payer" }], saidAt: AGO + 1 });
    expect(done.result.refused).toEqual([{ part: "assignment", role: "payer", reason: "separation_of_duty" }]);
    expect(rolesOf(w)).toEqual(["biller"]);
  });

  it("is given later, with the next news, once nothing stands in the way any more", () => {
    const w = world();
    w.put("ada", [held("own", "biller")]);
    say(w, { assignments: [{ role: "payer" }] });
    w.do("boss", "revoke", { principalId: "ada", assignmentId: "own" });
    expect(rolesOf(w)).toEqual([]);
    say(w, { assignments: [{ role: "payer" }], saidAt: AGO + 1 });
    expect(rolesOf(w)).toEqual(["payer"]);
  });

  it.each([
    ["a role that there is not", { role: "root" }, "unknown_role"],
    ["a scope that is missing", { role: "rep" }, "invalid_command"],
    ["a role that needs an end", { role: "consultant", scope: { region: ["DE"] } }, "end_required"],
  ] as const)("is left out: %s", (_, assignment, reason) => {
    const w = world();
    const done = say(w, { assignments: [assignment, rep] });
    expect(done.result.refused).toEqual([{ part: "assignment", role: assignment.role, reason }]);
    expect(rolesOf(w)).toEqual(["rep"]);
  });

  it("is left out where too many hold a role already", () => {
    const w = world();
    w.put("p1", [held("x1", "payer")]);
    w.put("p2", [held("x2", "payer")]);
    expect(say(w, { assignments: [{ role: "payer" }] }).result.refused).toMatchObject([{ reason: "max_holders" }]);
    expect(rolesOf(w)).toEqual([]);
  });

  it("makes nobody who has to have an end and has none", () => {
    const w = world();
    const guest = { principalId: "gus", provider: "okta", saidAt: AGO, kind: "guest" } as const;
    expect(w.refused(undefined, "applyIdentity", guest)).toBe("end_required");
    expect(w.refused(undefined, "applyIdentity", { ...guest, validUntil: NOW + DAY })).toBe("sponsor_required");
    say(w, { ...guest, validUntil: NOW + DAY, sponsorId: "boss", assignments: [rep] }, "gus");
    expect(w.state("gus")).toMatchObject({ sponsorId: "boss", principal: { kind: "guest", validUntil: NOW + DAY } });
  });

  it("does not make somebody a guest without an end, and takes away what they had all the same", () => {
    const w = world();
    say(w, { assignments: [rep, manager] });
    const done = say(w, { kind: "guest", assignments: [rep], saidAt: AGO + 1 });
    expect(done.result.refused).toContainEqual({ part: "kind", reason: "end_required" });
    expect(rolesOf(w)).toEqual(["rep"]);
    expect(w.state("ada").principal.kind).toBe("employee");
  });

  it("leaves the last administrator, logged out, and says so loudly", () => {
    const w = new World();
    say(w, { assignments: [{ role: "admin" }, rep], saidAt: AGO });
    const done = say(w, { active: false, saidAt: AGO + 1 });
    expect(done.result).toMatchObject({ status: "partly_applied" });
    expect(done.result.refused).toContainEqual({ part: "active", reason: "min_holders" });
    expect(rolesOf(w)).toEqual(["admin"]);
    expect(w.state("ada").principal).toMatchObject({ status: "active", sessionsValidFrom: NOW });
    expect(done.events.at(-1)?.data.severity).toBe("critical");
    // told again when there is another one, it is done
    w.put("boss", [held("b1", "admin")]);
    say(w, { active: false, saidAt: AGO + 1 });
    expect(w.state("ada")).toMatchObject({ principal: { status: "deactivated" }, assignments: [] });
  });

  it("leaves the last administrator the role that the provider takes away, and nothing else of it", () => {
    const w = new World();
    say(w, { assignments: [{ role: "admin" }, rep, manager] });
    const done = say(w, { assignments: [rep], saidAt: AGO + 1 });
    expect(done.result.refused).toEqual([{ part: "assignment", role: "admin", reason: "min_holders" }]);
    expect(rolesOf(w)).toEqual(["admin", "rep"]);
  });
});

describe("somebody whom the provider deactivates", () => {
  it("has nothing left at once: no access, no session, nothing from others", () => {
    const w = world();
    w.put("ada", [held("own", "biller")]);
    say(w, { assignments: [rep], active: true });
    say(w, { active: false, saidAt: AGO + 1 });
    const { principal, assignments, offboarding } = w.state("ada");
    expect(principal).toMatchObject({ status: "deactivated", sessionsValidFrom: NOW });
    expect(assignments).toEqual([]);
    expect(offboarding).toMatchObject({ keep: "nothing", at: NOW });
  });

  it("comes back when the provider says so, with what the provider gives then, and in a new session", () => {
    const w = world();
    w.put("ada", [held("own", "biller")]);
    say(w, { assignments: [rep], active: true });
    say(w, { active: false, saidAt: AGO + 1 });
    w.now += MINUTE;
    say(w, { active: true, saidAt: AGO + 2 });
    expect(w.state("ada").principal).toMatchObject({ status: "active", sessionsValidFrom: NOW });
    expect(w.state("ada").offboarding).toBeUndefined();
    expect(rolesOf(w)).toEqual([]);
    say(w, { active: true, assignments: [rep], saidAt: AGO + 3 });
    expect(rolesOf(w)).toEqual(["rep"]);
  });

  it("does not come back by news that is older than the deactivation", () => {
    const w = world();
    say(w, { active: false, saidAt: AGO + 10 });
    say(w, { active: true, assignments: [manager], saidAt: AGO + 9 });
    expect(w.state("ada").principal.status).toBe("deactivated");
    expect(rolesOf(w)).toEqual([]);
  });

  it("does not come back by the provider where a person sent them away", () => {
    const w = world();
    say(w, { active: true, assignments: [rep] });
    w.do("boss", "offboard", { principalId: "ada", keep: "nothing" });
    say(w, { active: false, saidAt: AGO + 1 });
    say(w, { active: true, assignments: [rep], saidAt: AGO + 2 });
    expect(w.state("ada").principal.status).toBe("deactivated");
  });

  it("does not come back by a person while the provider says that they are gone", () => {
    const w = world();
    say(w, { active: true });
    say(w, { active: false, saidAt: AGO + 1 });
    expect(w.refused("boss", "reactivate", { principalId: "ada" })).toBe("wrong_status");
  });

  it.each(["suspend", "lockDown"] as const)("stays held back by a person: %s", (command) => {
    const w = world();
    say(w, { active: true, assignments: [rep] });
    w.do("boss", command, { principalId: "ada", reason: "odd logins" });
    say(w, { active: true, assignments: [rep], saidAt: AGO + 1 });
    expect(w.state("ada").principal.status).toBe("suspended");
    say(w, { active: false, saidAt: AGO + 2 });
    expect(w.state("ada").principal.status).toBe("deactivated");
    say(w, { active: true, assignments: [rep], saidAt: AGO + 3 });
    expect(w.state("ada").principal.status).toBe("suspended");
  });

  it("is somebody new, if nobody knew them: and they are inactive from the beginning", () => {
    const w = world();
    say(w, { active: false, assignments: [rep] });
    expect(w.state("ada")).toMatchObject({ principal: { status: "deactivated" }, assignments: [] });
  });
});

describe("what others have through somebody whom the provider deactivates", () => {
  const manage = { settings: { requests: { approvals: 2 } } };

  function team(): World {
    const w = new World(manage);
    w.put("boss", [held("b1", "admin")]);
    w.put("ada", [held("a1", "manager")]);
    w.put("eve", []);
    say(w, { active: true });
    return w;
  }

  it("ends: the covers of their assignments", () => {
    const w = team();
    w.do("boss", "cover", { principalId: "ada", deputyId: "eve", until: NOW + DAY });
    expect(rolesOf(w, "eve")).toEqual(["manager"]);
    say(w, { active: false, saidAt: AGO + 1 });
    expect(rolesOf(w, "eve")).toEqual([]);
  });

  it("counts no more: what they said yes to", () => {
    const w = team();
    const { result } = w.do("eve", "requestAccess", { ...rep, duration: "1h", reason: "a colleague is ill" });
    w.do("ada", "approve", { requestId: result.requestId });
    expect(w.state("eve").requests[0]?.votes).toHaveLength(1);
    say(w, { active: false, saidAt: AGO + 1 });
    expect(w.state("eve").requests[0]?.votes).toEqual([]);
  });

  it("gets an end: the guests who have no other sponsor", () => {
    const w = team();
    const guest = {
      provider: "okta",
      saidAt: AGO,
      kind: "guest",
      sponsorId: "ada",
      validUntil: NOW + 300 * DAY,
    } as const;
    say(w, guest, "gus");
    say(w, { active: false, saidAt: AGO + 1 });
    expect(w.state("gus").principal.validUntil).toBe(NOW + 14 * DAY);
  });
});

describe("a deactivation that is heard of late", () => {
  it("ends what there was then, leaves what was given since, and does so once", () => {
    const w = world();
    w.put("ada", [held("old", "biller", { grantedAt: AGO - 1 }), held("new", "rep", { grantedAt: AGO + 1 })]);
    say(w, { active: true, saidAt: AGO + 10 });
    say(w, { active: false, saidAt: AGO });
    expect(w.state("ada")).toMatchObject({
      principal: { status: "active", sessionsValidFrom: NOW },
      assignments: [{ id: "new" }],
    });
    w.now += MINUTE;
    expect(say(w, { active: false, saidAt: AGO }).result.status).toBe("nothing_new");
    expect(w.state("ada").principal.sessionsValidFrom).toBe(NOW);
  });

  it("is never taken back by the provider where somebody else has deactivated them since", () => {
    const w = world();
    say(w, { active: true });
    say(w, { active: false, saidAt: AGO + 1 });
    const state = w.state("ada");
    w.put("ada", [], { ...state, offboarding: { at: NOW + 1, by: "seed", keep: "nothing", reason: "left" } });
    say(w, { active: true, saidAt: AGO + 2 });
    expect(w.state("ada").principal.status).toBe("deactivated");
  });
});

describe("what people did to what a provider gives", () => {
  it("stays: who is muted is muted still when it is given again", () => {
    const w = world();
    say(w, { assignments: [rep] });
    const { id } = w.state("ada").assignments[0]!;
    w.do("boss", "mute", { principalId: "ada", assignmentId: id, reason: "under review" });
    say(w, { assignments: [], saidAt: AGO + 1 });
    expect(rolesOf(w)).toEqual([]);
    say(w, { assignments: [rep], saidAt: AGO + 2 });
    expect(w.state("ada").assignments[0]).toMatchObject({ id, muted: { reason: "under review" } });
    expect(w.state("ada").identity?.muted).toBeUndefined();
  });

  it("counts where it ends somebody's time earlier", () => {
    const w = world();
    w.put("ada", [], { principal: { id: "ada", kind: "employee", status: "active", validUntil: NOW + 5 * DAY } });
    say(w, { validUntil: NOW + 9 * DAY });
    expect(w.state("ada").principal.validUntil).toBe(NOW + 5 * DAY);
    say(w, { validUntil: NOW + 2 * DAY, saidAt: AGO + 1 });
    expect(w.state("ada").principal.validUntil).toBe(NOW + 2 * DAY);
    say(w, { validUntil: NOW + 9 * DAY, saidAt: AGO + 2 });
    expect(w.state("ada").principal.validUntil).toBe(NOW + 5 * DAY);
  });
});
