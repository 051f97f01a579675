import { describe, expect, it } from "vitest";
import { company, DAY, NOW, welcome } from "./company.js";

function withNewcomer() {
  const world = company();
  world.do("max", "invite", { id: "ida", assignments: [{ role: "rep", scope: { region: ["DE"] } }] });
  welcome(world, "ida", "max");
  return world;
}

describe("the first days", () => {
  it("have the steps of everybody and of the roles that somebody is given", () => {
    const { onboarding } = withNewcomer().state("ida");
    expect(onboarding).toEqual({
      startedAt: NOW,
      steps: [
        { id: "mfa", title: "Set up a second factor" },
        { id: "playbook", title: "Read the sales playbook" },
      ],
      checkInDueAt: NOW + 14 * DAY,
    });
  });

  it("are ticked off once, by the newcomer or who administers them", () => {
    const world = withNewcomer();
    world.do("ida", "completeStep", { principalId: "ida", stepId: "mfa" });
    expect(world.state("ida").onboarding?.steps[0]?.doneAt).toBe(NOW);
    expect(world.refused("ida", "completeStep", { principalId: "ida", stepId: "mfa" })).toBe("wrong_status");
    expect(world.refused("ida", "completeStep", { principalId: "ida", stepId: "ledger" })).toBe("invalid_command");
    expect(world.refused("eva", "completeStep", { principalId: "ida", stepId: "playbook" })).toBe("not_authorised");
    const [event] = world.do("max", "completeStep", { principalId: "ida", stepId: "playbook" }).events;
    expect(event?.data.details).toEqual({ stepId: "playbook", left: 0 });
  });

  it("are asked about once, by somebody else", () => {
    const world = withNewcomer();
    expect(world.refused("ida", "checkIn", { principalId: "ida" })).toBe("not_for_oneself");
    expect(world.refused("fred", "checkIn", { principalId: "ida" })).toBe("not_authorised");
    expect(world.refused("boss", "checkIn", { principalId: "eva" })).toBe("wrong_status");
    world.now += DAY;
    world.do("max", "checkIn", { principalId: "ida" });
    expect(world.state("ida").onboarding).toMatchObject({ checkedInAt: NOW + DAY, checkedInBy: "max" });
    expect(world.refused("boss", "checkIn", { principalId: "ida" })).toBe("wrong_status");
  });

  it("are asked about by a guest's sponsor as well", () => {
    const world = company();
    welcome(world, "gus");
    world.do("boss", "changeSponsor", { principalId: "gus", sponsorId: "eva" });
    world.do("eva", "checkIn", { principalId: "gus" });
    world.do("eva", "completeStep", { principalId: "gus", stepId: "mfa" });
  });
});
