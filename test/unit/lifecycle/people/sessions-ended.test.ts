import { describe, expect, it } from "vitest";
import { sessionsEnded } from "../../../../src/lifecycle/people/sessions-ended.js";
import { company, DAY, NOW } from "./company.js";

const eva = { id: "eva", kind: "employee", status: "active" } as const;

describe("sessions that were ended", () => {
  it("stay ended, whatever a clock says that runs behind", () => {
    expect(sessionsEnded(eva, NOW).sessionsValidFrom).toBe(NOW);
    expect(sessionsEnded({ ...eva, sessionsValidFrom: NOW - 1 }, NOW).sessionsValidFrom).toBe(NOW);
    expect(sessionsEnded({ ...eva, sessionsValidFrom: NOW + 1 }, NOW).sessionsValidFrom).toBe(NOW + 1);
    const iso = new Date(NOW + DAY).toISOString();
    expect(sessionsEnded({ ...eva, sessionsValidFrom: iso }, NOW).sessionsValidFrom).toBe(iso);
    expect(sessionsEnded({ ...eva, sessionsValidFrom: "once" }, NOW).sessionsValidFrom).toBe("once");
  });

  it.each([
    ["endSessions", { principalId: "eva" }],
    ["lockDown", { principalId: "eva", reason: "hacked" }],
    ["offboard", { principalId: "eva", keep: "nothing" }],
    ["offboard", { principalId: "eva", keep: "reading", until: NOW + DAY }],
  ] as const)("do not stand in the way of %s by a process whose clock runs behind", (command, input) => {
    for (const by of ["boss", undefined]) {
      const world = company();
      world.do("boss", "endSessions", { principalId: "eva" });
      world.now = NOW - 2_000;
      world.do(by, command, input);
      expect(world.state("eva").principal.sessionsValidFrom).toBe(NOW);
    }
  });

  it("do not come back with who was locked out, or had left", () => {
    const world = company();
    world.do("boss", "lockDown", { principalId: "eva", reason: "hacked" });
    world.now = NOW - 1_000;
    world.do("boss", "unlock", { principalId: "eva", reason: "all is well" });
    world.do("boss", "offboard", { principalId: "eva", keep: "nothing" });
    world.do("boss", "reactivate", { principalId: "eva" });
    expect(world.state("eva").principal).toMatchObject({ status: "active", sessionsValidFrom: NOW });
  });
});
