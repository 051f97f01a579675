import { describe, expect, it } from "vitest";
import { company, HOUR, held, NOW } from "./company.js";

const support = { principalId: "eva", reason: "she cannot find a deal" } as const;

describe("loginAs", () => {
  it("lets who may act as somebody in their scope, for an hour at most, and tells both", () => {
    const world = company();
    const { result, events } = world.do("max", "loginAs", support);
    expect(result.until).toBe(NOW + HOUR);
    expect(world.state("eva").logins).toEqual([
      { id: result.loginId, by: "max", from: NOW, until: NOW + HOUR, reason: support.reason },
    ]);
    expect(events).toMatchObject([
      {
        type: "castellan.login_as.started",
        subject: "eva",
        data: { severity: "notice", principalIds: ["eva", "max"] },
      },
    ]);
    expect(world.refused("max", "loginAs", { ...support, duration: "2h" })).toBe("too_long");
    world.do("max", "loginAs", { ...support, duration: "10m" });
  });

  it("needs a reason, a role that may, and all that the other one holds in its scope", () => {
    const world = company();
    expect(world.refused("max", "loginAs", { principalId: "eva", reason: " " })).toBe("reason_required");
    expect(world.refused("fred", "loginAs", support)).toBe("not_authorised");
    expect(world.refused("boss", "loginAs", support)).toBe("not_authorised");
    expect(world.refused("max", "loginAs", { ...support, principalId: "boss" })).toBe("not_authorised");
    expect(company({ settings: {} }).refused("max", "loginAs", support)).toBe("not_authorised");
  });

  it("is never for oneself, from within another login, by an agent, a service or a system", () => {
    const world = company();
    expect(world.refused("max", "loginAs", { ...support, principalId: "max" })).toBe("not_for_oneself");
    const session = world.session();
    const behind = { state: world.state("boss"), session };
    const chained = { kind: "principal", state: world.state("max"), session, onBehalfOf: behind } as const;
    expect(world.refused(chained, "loginAs", support)).toBe("not_authorised");
    for (const kind of ["agent", "service"] as const) {
      world.put("bot", [held("bot-manager", "manager")], { principal: { id: "bot", kind, status: "active" } });
      expect(world.refused("bot", "loginAs", support)).toBe("not_authorised");
    }
    expect(world.refused(undefined, "loginAs", support)).toBe("not_authorised");
  });

  it("is only as people who are active", () => {
    const world = company();
    expect(world.refused("max", "loginAs", { ...support, principalId: "gus" })).toBe("wrong_status");
    world.put("bot", [], { principal: { id: "bot", kind: "agent", status: "active" } });
    expect(world.refused("max", "loginAs", { ...support, principalId: "bot" })).toBe("wrong_status");
  });
});

describe("endLoginAs", () => {
  it.each(["max", "eva", "boss"])("lets %s end it, once", (by) => {
    const world = company();
    const { loginId } = world.do("max", "loginAs", support).result;
    world.now += 1;
    world.do(by, "endLoginAs", { principalId: "eva", loginId });
    expect(world.state("eva").logins).toMatchObject([{ until: NOW + 1 }]);
    expect(world.refused(by, "endLoginAs", { principalId: "eva", loginId })).toBe("wrong_status");
  });

  it("is nothing for others, and there must be one", () => {
    const world = company();
    const { loginId } = world.do("max", "loginAs", support).result;
    expect(world.refused("fred", "endLoginAs", { principalId: "eva", loginId })).toBe("not_authorised");
    expect(world.refused("fred", "endLoginAs", { principalId: "eva", loginId: "x" })).toBe("not_authorised");
    expect(world.refused("eva", "endLoginAs", { principalId: "eva", loginId: "x" })).toBe("invalid_command");
  });
});
