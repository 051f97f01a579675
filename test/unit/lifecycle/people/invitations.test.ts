import { describe, expect, it } from "vitest";
import { hashOfToken, principalOfToken } from "../../../../src/lifecycle/people/invitation-token.js";
import { company, DAY, dealInFrance, dealInGermany, HOUR, held, NOW, welcome } from "./company.js";

const sales = { role: "rep", scope: { region: ["DE"] } } as const;

describe("an invitation", () => {
  it("gives nothing until it is accepted, and then what went with it", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    expect(world.access("ida").can("read", "deal", dealInGermany)).toBe(false);
    world.do(undefined, "acceptInvite", { token });
    expect(world.access("ida").can("read", "deal", dealInGermany)).toBe(true);
    expect(world.access("ida").can("read", "deal", dealInFrance)).toBe(false);
  });

  it("makes up an id where none is given", () => {
    const { principalId } = company().do("max", "invite", { assignments: [sales] }).result;
    expect(principalId).toMatch(/^id-/);
  });

  it("is refused for an id that exists", () => {
    expect(company().refused("max", "invite", { id: "eva", assignments: [sales] })).toBe("invalid_command");
  });

  it("hands out nothing that who invites may not hand out", () => {
    const world = company();
    expect(world.refused("max", "invite", { assignments: [{ role: "manager", scope: { region: ["DE"] } }] })).toBe(
      "not_authorised",
    );
    expect(world.refused("max", "invite", { assignments: [{ role: "rep", scope: { region: ["FR"] } }] })).toBe(
      "not_authorised",
    );
    expect(world.refused("max", "invite", { assignments: [{ role: "rep", scope: { region: "*" } }] })).toBe(
      "not_authorised",
    );
    expect(world.refused("eva", "invite", {})).toBe("not_authorised");
  });

  it("is sent to a service or an agent by administrators alone, since rules about people do not reach those", () => {
    const named = company();
    const unnamed = () => company({ settings: {} });
    for (const kind of ["service", "agent"] as const) {
      expect(named.refused("max", "invite", { kind, assignments: [sales] })).toBe("not_authorised");
      expect(named.do("boss", "invite", { kind, assignments: [sales] }).result.token).toBeTypeOf("string");
      expect(named.do(undefined, "invite", { kind, assignments: [sales] }).result.token).toBeTypeOf("string");
    }
    // where the settings name no administrators: an agent may come with whom it works for, a service with the host alone
    expect(unnamed().do("max", "invite", { kind: "agent", assignments: [sales] }).result.token).toBeTypeOf("string");
    expect(unnamed().refused("boss", "invite", { kind: "service", assignments: [sales] })).toBe("not_authorised");
  });

  it("keeps only the hash of its token, and tells neither in events", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    const { tokenHash } = world.state("ida").invitation ?? {};
    expect(tokenHash).toBe(hashOfToken(token));
    const secret = token.slice(token.indexOf(".") + 1);
    expect(JSON.stringify(world.state("ida"))).not.toContain(secret);
    expect(JSON.stringify(world.events)).not.toContain(secret);
    expect(JSON.stringify(world.events)).not.toContain(tokenHash);
  });

  it("names its principal in the token, whatever the id", () => {
    const world = company();
    const id = "ä ./?#😀%41";
    const { token } = world.do("max", "invite", { id, assignments: [sales] }).result;
    expect(token).toMatch(/^[0-9a-f]+\.[0-9a-f]{64}$/);
    expect(principalOfToken(token)).toBe(id);
    world.do(undefined, "acceptInvite", { token });
    expect(world.state(id).principal.status).toBe("active");
  });

  it("works once", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    world.do(undefined, "acceptInvite", { token });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    expect(world.state("ida").invitation?.tokenHash).toBeUndefined();
  });

  it("by somebody who has left is dead, also once they are erased", () => {
    const world = company();
    const { token } = world.do("fred", "invite", {
      id: "ida",
      assignments: [{ role: "rep", scope: { region: ["FR"] } }],
    }).result;
    world.do("boss", "offboard", { principalId: "fred", keep: "nothing" });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    world.do("boss", "erase", { principalId: "fred" });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    // whoever may invite so still can
    const again = world.do("boss", "resendInvite", { principalId: "ida" }).result;
    world.do(undefined, "acceptInvite", again);
  });

  it("that an agent sent is dead while the human behind it is not active", () => {
    const world = company();
    world.put("bot", [held("bot-manager", "manager")], { principal: { id: "bot", kind: "agent", status: "active" } });
    const session = world.session();
    const onBehalfOf = { state: world.state("max"), session };
    const agent = { kind: "principal", state: world.state("bot"), session, onBehalfOf } as const;
    const { token } = world.do(agent, "invite", { id: "ida", assignments: [sales] }).result;
    world.do("boss", "suspend", { principalId: "max" });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    world.do("boss", "reactivate", { principalId: "max" });
    world.do(undefined, "acceptInvite", { token });
  });

  it("expires at the very millisecond, and tells so only to who has the right token", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales], linkExpiresIn: "2h" }).result;
    world.now += 2 * HOUR;
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("expired");
    const wrong = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
    expect(world.refused(undefined, "acceptInvite", { token: wrong })).toBe("invalid_token");
    world.now -= 1;
    world.do(undefined, "acceptInvite", { token });
  });

  it("works for as long as the settings say, and never longer than they allow", () => {
    const world = company({ settings: { invitations: { expiresIn: "3d", maxExpiresIn: "5d" } } });
    world.do("max", "invite", { id: "ida", assignments: [sales] });
    expect(world.state("ida").invitation?.expiresAt).toBe(NOW + 3 * DAY);
    world.do("max", "invite", { id: "ivo", assignments: [sales], linkExpiresIn: "5d" });
    expect(world.refused("max", "invite", { assignments: [sales], linkExpiresIn: "6d" })).toBe("too_long");
  });

  it("tells all other mistakes about tokens in the same words", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    const [, secret = ""] = token.split(".");
    const [nobody, eva] = ["nobody", "eva"].map((id) => `${Buffer.from(id).toString("hex")}.${secret}`);
    world.do("max", "withdrawInvite", { principalId: "ida" });
    const messages = [token, nobody, eva, "", "x", `ff.${secret}`, `${token} `, token.toUpperCase()].map(
      (wrong = "") => {
        const { reason, message } = world.refusal(undefined, "acceptInvite", { token: wrong });
        return `${reason}: ${message}`;
      },
    );
    expect(new Set(messages)).toEqual(new Set(["invalid_token: no open invitation has this token"]));
  });

  it("is dead once it was sent again: the new token alone works", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    const again = world.do("boss", "resendInvite", { principalId: "ida" }).result.token;
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    world.do(undefined, "acceptInvite", { token: again });
    expect(world.refused("boss", "resendInvite", { principalId: "ida" })).toBe("wrong_status");
  });

  it("is sent again only by who may hand out all that goes with it", () => {
    const world = company();
    world.do("max", "invite", { id: "ida", assignments: [sales] });
    expect(world.refused("fred", "resendInvite", { principalId: "ida" })).toBe("not_authorised");
  });

  it("is withdrawn by who sent it or who administers, and cannot be accepted any more", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    expect(world.refused("fred", "withdrawInvite", { principalId: "ida" })).toBe("not_authorised");
    world.do("max", "withdrawInvite", { principalId: "ida" });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    expect(world.state("ida").principal.status).toBe("deactivated");
    expect(world.state("ida").assignments).toEqual([]);
    expect(world.refused("max", "withdrawInvite", { principalId: "ida" })).toBe("wrong_status");
    expect(world.refused("boss", "reactivate", { principalId: "ida" })).toBe("wrong_status");
  });

  it("is worth nothing while who sent it is not active", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    world.do("boss", "suspend", { principalId: "max" });
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("invalid_token");
    const again = world.do("boss", "resendInvite", { principalId: "ida" }).result.token;
    world.do(undefined, "acceptInvite", { token: again });
  });

  it("lets who was invited be the actor of the acceptance", () => {
    const world = company();
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales] }).result;
    const [event] = world.do(undefined, "acceptInvite", { token }).events;
    expect(event?.data.actor).toEqual({ id: "ida", kind: "principal" });
  });

  it("cannot be accepted after the end of who was invited", () => {
    const world = company();
    const validUntil = NOW + DAY;
    const { token } = world.do("max", "invite", { id: "ida", assignments: [sales], validUntil }).result;
    world.now = validUntil;
    expect(world.refused(undefined, "acceptInvite", { token })).toBe("expired");
  });

  it("takes no end that has passed, and no window that ends before it begins", () => {
    const world = company();
    expect(world.refused("max", "invite", { assignments: [sales], validUntil: NOW })).toBe("expired");
    const window = { validFrom: NOW + 2 * DAY, validUntil: NOW + DAY };
    expect(world.refused("max", "invite", { assignments: [sales], ...window })).toBe("invalid_command");
  });

  it("needs a reason where the settings ask for reasons", () => {
    const world = company({ settings: { requireReasons: true } });
    expect(world.refused("max", "invite", { assignments: [sales] })).toBe("reason_required");
    expect(world.refused("max", "invite", { assignments: [sales], reason: "  " })).toBe("reason_required");
    world.do("max", "invite", { assignments: [sales], reason: "grows" });
  });

  it("tells who and what in one event", () => {
    const world = company();
    const input = { id: "ida", attributes: { department: "sales" }, assignments: [sales], reason: "grows", key: "k1" };
    const [event, ...more] = world.do("max", "invite", input).events;
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: "castellan.principal.invited",
      subject: "ida",
      data: {
        action: "invite",
        actor: { id: "max", kind: "principal", sessionId: "s1" },
        reason: "grows",
        key: "k1",
        after: {
          status: "invited",
          attributes: { department: "sales" },
          assignments: [{ role: "rep", grantedBy: "max" }],
        },
      },
    });
  });
});

describe("a guest", () => {
  const guest = { kind: "guest", assignments: [sales] } as const;

  it("needs an end, within what the settings allow", () => {
    const world = company();
    expect(world.refused("max", "invite", guest)).toBe("end_required");
    expect(world.refused("max", "invite", { ...guest, validUntil: NOW + 366 * DAY })).toBe("too_long");
    world.do("max", "invite", { ...guest, validUntil: NOW + 365 * DAY });
  });

  it("needs a sponsor: who invites, if nobody else is named", () => {
    const world = company();
    expect(world.state("gus").sponsorId).toBe("max");
    expect(world.refused(undefined, "invite", { ...guest, validUntil: NOW + DAY })).toBe("sponsor_required");
    world.do(undefined, "invite", { ...guest, validUntil: NOW + DAY, sponsorId: "eva" });
  });

  it("is never answered for by another guest, by a program, by nobody, or by somebody who is not there", () => {
    const world = company();
    welcome(world, "gus");
    world.do("boss", "suspend", { principalId: "eva" });
    world.put("bot", [], { principal: { id: "bot", kind: "agent", status: "active" } });
    for (const sponsorId of ["gus", "eva", "nobody", "ida", "bot"]) {
      const input = { ...guest, id: "ida", validUntil: NOW + DAY, sponsorId };
      expect(world.refused("max", "invite", input)).toBe("sponsor_required");
    }
  });

  it("is also who holds a contractor's role", () => {
    const world = company();
    const assignments = [{ role: "consultant", scope: { region: ["DE"] }, validUntil: NOW + DAY }];
    expect(world.refused("max", "invite", { assignments })).toBe("end_required");
    world.do("max", "invite", { id: "con", assignments, validUntil: NOW + 2 * DAY });
    expect(world.state("con").sponsorId).toBe("max");
  });

  it("is gone at their end, without anybody doing anything", () => {
    const world = company();
    welcome(world, "gus");
    const end = NOW + 30 * DAY;
    expect(world.access("gus", end - 1).can("read", "deal", dealInGermany)).toBe(true);
    expect(world.access("gus", end).can("read", "deal", dealInGermany)).toBe(false);
  });

  it("can be given more while the settings have become stricter than their end", () => {
    const world = company({ settings: {} });
    Object.assign(world.settings, { outsiders: { maxDuration: "1d" } });
    const input = { principalId: "gus", role: "rep", scope: { region: ["DE"] }, validUntil: NOW + DAY } as const;
    world.do("max", "assign", input);
    expect(world.refused("max", "extend", { principalId: "gus", validUntil: NOW + 2 * DAY })).toBe("too_long");
    world.do("max", "extend", { principalId: "gus", validUntil: NOW + DAY });
  });

  it("gets another sponsor from who administers them, and never chooses one", () => {
    const world = company();
    welcome(world, "gus");
    expect(world.refused("gus", "changeSponsor", { principalId: "gus", sponsorId: "eva" })).toBe("not_for_oneself");
    expect(world.refused("fred", "changeSponsor", { principalId: "gus", sponsorId: "fred" })).toBe("not_authorised");
    expect(world.refused("max", "changeSponsor", { principalId: "gus", sponsorId: "max" })).toBe("wrong_status");
    const { events } = world.do("max", "changeSponsor", { principalId: "gus", sponsorId: "eva" });
    expect(world.state("gus").sponsorId).toBe("eva");
    expect(events[0]?.data.principalIds).toEqual(["gus", "eva", "max"]);
  });
});
