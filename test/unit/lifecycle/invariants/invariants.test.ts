import { beforeEach, describe, expect, it } from "vitest";
import { carryOutNow } from "../../../../src/lifecycle/carry-out.js";
import { checkInvariants } from "../../../../src/lifecycle/invariants.js";
import type { Plan } from "../../../../src/lifecycle/plan.js";
import { CommandRefusedError } from "../../../../src/lifecycle/refusal.js";
import type { Actor } from "../../../../src/lifecycle/situation.js";
import type { Principal } from "../../../../src/model/principal.js";
import type { HeldAssignment, PrincipalState } from "../../../../src/model/principal-state.js";
import { held, house } from "../elevation/house.js";
import { DAY, HOUR, MINUTE, World } from "../world.js";

let world: World;

beforeEach(() => {
  world = new World({ policy: house });
});

/** What a plan runs into, whichever command it may be of: `"fine"`, or the reason of its refusal. */
function outcome(plan: Partial<Plan>, actor: Actor = world.actor(undefined)): string {
  const whole: Plan = { put: [], events: [], result: {}, ...plan };
  const at = world.situation(actor);
  try {
    carryOutNow(
      (function* () {
        yield* checkInvariants(whole, at);
        return whole;
      })(),
      (need) => world.lookUp(need),
    );
    return "fine";
  } catch (error) {
    if (error instanceof CommandRefusedError) return error.reason;
    throw error;
  }
}

function withAssignments(id: string, ...assignments: HeldAssignment[]): PrincipalState {
  return { ...world.state(id), assignments };
}

function asPrincipal(id: string, parts: Partial<Principal>, rest: Partial<PrincipalState> = {}): PrincipalState {
  const state = world.state(id);
  return { ...state, principal: { ...state.principal, ...parts }, ...rest };
}

describe("the shape of a commit", () => {
  it("touches nobody twice, knows every kind and status, and has usable windows", () => {
    const ann = world.put("ann");
    expect(outcome({ put: [ann] })).toBe("fine");
    expect(outcome({ put: [ann, ann] })).toBe("invalid_command");
    expect(outcome({ put: [ann], remove: ["ann"] })).toBe("invalid_command");
    expect(outcome({ put: [asPrincipal("ann", { kind: "root" as never })] })).toBe("invalid_command");
    expect(outcome({ put: [asPrincipal("ann", { status: "constructor" as never })] })).toBe("invalid_command");
    expect(outcome({ put: [asPrincipal("ann", { validUntil: "tomorrow" })] })).toBe("invalid_command");
    expect(outcome({ put: [asPrincipal("ann", { sessionsValidFrom: Number.NaN })] })).toBe("invalid_command");
    expect(outcome({ put: [asPrincipal("ann", { id: "" })] })).toBe("invalid_command");
    expect(outcome({ put: [asPrincipal("ann", { id: "x".repeat(257) })] })).toBe("invalid_command");
    expect(outcome({ put: [withAssignments("ann", held("a", "payer"), held("a", "opener"))] })).toBe("invalid_command");
  });

  it("forgets only who has left", () => {
    world.put("ann");
    world.put("bob", [], { principal: { id: "bob", kind: "employee", status: "deactivated" } });
    expect(outcome({ remove: ["ann"] })).toBe("wrong_status");
    expect(outcome({ remove: ["nobody"] })).toBe("unknown_principal");
    expect(outcome({ remove: ["bob"] })).toBe("fine");
  });
});

describe("an id", () => {
  it("is never given again once its principal was erased", () => {
    world.put("bob", [], { principal: { id: "bob", kind: "employee", status: "deactivated" } });
    world.do(undefined, "erase", { principalId: "bob" });
    const again = { ...world.put("tmp"), principal: { id: "bob", kind: "employee", status: "active" } } as const;
    expect(outcome({ put: [again] })).toBe("invalid_command");
    expect(outcome({ put: [{ ...again, principal: { ...again.principal, id: "bobby" } }] })).toBe("fine");
  });
});

describe("an assignment that is new, or gives more than it did", () => {
  const until = Date.UTC(2026, 2, 5);

  it.each<[string, HeldAssignment, string]>([
    ["of a known role", held("n", "opener"), "fine"],
    ["of an unknown role", held("n", "nothing"), "unknown_role"],
    ["without the scope that its role needs", held("n", "rep", { scope: {} }), "invalid_command"],
    ["with a dimension that there is not", held("n", "opener", { scope: { moon: ["x"] } as never }), "invalid_command"],
    ["with a window that is no window", held("n", "opener", { validUntil: "soon" }), "invalid_command"],
    ["without the end that its role demands", held("n", "payer"), "end_required"],
    ["longer than its role lasts", held("n", "payer", { validFrom: 0, validUntil: until }), "too_long"],
    ["within its role's time", held("n", "payer", { validFrom: until - DAY, validUntil: until }), "fine"],
  ])("%s: %s", (_, assignment, expected) => {
    world.put("ann");
    expect(outcome({ put: [withAssignments("ann", assignment)] })).toBe(expected);
  });

  it("is told from one that gives less: that is let through whatever became of its template", () => {
    const old = held("o", "payer", { validFrom: 0 });
    const gone = held("g", "gone", {});
    world.put("ann", [old, gone, held("r", "rep", { scope: { region: ["DACH"] } })]);
    const change = (id: string, rest: Partial<HeldAssignment>) => {
      const assignments = world.state("ann").assignments.map((one) => (one.id === id ? { ...one, ...rest } : one));
      return outcome({ put: [{ ...world.state("ann"), assignments: assignments as HeldAssignment[] }] });
    };
    const muted = { at: 0, by: "x", reason: "x" };
    expect(change("o", { validUntil: world.now + DAY })).toBe("fine");
    expect(change("o", { validUntil: world.now })).toBe("fine");
    expect(change("o", { muted })).toBe("fine");
    expect(change("g", { muted })).toBe("fine");
    expect(change("g", { state: "eligible" })).toBe("fine");
    expect(change("g", { scope: { region: ["DE"] } })).toBe("unknown_role");
    expect(change("o", { validFrom: -1 })).toBe("fine");
    expect(change("r", { scope: { region: ["DE"] } })).toBe("fine");
    expect(change("r", { scope: { region: ["DE", 7] } as never })).toBe("invalid_command");
    expect(change("o", { role: "biller" } as never)).toBe("fine");
    expect(change("o", { emergency: true })).toBe("end_required");
  });
});

describe("separation of duty (S33)", () => {
  it("is symmetric, counts eligible, muted and coming assignments, and not those that are over", () => {
    const end = { validFrom: world.now, validUntil: world.now + DAY };
    const muted = { at: 0, by: "x", reason: "x" };
    const both = (old: HeldAssignment, added: HeldAssignment) => {
      world.put("ann", [old]);
      return outcome({ put: [withAssignments("ann", old, added)] });
    };
    expect(both(held("b", "biller"), held("p", "payer", end))).toBe("separation_of_duty");
    expect(both(held("p", "payer", end), held("b", "biller"))).toBe("separation_of_duty");
    expect(both(held("b", "biller", { state: "eligible" }), held("p", "payer", end))).toBe("separation_of_duty");
    expect(both(held("b", "biller", { muted }), held("p", "payer", end))).toBe("separation_of_duty");
    expect(both(held("b", "biller", { validFrom: world.now + HOUR }), held("p", "payer", end))).toBe(
      "separation_of_duty",
    );
    expect(both(held("b", "biller"), held("c", "cashier"))).toBe("separation_of_duty");
    expect(both(held("c", "cashier"), held("b", "biller"))).toBe("separation_of_duty");
    expect(both(held("b", "biller", { validUntil: world.now }), held("p", "payer", end))).toBe("fine");
  });

  it("in a dynamic set counts what is active at the same instant, now or later", () => {
    const hours = (from: number, until: number) => ({
      validFrom: world.now + from * HOUR,
      validUntil: world.now + until * HOUR,
    });
    const both = (old: Partial<HeldAssignment>, added: Partial<HeldAssignment>) => {
      world.put("ann", [held("o", "opener", old)]);
      return outcome({ put: [withAssignments("ann", held("o", "opener", old), held("c", "closer", added))] });
    };
    expect(both({}, {})).toBe("separation_of_duty");
    expect(both({ state: "eligible" }, {})).toBe("fine");
    expect(both(hours(0, 2), hours(2, 4))).toBe("fine");
    expect(both(hours(0, 3), hours(2, 4))).toBe("separation_of_duty");
    expect(both(hours(2, 3), hours(1, 4))).toBe("separation_of_duty");
    const muted = { at: 0, by: "x", reason: "x" };
    expect(both({ muted }, {})).toBe("fine");
    expect(both({ muted: { ...muted, until: world.now + HOUR } }, {})).toBe("separation_of_duty");
    expect(both({ muted: { ...muted, until: world.now + HOUR } }, hours(0, 1))).toBe("fine");
    world.put("ann", [held("o", "opener", { muted }), held("c", "closer")]);
    expect(outcome({ put: [withAssignments("ann", held("o", "opener"), held("c", "closer"))] })).toBe(
      "separation_of_duty",
    );
  });

  it("lets who broke a set before it was written be suspended, and lose a role", () => {
    const end = { validFrom: world.now, validUntil: world.now + DAY };
    world.put("ann", [held("b", "biller"), held("p", "payer", end)]);
    expect(outcome({ put: [asPrincipal("ann", { status: "suspended" })] })).toBe("fine");
    expect(outcome({ put: [withAssignments("ann", held("p", "payer", end))] })).toBe("fine");
    expect(
      outcome({ put: [withAssignments("ann", held("b", "biller"), held("p", "payer", end), held("x", "opener"))] }),
    ).toBe("fine");
  });
});

describe("the bounds of a role's holders (S35)", () => {
  it("`maxHolders` counts whoever has it in any state, and is not deactivated", () => {
    world.put("a1", [held("a", "admin")]);
    world.put("a2", [held("a", "admin", { state: "eligible" })]);
    world.put("a3", [held("a", "admin")], { principal: { id: "a3", kind: "employee", status: "suspended" } });
    world.put("gone", [held("a", "admin")], { principal: { id: "gone", kind: "employee", status: "deactivated" } });
    world.put("over", [held("a", "admin", { validUntil: world.now })]);
    world.put("ann");
    expect(outcome({ put: [withAssignments("ann", held("a", "admin"))] })).toBe("max_holders");
    expect(outcome({ put: [asPrincipal("gone", { status: "active" })] })).toBe("max_holders");
    expect(outcome({ put: [withAssignments("a2"), withAssignments("ann", held("a", "admin"))] })).toBe("fine");
    expect(outcome({ put: [withAssignments("a1", held("a", "admin"), held("b", "admin"))] })).toBe("fine");
  });

  it("`minHolders` keeps the last who is there: not who is eligible, muted, suspended or gone in an hour", () => {
    world.put("a1", [held("a", "admin")]);
    world.put("a2", [held("a", "admin", { state: "eligible" })]);
    world.put("a3", [held("a", "admin")], { principal: { id: "a3", kind: "employee", status: "suspended" } });
    expect(outcome({ put: [withAssignments("a1")] })).toBe("min_holders");
    expect(outcome({ put: [asPrincipal("a1", { status: "suspended" })] })).toBe("min_holders");
    expect(outcome({ put: [asPrincipal("a1", { validUntil: world.now + DAY })] })).toBe("min_holders");
    const muted = { at: 0, by: "x", reason: "x", until: world.now + 1 };
    expect(outcome({ put: [withAssignments("a1", held("a", "admin", { muted }))] })).toBe("min_holders");
    world.put("brief", [held("a", "admin", { validUntil: world.now + HOUR })]);
    expect(outcome({ put: [withAssignments("a1")] })).toBe("min_holders");
    expect(outcome({ put: [withAssignments("a1", held("a", "admin", { validUntil: world.now + MINUTE }))] })).toBe(
      "min_holders",
    );
    expect(outcome({ put: [withAssignments("brief")] })).toBe("fine");
    expect(outcome({ put: [withAssignments("a1"), asPrincipal("a3", { status: "active" })] })).toBe("fine");
  });

  it("stand in nobody's way where they were broken before: a tenant starts with nobody", () => {
    world.put("ann");
    expect(outcome({ put: [withAssignments("ann", held("o", "opener"))] })).toBe("fine");
    expect(outcome({ put: [withAssignments("ann", held("a", "admin", { validUntil: world.now + HOUR }))] })).toBe(
      "fine",
    );
    for (const id of ["a1", "a2", "a3", "a4", "a5"]) world.put(id, [held("a", "admin")]);
    expect(outcome({ put: [withAssignments("a1")] })).toBe("fine");
  });
});

describe("guests and contractors", () => {
  const guest = (parts: Partial<Principal>, rest: Partial<PrincipalState> = {}) =>
    ({
      ...world.put("tmp"),
      principal: { id: "g", kind: "guest", status: "active", ...parts },
      ...rest,
    }) as PrincipalState;

  it("have an end that is not too far off, and a sponsor who is somebody active", () => {
    const end = { validUntil: world.now + DAY };
    world.put("spo");
    world.put("off", [], { principal: { id: "off", kind: "employee", status: "suspended" } });
    expect(outcome({ put: [guest(end, { sponsorId: "spo" })] })).toBe("fine");
    expect(outcome({ put: [guest({}, { sponsorId: "spo" })] })).toBe("end_required");
    expect(outcome({ put: [guest(end)] })).toBe("sponsor_required");
    for (const sponsorId of ["g", "nobody", "off"]) {
      expect(outcome({ put: [guest(end, { sponsorId })] })).toBe("sponsor_required");
    }
    expect(outcome({ put: [guest({ validUntil: world.now + 366 * DAY }, { sponsorId: "spo" })] })).toBe("too_long");
  });

  it("are told by their roles too, and by those that they extend, where the settings say so", () => {
    world = new World({ policy: house, settings: { outsiders: { roles: ["rep"] } } });
    world.put("ann");
    expect(outcome({ put: [withAssignments("ann", held("o", "opener"))] })).toBe("fine");
    expect(outcome({ put: [withAssignments("ann", held("m", "manager"))] })).toBe("end_required");
    expect(outcome({ put: [withAssignments("ann", held("m", "manager", { state: "eligible" }))] })).toBe(
      "end_required",
    );
  });

  it("who lack either may be stopped, and are given nothing", () => {
    world.put("g", [], { principal: { id: "g", kind: "guest", status: "active" } });
    expect(outcome({ put: [asPrincipal("g", { sessionsValidFrom: world.now })] })).toBe("fine");
    expect(outcome({ put: [asPrincipal("g", { status: "deactivated" })] })).toBe("fine");
    expect(outcome({ put: [withAssignments("g", held("o", "opener"))] })).toBe("end_required");
  });
});

describe("what a principal's command may do, whichever it is", () => {
  beforeEach(() => {
    world.put("boss", [held("b", "admin")]);
    world.put("m", [held("m", "manager")]);
    world.put("ann", [held("e", "payer", { state: "eligible" }), held("r", "rep")]);
  });

  const as = (id: string) => world.actor(id);
  const add = (id: string, ...added: HeldAssignment[]) => withAssignments(id, ...world.state(id).assignments, ...added);

  it("gives others what the actor may hand out, and nothing else", () => {
    expect(outcome({ put: [add("ann", held("n", "rep"))] }, as("m"))).toBe("fine");
    expect(outcome({ put: [add("ann", held("n", "rep", { scope: { region: ["FR"] } }))] }, as("m"))).toBe(
      "not_authorised",
    );
    expect(outcome({ put: [add("ann", held("n", "opener"))] }, as("m"))).toBe("not_authorised");
    expect(outcome({ put: [add("ann", held("n", "opener"))] }, as("ann"))).toBe("not_for_oneself");
    expect(outcome({ put: [add("boss", held("n", "rep"))] }, as("boss"))).toBe("not_for_oneself");
  });

  it("widens what others hold only as far", () => {
    const change = (rest: Partial<HeldAssignment>) =>
      outcome(
        { put: [withAssignments("ann", held("e", "payer", { state: "eligible" }), held("r", "rep", rest))] },
        as("m"),
      );
    expect(change({ scope: { region: ["DACH"] } })).toBe("not_authorised");
    expect(change({ emergency: true })).toBe("fine");
    expect(change({ role: "opener" } as never)).toBe("not_authorised");
    const active = held("e", "payer", { validFrom: world.now, validUntil: world.now + HOUR });
    expect(outcome({ put: [withAssignments("ann", active, held("r", "rep"))] }, as("m"))).toBe("not_authorised");
  });

  it("takes no origin for granted", () => {
    const window = { validFrom: world.now, validUntil: world.now + HOUR };
    const forged: [string, HeldAssignment][] = [
      ["activation", held("n", "payer", { ...window, origin: { kind: "activation", assignmentId: "e" } })],
      [
        "activation too long",
        held("n", "payer", {
          validFrom: world.now,
          validUntil: world.now + 3 * HOUR,
          origin: { kind: "activation", assignmentId: "e" },
        }),
      ],
      [
        "activation of another role",
        held("n", "opener", { ...window, origin: { kind: "activation", assignmentId: "e" } }),
      ],
      [
        "activation of something active",
        held("n", "rep", { ...window, origin: { kind: "activation", assignmentId: "r" } }),
      ],
      [
        "activation that is eligible",
        held("n", "payer", { ...window, state: "eligible", origin: { kind: "activation", assignmentId: "e" } }),
      ],
      [
        "emergency that is none",
        held("n", "payer", { ...window, origin: { kind: "emergency", assignmentId: "e", emergencyId: "x" } }),
      ],
      ["request", held("n", "payer", { ...window, origin: { kind: "request", requestId: "x" } })],
      [
        "cover",
        held("n", "admin", { ...window, origin: { kind: "cover", forPrincipalId: "boss", assignmentId: "b" } }),
      ],
      ["identity", held("n", "payer", { ...window, origin: { kind: "identity", provider: "x" } })],
    ];
    for (const [name, assignment] of forged) {
      const expected = name === "activation" ? "fine" : "not_for_oneself";
      expect([name, outcome({ put: [add("ann", assignment)] }, as("ann"))]).toEqual([name, expected]);
      expect([name, outcome({ put: [add("ann", assignment)] }, as("m"))]).toEqual([
        name,
        // a manager hands out what they would pretend to activate
        name === "activation of something active" ? "fine" : "not_authorised",
      ]);
    }
  });

  it("changes nobody's own kind, attributes or end, and lifts nothing that binds oneself", () => {
    expect(outcome({ put: [asPrincipal("boss", { attributes: { team: "x" } })] }, as("boss"))).toBe("not_for_oneself");
    expect(outcome({ put: [asPrincipal("boss", { kind: "service" })] }, as("boss"))).toBe("not_for_oneself");
    expect(outcome({ put: [asPrincipal("ann", { attributes: { team: "x" } })] }, as("boss"))).toBe("fine");
    expect(outcome({ put: [asPrincipal("ann", { attributes: { team: "x" } })] }, as("m"))).toBe("not_authorised");
    const payer = { validFrom: world.now - HOUR, validUntil: world.now + HOUR };
    world.put("pay", [held("p", "payer", payer), held("a", "admin")]);
    expect(outcome({ put: [withAssignments("pay", held("a", "admin"))] }, as("pay"))).toBe("not_for_oneself");
    expect(outcome({ put: [withAssignments("pay", held("p", "payer", payer))] }, as("pay"))).toBe("fine");
    expect(outcome({ put: [withAssignments("pay", held("a", "admin"))] }, as("boss"))).toBe("fine");
  });

  it("brings back nobody whose all the actor could not hand out, and no session that was ended", () => {
    const suspended = { id: "ann", kind: "employee", status: "suspended", sessionsValidFrom: world.now } as const;
    world.put("ann", world.state("ann").assignments, { principal: suspended });
    expect(outcome({ put: [asPrincipal("ann", { status: "active" })] }, as("m"))).toBe("not_authorised");
    expect(outcome({ put: [asPrincipal("ann", { status: "read_only" })] }, as("m"))).toBe("not_authorised");
    expect(outcome({ put: [asPrincipal("ann", { status: "active" })] }, as("boss"))).toBe("fine");
    expect(outcome({ put: [asPrincipal("ann", { sessionsValidFrom: world.now - 1 })] }, as("boss"))).toBe(
      "not_authorised",
    );
    world.put("end", [held("r", "rep")], {
      principal: { ...suspended, id: "end", status: "active", validUntil: world.now + 1 },
    });
    expect(outcome({ put: [asPrincipal("end", { validUntil: world.now + 2 })] }, as("ann"))).toBe("not_authorised");
    expect(outcome({ put: [asPrincipal("end", { validUntil: world.now + 2 })] }, as("m"))).toBe("fine");
  });

  it("votes for nobody else, and gives no approval that nobody voted for", () => {
    const { requestId } = world.do("ann", "requestAccess", {
      action: "delete",
      type: "deal",
      record: { id: "d", ownerId: "z", region: "DE", stage: "open", amount: 1 },
      reason: "x",
    }).result;
    const state = world.state("ann");
    const request = state.requests[0] as PrincipalState["requests"][number];
    expect(request.id).toBe(requestId);
    const vote = (by: string) => ({ by, at: world.now, verdict: "approve" }) as const;
    const put = (parts: object, more: Partial<PrincipalState> = {}) =>
      ({ put: [{ ...state, requests: [{ ...request, ...parts }], ...more }] }) as Partial<Plan>;
    expect(outcome(put({ votes: [vote("m")] }), as("m"))).toBe("fine");
    expect(outcome(put({ votes: [vote("boss")] }), as("m"))).toBe("not_authorised");
    expect(outcome(put({ votes: [vote("ann")] }), as("ann"))).toBe("not_authorised");
    expect(outcome(put({ status: "approved" }), as("ann"))).toBe("not_authorised");
    expect(outcome(put({ needed: 0, votes: [vote("m")] }), as("m"))).toBe("not_authorised");
    expect(outcome(put({ expiresAt: 1e15 }), as("ann"))).toBe("not_authorised");
    expect(outcome(put({ wanted: { ...request.wanted, recordId: "e" } }), as("ann"))).toBe("not_authorised");
    const approval = {
      id: "p",
      by: "m",
      principal: "ann",
      action: "delete",
      type: "deal",
      recordId: "d",
      at: world.now,
    };
    const seen = { seen: (request.wanted as { seen: Record<string, unknown> }).seen };
    expect(outcome(put({}, { approvals: [{ ...approval, ...seen }] }), as("m"))).toBe("not_authorised");
    const settled = { status: "approved", votes: [vote("m")], settledAt: world.now };
    expect(outcome(put(settled, { approvals: [{ ...approval, ...seen }] }), as("m"))).toBe("fine");
    for (const forged of [
      { by: "boss" },
      { recordId: "e" },
      { action: "export" },
      { principal: "m" },
      { changes: {} },
      { seen: {} },
    ]) {
      expect(
        outcome(put(settled, { approvals: [{ ...approval, ...seen, ...forged } as typeof approval] }), as("m")),
      ).toBe("not_authorised");
    }
  });

  it("does away with no review of an emergency, and reviews none of one's own", () => {
    const emergency = { id: "x", assignmentId: "e", at: 0, until: 1, reason: "fire", reviewDueAt: world.now } as const;
    const review = { by: "boss", at: world.now, verdict: "justified", reason: "x" } as const;
    world.put("ann", world.state("ann").assignments, { emergencies: [emergency] });
    const put = (id: string, ...emergencies: NonNullable<PrincipalState["emergencies"]>) =>
      outcome({ put: [{ ...world.state("ann"), emergencies }] }, as(id));
    expect(put("boss", { ...emergency, review })).toBe("fine");
    expect(put("boss", emergency)).toBe("fine");
    expect(put("boss")).toBe("not_authorised");
    expect(put("ann", { ...emergency, reviewDueAt: world.now + 1 })).toBe("not_authorised");
    expect(put("ann", { ...emergency, review: { ...review, by: "ann" } })).toBe("not_for_oneself");
    expect(put("m", { ...emergency, review })).toBe("not_for_oneself");
  });

  it("logs in as others in one's own name alone, and for no longer than when it began", () => {
    const login = { id: "l", by: "m", from: world.now, until: world.now + HOUR, reason: "x" } as const;
    const put = (id: string, ...logins: NonNullable<PrincipalState["logins"]>) =>
      outcome({ put: [{ ...world.state("ann"), logins }] }, as(id));
    expect(put("m", login)).toBe("fine");
    expect(put("boss", login)).toBe("not_authorised");
    expect(put("ann", { ...login, by: "ann" })).toBe("not_authorised");
    world.put("ann", world.state("ann").assignments, { logins: [login] });
    expect(put("ann", { ...login, until: world.now })).toBe("fine");
    expect(put("m", { ...login, until: world.now + HOUR + 1 })).toBe("not_authorised");
  });

  it("is given in no session that is over", () => {
    const over = world.actor("boss", { ...world.session(), expiresAt: world.now });
    expect(outcome({}, over)).toBe("not_authorised");
    expect(world.refusal(over, "requestAccess", { role: "opener", duration: 1, reason: "x" }).decision).toMatchObject({
      outcome: "challenge",
      requirements: [{ kind: "reauthenticate" }],
    });
  });
});
