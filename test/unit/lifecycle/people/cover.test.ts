import { describe, expect, it } from "vitest";
import { company, DAY, dealInFrance, dealInGermany, HOUR, held, NOW, type World } from "./company.js";

const leave = { principalId: "max", deputyId: "fred", from: NOW + DAY, until: NOW + 8 * DAY } as const;
const exports = (world: World, now: number, deal: object = dealInGermany) =>
  world.access("fred", now).can("export", "deal", deal);

describe("a cover", () => {
  it("gives the deputy what the person holds, for the leave and not a millisecond longer", () => {
    const world = company();
    const { assignmentIds } = world.do("boss", "cover", leave).result;
    expect([NOW, NOW + DAY - 1, NOW + DAY, NOW + 8 * DAY - 1, NOW + 8 * DAY].map((now) => exports(world, now))).toEqual(
      [false, false, true, true, false],
    );
    expect(world.state("fred").assignments.at(-1)).toMatchObject({
      id: assignmentIds[0],
      origin: { kind: "cover", forPrincipalId: "max", assignmentId: "max-manager" },
    });
  });

  it("needs the authority over what is passed on, also by who goes on leave", () => {
    const world = company();
    expect(world.refused("max", "cover", leave)).toBe("not_authorised");
    expect(world.refused("fred", "cover", leave)).toBe("not_for_oneself");
    expect(world.refused("max", "cover", { ...leave, assignmentIds: ["max-manager"] })).toBe("not_authorised");
    world.put("head", [held("head-admin", "admin")]);
    world.do("head", "cover", { ...leave, principalId: "head" });
    expect(world.state("fred").assignments.map(({ role }) => role)).toEqual(["manager", "admin"]);
  });

  it("passes on by itself what the actor may hand out, and leaves the rest", () => {
    const world = company();
    world.put("eva", [held("eva-rep", "rep"), held("eva-pay", "payer")]);
    const { assignmentIds } = world.do("max", "cover", { ...leave, principalId: "eva" }).result;
    expect(assignmentIds).toHaveLength(1);
    const named = { ...leave, principalId: "eva", assignmentIds: ["eva-rep", "eva-pay"] };
    expect(world.refused("max", "cover", named)).toBe("not_authorised");
  });

  it("never lasts longer than what it covers, nor than the person's own time", () => {
    const world = company();
    world.put("max", [held("max-manager", "manager", { validUntil: NOW + 3 * DAY })]);
    world.do("boss", "cover", leave);
    expect(exports(world, NOW + 3 * DAY)).toBe(false);
    const principal = { id: "max", kind: "employee", status: "active", validUntil: NOW + 2 * DAY } as const;
    world.put("max", [held("max-manager", "manager")], { principal });
    world.do("boss", "cover", { ...leave, deputyId: "eva" });
    expect(world.state("eva").assignments.at(-1)?.validUntil).toBe(NOW + 2 * DAY);
    expect(world.refused("boss", "cover", { ...leave, from: NOW + 2 * DAY })).toBe("expired");
  });

  it("begins no sooner than what it covers", () => {
    const world = company();
    world.put("max", [held("max-manager", "manager", { validFrom: NOW + 3 * DAY })]);
    world.do("boss", "cover", leave);
    expect(exports(world, NOW + 3 * DAY - 1)).toBe(false);
    expect(exports(world, NOW + 3 * DAY)).toBe(true);
  });

  it("has an end, within what the settings allow", () => {
    const world = company();
    expect(world.refused("boss", "cover", { ...leave, until: NOW + 62 * DAY })).toBe("too_long");
    expect(world.refused("boss", "cover", { ...leave, until: NOW })).toBe("expired");
    expect(world.refused("boss", "cover", { ...leave, until: NOW + HOUR })).toBe("invalid_command");
    expect(world.refused("boss", "cover", { principalId: "max", deputyId: "fred" } as never)).toBe("invalid_command");
  });

  it("passes on nothing that is temporary, eligible, muted or a direct grant", () => {
    const world = company();
    const muted = { at: NOW, by: "boss", reason: "" };
    const grant = { id: "grant", statements: { deal: [{ allow: "export" }] }, scope: { region: "*" } } as const;
    world.put("max", [
      held("asked", "rep", { origin: { kind: "request", requestId: "r" }, validUntil: NOW + 9 * DAY }),
      held("standby", "payer", { state: "eligible" }),
      held("quiet", "rep", { muted }),
      held("late", "rep", { validFrom: NOW + 30 * DAY }),
      grant,
    ]);
    expect(world.refused("boss", "cover", leave)).toBe("not_authorised");
    for (const id of ["asked", "standby", "quiet", "late", "grant"]) {
      expect(world.refused("boss", "cover", { ...leave, assignmentIds: [id] })).toBe("invalid_command");
    }
    expect(world.refused("boss", "cover", { ...leave, assignmentIds: [] })).toBe("invalid_command");
    expect(world.refused("boss", "cover", { ...leave, assignmentIds: ["x"] })).toBe("unknown_assignment");
  });

  it("needs a deputy who is active and somebody else", () => {
    const world = company();
    expect(world.refused("boss", "cover", { ...leave, deputyId: "max" })).toBe("invalid_command");
    world.do("boss", "suspend", { principalId: "fred" });
    expect(world.refused("boss", "cover", leave)).toBe("wrong_status");
  });

  it.each<[string, (world: World) => void]>([
    ["is revoked", (world) => world.do("boss", "revoke", { principalId: "max", assignmentId: "max-manager" })],
    ["is muted", (world) => world.do("boss", "mute", { principalId: "max", assignmentId: "max-manager" })],
    [
      "gets another scope",
      (world) =>
        world.do("boss", "changeScope", { principalId: "max", assignmentId: "max-manager", scope: { region: ["AT"] } }),
    ],
    [
      "ends by a transfer",
      (world) => world.do("boss", "transfer", { principalId: "max", end: ["max-manager"], start: [] }),
    ],
    ["goes with its holder", (world) => world.do("boss", "offboard", { principalId: "max", keep: "nothing" })],
  ])("ends when what it covers %s, and the deputy hears of it", (_, end) => {
    const world = company();
    world.do("boss", "cover", leave);
    end(world);
    expect(world.state("fred").assignments.map(({ id }) => id)).toEqual(["fred-manager"]);
    expect(exports(world, NOW + 2 * DAY, dealInFrance)).toBe(true);
    expect(world.events.find(({ type }) => type === "castellan.cover.ended")).toMatchObject({ subject: "fred" });
  });

  it("stays when somebody else's assignment of the same name ends", () => {
    const world = company();
    for (const id of ["ann", "bob"]) {
      world.put(id, [held("their-rep", "rep")]);
      world.do("boss", "cover", { ...leave, principalId: id });
    }
    world.do("boss", "revoke", { principalId: "ann", assignmentId: "their-rep" });
    const covers = world.state("fred").assignments.flatMap(({ origin }) => (origin?.kind === "cover" ? [origin] : []));
    expect(covers).toMatchObject([{ forPrincipalId: "bob" }]);
  });

  it("ends with what it covers on a coming day", () => {
    const world = company();
    world.do("boss", "cover", leave);
    world.do("boss", "offboard", { principalId: "max", keep: "nothing", at: NOW + 2 * DAY });
    expect(exports(world, NOW + 2 * DAY - 1)).toBe(true);
    expect(exports(world, NOW + 2 * DAY)).toBe(false);
  });

  it("goes on while the person is suspended: the deputy acts in their own name", () => {
    const world = company();
    world.do("boss", "cover", leave);
    world.do("boss", "suspend", { principalId: "max" });
    expect(exports(world, NOW + 2 * DAY)).toBe(true);
  });
});
