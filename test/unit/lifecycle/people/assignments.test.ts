import { describe, expect, it } from "vitest";
import type { CommandName } from "../../../../src/lifecycle/command.js";
import type { HeldAssignment } from "../../../../src/model/principal-state.js";
import { company, DAY, dealInFrance, dealInGermany, HOUR, held, NOW } from "./company.js";

const sales = { role: "rep", scope: { region: ["DE"] } } as const;

describe("assign", () => {
  it("gives access at once, and says by whom and when", () => {
    const world = company({ settings: {} });
    const { assignmentId } = world.do("max", "assign", {
      principalId: "eva",
      role: "consultant",
      scope: { region: ["DE"] },
      validUntil: NOW + DAY,
      reason: "a project",
    }).result;
    expect(world.state("eva").assignments.find(({ id }) => id === assignmentId)).toMatchObject({
      validFrom: NOW,
      validUntil: NOW + DAY,
      grantedBy: "max",
      grantedAt: NOW,
      reason: "a project",
      origin: { kind: "command" },
    });
  });

  it("reads instants of every kind, and keeps epoch milliseconds", () => {
    const world = company();
    for (const validUntil of [NOW + DAY, new Date(NOW + DAY), new Date(NOW + DAY).toISOString(), NOW + DAY + 0.5]) {
      const { assignmentId } = world.do("max", "assign", { principalId: "eva", ...sales, validUntil }).result;
      expect(world.state("eva").assignments.find(({ id }) => id === assignmentId)?.validUntil).toBe(NOW + DAY);
    }
  });

  it("needs the authority over the role, in its scope, for as long", () => {
    const world = company();
    world.put("max", [held("max-manager", "manager", { validUntil: NOW + 10 * DAY })]);
    const to = { principalId: "eva" };
    expect(world.refused("max", "assign", { ...to, role: "payer" })).toBe("not_authorised");
    expect(world.refused("max", "assign", { ...to, role: "rep", scope: { region: ["DACH"] } })).toBe("not_authorised");
    expect(world.refused("max", "assign", { ...to, ...sales })).toBe("not_authorised");
    expect(world.refused("max", "assign", { ...to, ...sales, validUntil: NOW + 11 * DAY })).toBe("not_authorised");
    expect(world.refused("eva", "assign", { principalId: "max", ...sales })).toBe("not_authorised");
    world.do("max", "assign", { ...to, ...sales, validUntil: NOW + 10 * DAY });
  });

  it("never gives anything to the actor, nor to the human behind an agent", () => {
    const world = company();
    expect(world.refused("max", "assign", { principalId: "max", ...sales })).toBe("not_for_oneself");
    world.put("bot", [held("bot-manager", "manager")], { principal: { id: "bot", kind: "agent", status: "active" } });
    const session = world.session();
    const onBehalfOf = { state: world.state("max"), session };
    const agent = { kind: "principal", state: world.state("bot"), session, onBehalfOf } as const;
    expect(world.refused(agent, "assign", { principalId: "max", ...sales })).toBe("not_for_oneself");
    const [event] = world.do(agent, "assign", { principalId: "eva", ...sales }).events;
    expect(event?.data.actor).toMatchObject({ id: "bot", onBehalfOf: "max" });
  });

  it("asks for an end where the role is for a while, and for no more than that", () => {
    const world = company({ settings: {} });
    const consulting = { principalId: "eva", role: "consultant", scope: { region: ["DE"] } } as const;
    expect(world.refused("max", "assign", consulting)).toBe("end_required");
    expect(world.refused("max", "assign", { ...consulting, validUntil: NOW + 90 * DAY + 1 })).toBe("too_long");
    world.do("max", "assign", { ...consulting, validUntil: NOW + 90 * DAY });
  });

  it("hands out nothing that is over, or never begins", () => {
    const world = company();
    expect(world.refused("max", "assign", { principalId: "eva", ...sales, validUntil: NOW })).toBe("expired");
    const never = { validFrom: NOW + 2 * DAY, validUntil: NOW + DAY };
    expect(world.refused("max", "assign", { principalId: "eva", ...sales, ...never })).toBe("invalid_command");
  });

  it.each<[string, object, string]>([
    ["a role that there is not", { role: "repp", scope: { region: ["DE"] } }, "unknown_role"],
    ["a role with the name of a property of every object", { role: "constructor" }, "unknown_role"],
    ["neither role nor statements", { scope: { region: ["DE"] } }, "invalid_command"],
    ["a scope that is missing", { role: "rep" }, "invalid_command"],
    ["a scope that is empty", { role: "rep", scope: { region: [] } }, "invalid_command"],
    ["a dimension that there is not", { ...sales, scope: { region: ["DE"], planet: ["mars"] } }, "invalid_command"],
    ["a misspelt end", { ...sales, validUntill: NOW + DAY }, "invalid_command"],
    ["an end that names no instant", { ...sales, validUntil: "tomorrow" }, "invalid_command"],
    ["an end that is null", { ...sales, validUntil: null }, "invalid_command"],
    ["a state that there is not", { ...sales, state: "pending" }, "invalid_command"],
    ["an emergency role that is active", { ...sales, emergency: true }, "invalid_command"],
    [
      "statements that mean nothing",
      { statements: { deal: [{ allow: "fly" }] }, scope: { region: "*" } },
      "invalid_command",
    ],
  ])("refuses %s", (_, input, reason) => {
    expect(company().refused(undefined, "assign", { principalId: "eva", ...input } as never)).toBe(reason);
  });

  it("takes direct grants from who may hand them out, and from nobody else", () => {
    const grant = {
      principalId: "eva",
      statements: { deal: [{ allow: "export" }] },
      scope: { region: ["DE"] },
    } as const;
    expect(company().refused("boss", "assign", grant)).toBe("not_authorised");
    const world = company({ settings: { directGrantsBy: ["manager"] } });
    world.do("max", "assign", grant);
    expect(world.access("eva").can("export", "deal", dealInGermany)).toBe(true);
    expect(world.refused("max", "assign", { ...grant, scope: { region: "*" } })).toBe("not_authorised");
  });

  it("gives nothing to nobody, nor to somebody who has left", () => {
    const world = company();
    expect(world.refused("max", "assign", { principalId: "nobody", ...sales })).toBe("unknown_principal");
    world.do("boss", "offboard", { principalId: "eva", keep: "nothing" });
    expect(world.refused("max", "assign", { principalId: "eva", ...sales })).toBe("wrong_status");
  });

  it("makes no guest of somebody who has no end", () => {
    const input = { principalId: "eva", role: "consultant", scope: { region: ["DE"] }, validUntil: NOW + DAY };
    expect(company({ settings: { outsiders: { roles: ["consultant"] } } }).refused("max", "assign", input)).toBe(
      "end_required",
    );
  });
});

describe("a company that asks for reasons", () => {
  const eva = { principalId: "eva" } as const;
  const rep = { ...eva, assignmentId: "eva-rep" } as const;

  it.each<[CommandName, object]>([
    ["assign", { ...eva, ...sales }],
    ["revoke", rep],
    ["mute", rep],
    ["unmute", rep],
    ["changeScope", { ...rep, scope: { region: ["FR"] } }],
    ["extend", { ...rep, validUntil: NOW + DAY }],
    ["changeSponsor", { principalId: "gus", sponsorId: "eva" }],
    ["updateAttributes", { ...eva, attributes: { department: "x" } }],
    ["transfer", { ...eva, end: ["eva-rep"], start: [] }],
    ["suspend", eva],
    ["reactivate", eva],
    ["offboard", { ...eva, keep: "nothing" }],
    ["cover", { ...eva, deputyId: "fred", until: NOW + DAY }],
  ])("refuses %s without one", (command, input) => {
    const world = company({ settings: { requireReasons: true } });
    expect(world.refused("boss", command, input as never)).toBe("reason_required");
  });
});

describe("revoke", () => {
  it("takes access away at once", () => {
    const world = company();
    const [event] = world.do("max", "revoke", {
      principalId: "eva",
      assignmentId: "eva-rep",
      reason: "why not",
    }).events;
    expect(world.access("eva").can("read", "deal", dealInGermany)).toBe(false);
    expect(event).toMatchObject({
      type: "castellan.assignment.revoked",
      data: { reason: "why not", before: { id: "eva-rep", role: "rep" }, details: { revokedIds: ["eva-rep"] } },
    });
  });

  it("needs the authority, also over one's own", () => {
    const world = company();
    expect(world.refused("fred", "revoke", { principalId: "eva", assignmentId: "eva-rep" })).toBe("not_authorised");
    expect(world.refused("eva", "revoke", { principalId: "eva", assignmentId: "eva-rep" })).toBe("not_authorised");
    world.do("boss", "revoke", { principalId: "boss", assignmentId: "boss-admin" });
  });

  it("is refused for what there is not, or what is over", () => {
    const world = company();
    expect(world.refused("max", "revoke", { principalId: "eva", assignmentId: "x" })).toBe("unknown_assignment");
    world.put("eva", [held("old", "rep", { validUntil: NOW })]);
    expect(world.refused("max", "revoke", { principalId: "eva", assignmentId: "old" })).toBe("expired");
  });

  it("never takes the last administrator away", () => {
    const world = company();
    world.do("boss", "revoke", { principalId: "root", assignmentId: "root-admin" });
    expect(world.refused("boss", "revoke", { principalId: "boss", assignmentId: "boss-admin" })).toBe("min_holders");
  });

  it("takes away what was activated of it as well", () => {
    const world = company();
    const origin: HeldAssignment["origin"] = { kind: "activation", assignmentId: "standby" };
    world.put("eva", [
      held("standby", "payer", { state: "eligible" }),
      held("now", "payer", { origin, validUntil: NOW + HOUR }),
    ]);
    expect(world.access("eva").can("pay", "invoice", { id: "i" })).toBe(true);
    world.do("boss", "revoke", { principalId: "eva", assignmentId: "standby" });
    expect(world.access("eva").can("pay", "invoice", { id: "i" })).toBe(false);
    expect(world.state("eva").assignments).toEqual([]);
  });
});

describe("mute and unmute", () => {
  const rep = { principalId: "eva", assignmentId: "eva-rep" } as const;

  it("set an assignment aside, its forbids too, and let it count again", () => {
    const world = company();
    const won = { ...dealInGermany, ownerId: "eva", stage: "won" } as const;
    world.do("boss", "assign", { principalId: "eva", role: "manager", scope: { region: ["DE"] } });
    expect(world.access("eva").can("update", "deal", won, "amount")).toBe(false);
    world.do("max", "mute", { ...rep, reason: "quarrels" });
    expect(world.access("eva").can("update", "deal", won, "amount")).toBe(true);
    expect(world.refused("max", "mute", rep)).toBe("wrong_status");
    world.do("max", "unmute", rep);
    expect(world.access("eva").can("update", "deal", won, "amount")).toBe(false);
    expect(world.refused("max", "unmute", rep)).toBe("wrong_status");
  });

  it("end by themselves where an end is said", () => {
    const world = company();
    world.do("max", "mute", { ...rep, until: NOW + HOUR });
    expect(world.access("eva", NOW + HOUR - 1).can("read", "deal", dealInGermany)).toBe(false);
    expect(world.access("eva", NOW + HOUR).can("read", "deal", dealInGermany)).toBe(true);
    world.now += HOUR;
    expect(world.refused("max", "unmute", rep)).toBe("wrong_status");
    world.do("max", "mute", rep);
    expect(world.refused("max", "mute", { ...rep, until: NOW })).toBe("expired");
  });

  it("need the authority, and nobody unmutes for themselves", () => {
    const world = company();
    expect(world.refused("fred", "mute", rep)).toBe("not_authorised");
    expect(world.refused("eva", "mute", rep)).toBe("not_authorised");
    world.do("max", "mute", rep);
    expect(world.refused("fred", "unmute", rep)).toBe("not_authorised");
    world.do("root", "mute", { principalId: "boss", assignmentId: "boss-admin" });
    world.do("root", "assign", { principalId: "boss", role: "admin" });
    expect(world.refused("boss", "unmute", { principalId: "boss", assignmentId: "boss-admin" })).toBe(
      "not_for_oneself",
    );
  });

  it("end what was activated for good", () => {
    const world = company();
    world.put("eva", [
      held("standby", "payer", { state: "eligible" }),
      held("now", "payer", { origin: { kind: "activation", assignmentId: "standby" }, validUntil: NOW + HOUR }),
    ]);
    world.do("boss", "mute", { principalId: "eva", assignmentId: "standby" });
    expect(world.access("eva").can("pay", "invoice", { id: "i" })).toBe(false);
    world.do("boss", "unmute", { principalId: "eva", assignmentId: "standby" });
    expect(world.access("eva").can("pay", "invoice", { id: "i" })).toBe(false);
  });
});

describe("changeScope", () => {
  const rep = { principalId: "eva", assignmentId: "eva-rep" } as const;
  const toFrance = { ...rep, scope: { region: ["FR"] } } as const;

  it("takes away what was and hands out what will be: it needs the authority over both", () => {
    const world = company();
    expect(world.refused("max", "changeScope", toFrance)).toBe("not_authorised");
    expect(world.refused("fred", "changeScope", toFrance)).toBe("not_authorised");
    world.do("boss", "changeScope", toFrance);
    expect(world.access("eva").can("read", "deal", dealInGermany)).toBe(false);
    expect(world.access("eva").can("read", "deal", dealInFrance)).toBe(true);
    expect(world.events.at(-1)?.data).toMatchObject({
      before: { scope: { region: ["DE"] } },
      after: { scope: { region: ["FR"] } },
    });
  });

  it("is nothing that anybody does for themselves", () => {
    const world = company();
    const input = { principalId: "max", assignmentId: "max-manager", scope: { region: ["DE"] } };
    expect(world.refused("max", "changeScope", input)).toBe("not_for_oneself");
  });

  it("leaves alone what is temporary, and what an identity provider says", () => {
    const world = company();
    world.put("eva", [
      held("asked", "rep", { origin: { kind: "request", requestId: "r" }, validUntil: NOW + DAY }),
      held("said", "rep", { origin: { kind: "identity", provider: "entra" } }),
    ]);
    for (const assignmentId of ["asked", "said"]) {
      expect(world.refused("boss", "changeScope", { ...toFrance, assignmentId })).toBe("wrong_status");
    }
  });

  it("keeps a muting", () => {
    const world = company();
    world.do("max", "mute", rep);
    world.do("boss", "changeScope", toFrance);
    expect(world.access("eva").can("read", "deal", dealInFrance)).toBe(false);
  });
});

describe("extend", () => {
  it("moves the end of an assignment, within what its role allows", () => {
    const world = company({ settings: {} });
    world.put("eva", [held("c", "consultant", { validFrom: NOW - 80 * DAY, validUntil: NOW + DAY })]);
    const consulting = { principalId: "eva", assignmentId: "c" } as const;
    expect(world.refused("max", "extend", { ...consulting, validUntil: NOW + 11 * DAY })).toBe("too_long");
    expect(world.refused("fred", "extend", { ...consulting, validUntil: NOW + 2 * DAY })).toBe("not_authorised");
    world.do("max", "extend", { ...consulting, validUntil: NOW + 10 * DAY });
    expect(world.access("eva", NOW + 10 * DAY - 1).can("read", "deal", dealInGermany, "stage")).toBe(true);
    expect(world.access("eva", NOW + 10 * DAY).can("read", "deal", dealInGermany, "stage")).toBe(false);
    expect(world.events.at(-1)?.data).toMatchObject({
      before: { validUntil: NOW + DAY },
      after: { validUntil: NOW + 10 * DAY },
    });
  });

  it("shortens covers with what they cover", () => {
    const world = company();
    world.do("boss", "cover", { principalId: "max", deputyId: "fred", until: NOW + 9 * DAY });
    world.do("boss", "extend", { principalId: "max", assignmentId: "max-manager", validUntil: NOW + 2 * DAY });
    expect(world.state("fred").assignments.at(-1)?.validUntil).toBe(NOW + 2 * DAY);
    world.do("boss", "extend", { principalId: "max", assignmentId: "max-manager", validUntil: NOW + 5 * DAY });
    expect(world.state("fred").assignments.at(-1)?.validUntil).toBe(NOW + 2 * DAY);
  });

  it("moves no end that has come, nor to the past, nor one's own", () => {
    const world = company();
    world.put("eva", [held("old", "rep", { validUntil: NOW })]);
    const old = { principalId: "eva", assignmentId: "old" } as const;
    expect(world.refused("max", "extend", { ...old, validUntil: NOW + DAY })).toBe("expired");
    expect(world.refused("max", "extend", { ...old, validUntil: NOW })).toBe("expired");
    const own = { principalId: "boss", assignmentId: "boss-admin", validUntil: NOW + DAY };
    expect(world.refused("boss", "extend", own)).toBe("not_for_oneself");
  });

  it("moves no end of what is temporary", () => {
    const world = company();
    const origin = { kind: "request", requestId: "r" } as const;
    world.put("eva", [held("asked", "rep", { origin, validUntil: NOW + HOUR })]);
    const input = { principalId: "eva", assignmentId: "asked", validUntil: NOW + DAY };
    expect(world.refused("boss", "extend", input)).toBe("wrong_status");
  });

  it("moves the end of a guest, as far as the settings allow", () => {
    const world = company();
    expect(world.refused("max", "extend", { principalId: "gus", validUntil: NOW + 366 * DAY })).toBe("too_long");
    expect(world.refused("fred", "extend", { principalId: "gus", validUntil: NOW + 90 * DAY })).toBe("not_authorised");
    world.do("max", "extend", { principalId: "gus", validUntil: NOW + 90 * DAY });
    expect(world.state("gus").principal.validUntil).toBe(NOW + 90 * DAY);
  });

  it("brings somebody back whose end has come, but none of their old sessions", () => {
    const world = company();
    world.put("eva", [held("eva-rep", "rep")], {
      principal: { id: "eva", kind: "employee", status: "active", validUntil: NOW },
    });
    const before = world.session(NOW - HOUR);
    world.do("max", "extend", { principalId: "eva", validUntil: NOW + DAY });
    expect(world.access("eva", NOW, before).can("read", "deal", dealInGermany)).toBe(false);
    expect(world.access("eva").can("read", "deal", dealInGermany)).toBe(true);
  });
});

describe("updateAttributes", () => {
  it("changes what is named, takes away what is null, and is told with both", () => {
    const world = company();
    world.do("max", "updateAttributes", { principalId: "eva", attributes: { department: "sales", desk: 7 } });
    world.do("max", "updateAttributes", { principalId: "eva", attributes: { desk: null, floor: 2 } });
    expect(world.state("eva").principal.attributes).toEqual({ department: "sales", floor: 2 });
    expect(world.events.at(-1)?.data).toMatchObject({ before: { desk: 7 }, after: { floor: 2 } });
  });

  it("is administration, and nothing that anybody does for themselves", () => {
    const world = company();
    const input = { principalId: "eva", attributes: { department: "board" } };
    expect(world.refused("eva", "updateAttributes", input)).toBe("not_for_oneself");
    expect(world.refused("fred", "updateAttributes", input)).toBe("not_authorised");
  });
});

describe("transfer", () => {
  const to = { principalId: "eva", end: ["eva-rep"], start: [{ role: "rep", scope: { region: ["FR"] } }] } as const;
  const may = (world: ReturnType<typeof company>, now: number) => [
    world.access("eva", now).can("read", "deal", dealInGermany),
    world.access("eva", now).can("read", "deal", dealInFrance),
  ];

  it("ends the old access when the new begins", () => {
    const world = company();
    const { assignmentIds } = world.do("boss", "transfer", { ...to, at: NOW + DAY }).result;
    expect(may(world, NOW + DAY - 1)).toEqual([true, false]);
    expect(may(world, NOW + DAY)).toEqual([false, true]);
    expect(world.state("eva").assignments.map(({ id }) => id)).toEqual(["eva-rep", ...assignmentIds]);
  });

  it("lets both go on for an overlap", () => {
    const world = company();
    world.do("boss", "transfer", { ...to, at: NOW + DAY, overlap: "2d" });
    expect(may(world, NOW + DAY)).toEqual([true, true]);
    expect(may(world, NOW + 3 * DAY - 1)).toEqual([true, true]);
    expect(may(world, NOW + 3 * DAY)).toEqual([false, true]);
  });

  it("takes place now where no instant is given, or one that has passed", () => {
    const world = company();
    world.do("boss", "transfer", { ...to, at: NOW - DAY, attributes: { department: "export" } });
    expect(may(world, NOW)).toEqual([false, true]);
    expect(world.state("eva").principal.attributes).toEqual({ department: "export" });
  });

  it("lets what begins say that it begins later, but not before", () => {
    const world = company();
    const start = [NOW - DAY, NOW + 5 * DAY].map((validFrom) => ({
      role: "rep",
      scope: { region: ["FR"] },
      validFrom,
    }));
    world.do("boss", "transfer", { ...to, start, at: NOW + DAY });
    expect(world.state("eva").assignments.map(({ validFrom }) => validFrom)).toEqual([
      undefined,
      NOW + DAY,
      NOW + 5 * DAY,
    ]);
  });

  it("never lengthens what ends before", () => {
    const world = company();
    world.put("eva", [held("eva-rep", "rep", { validUntil: NOW + DAY })]);
    world.do("boss", "transfer", { ...to, at: NOW + 3 * DAY });
    expect(may(world, NOW + 2 * DAY)).toEqual([false, false]);
  });

  it("needs the authority over the old and the new", () => {
    const world = company();
    expect(world.refused("max", "transfer", to)).toBe("not_authorised");
    expect(world.refused("fred", "transfer", to)).toBe("not_authorised");
    world.do("max", "transfer", { ...to, start: [{ role: "rep", scope: { region: ["DE"] } }] });
  });

  it("changes attributes only of whom the actor administers as a whole", () => {
    const world = company();
    world.put("eva", [held("eva-rep", "rep"), held("eva-pay", "payer")]);
    const input = { ...to, start: [], attributes: { department: "export" } };
    expect(world.refused("max", "transfer", input)).toBe("not_authorised");
    world.do("boss", "transfer", input);
  });

  it("dates no attributes, and moves nobody who moves themselves", () => {
    const world = company();
    const dated = { ...to, at: NOW + DAY, attributes: { department: "export" } };
    expect(world.refused("boss", "transfer", dated)).toBe("invalid_command");
    const own = { principalId: "boss", end: ["boss-admin"], start: [] };
    expect(world.refused("boss", "transfer", own)).toBe("not_for_oneself");
    expect(world.refused("boss", "transfer", { ...to, end: ["x"] })).toBe("unknown_assignment");
    expect(world.refused("boss", "transfer", { ...to, end: ["eva-rep", "eva-rep"] })).toBe("invalid_command");
    expect(world.refused("boss", "transfer", { principalId: "eva", end: [], start: [] })).toBe("invalid_command");
  });
});
