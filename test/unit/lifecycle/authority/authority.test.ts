import { beforeEach, describe, expect, it } from "vitest";
import {
  couldHandOut,
  couldHandOutUntil,
  mayAdminister,
  mayHandOut,
  mayReinstate,
  mayTakeAway,
} from "../../../../src/lifecycle/authority.js";
import { liveAssignments } from "../../../../src/lifecycle/live-assignments.js";
import { isScopeWithin } from "../../../../src/lifecycle/scope-within.js";
import type { Actor } from "../../../../src/lifecycle/situation.js";
import type { HeldAssignment } from "../../../../src/model/principal-state.js";
import { held, house } from "../elevation/house.js";
import { HOUR, World } from "../world.js";

let world: World;

beforeEach(() => {
  world = new World({ policy: house });
});

/** What somebody with these assignments may hand out. */
function hands(assignments: readonly HeldAssignment[], given: Partial<HeldAssignment> = {}, session = world.session()) {
  world.put("someone", assignments);
  const actor = world.actor("someone", session);
  return mayHandOut(world.situation(actor), actor, held("new", "rep", given));
}

describe("who may hand out a role (S35)", () => {
  it("is who holds one of the roles that `assignableBy` names, to the letter", () => {
    expect(hands([held("a", "manager")])).toBe(true);
    expect(hands([held("a", "rep")])).toBe(false);
    // all of a manager and more, and yet nobody said that directors hand out anything
    expect(hands([held("a", "director")])).toBe(false);
    expect(hands([held("a", "clerk")])).toBe(false);
    expect(hands([])).toBe(false);
    expect(hands([held("a", "admin")], { role: "constructor" } as never)).toBe(false);
    expect(hands([held("a", "constructor"), held("b", "__proto__")])).toBe(false);
  });

  it("only inside the scope in which the authority is held", () => {
    const dach = [held("a", "manager", { scope: { region: ["DACH"] } })];
    expect(hands(dach, { scope: { region: ["DE", "AT"] } })).toBe(true);
    expect(hands(dach, { scope: { region: ["EMEA"] } })).toBe(false);
    expect(hands(dach, { scope: { region: ["DE", "FR"] } })).toBe(false);
    expect(hands(dach, { scope: { region: "*" } })).toBe(false);
    expect(hands([held("a", "admin")], { scope: { region: "*" } })).toBe(true);
    expect(
      hands(
        [held("a", "manager", { scope: { region: ["DE"] } }), held("b", "manager", { scope: { region: ["AT"] } })],
        {
          scope: { region: ["DE", "AT"] },
        },
      ),
    ).toBe(false);
  });

  it("and nothing that outlasts it: neither the assignment that gives the authority, nor its holder", () => {
    const until = world.now + HOUR;
    expect(hands([held("a", "manager", { validUntil: until })])).toBe(false);
    expect(hands([held("a", "manager", { validUntil: until })], { validUntil: until + 1 })).toBe(false);
    expect(hands([held("a", "manager", { validUntil: until })], { validUntil: until })).toBe(true);
    expect(hands([held("a", "manager", { validUntil: until })], { validUntil: "never" })).toBe(false);
    const brief = world.put("brief", [held("a", "admin")], {
      principal: { id: "brief", kind: "employee", status: "active", validUntil: until },
    });
    const at = world.situation(world.actor("brief"));
    expect(mayHandOut(at, at.actor, held("n", "rep"))).toBe(false);
    expect(mayHandOut(at, at.actor, held("n", "rep", { validUntil: until }))).toBe(true);
    expect(couldHandOutUntil(at, brief, held("n", "rep"))).toBe(until);
  });

  it.each<[string, Partial<HeldAssignment>]>([
    ["eligible", { state: "eligible" }],
    ["muted", { muted: { at: 0, by: "x", reason: "x" } }],
    ["muted until something that is no instant", { muted: { at: 0, by: "x", reason: "x", until: Number.NaN } }],
    ["over", { validUntil: 1 }],
    ["to come", { validFrom: Date.UTC(2030, 0) }],
    ["windowed by something that is no instant", { validUntil: "soon" }],
    ["without the scope that its role needs", { scope: {} }],
    ["without any scope", { scope: undefined }],
    ["scoped by nothing", { scope: { region: [] } }],
    ["scoped by what is no list", { scope: { region: "DE" as never } }],
    ["scoped by what only looks like its own", { scope: Object.create({ region: "*" }) }],
    ["scoped by a dimension that there is not", { scope: { region: "*", moon: ["x"] } as never }],
    ["of a state that there is not", { state: "Active" as never }],
    ["a role and statements at once", { statements: { deal: [{ allow: "read" }] } } as never],
  ])("never through an assignment that is %s", (_, rest) => {
    expect(hands([held("a", "manager", { scope: { region: "*" } })])).toBe(true);
    expect(hands([{ ...held("a", "manager", { scope: { region: "*" } }), ...rest } as HeldAssignment])).toBe(false);
  });

  it("demands the scope of the roles that a role extends as well", () => {
    const { governance, now } = world.situation(world.actor(undefined));
    const director = world.put("dir", [held("d", "director", { scope: undefined as never })]);
    expect(liveAssignments({ governance, now }, director, world.session())).toEqual([]);
    expect([...governance.dimensionsOf("director")]).toEqual(["region"]);
  });

  it("never in a session that is revoked or over, nor as somebody who is not active", () => {
    const admin = [held("a", "admin")];
    expect(hands(admin, {}, { ...world.session(), expiresAt: world.now })).toBe(false);
    expect(hands(admin, {}, { ...world.session(), expiresAt: world.now + 1 })).toBe(true);
    for (const status of ["invited", "read_only", "suspended", "deactivated"] as const) {
      const state = world.put("s", admin, { principal: { id: "s", kind: "employee", status } });
      expect(couldHandOut(world.situation(world.actor("s")), state, held("n", "rep"))).toBe(false);
    }
    world.put("s", admin, { principal: { id: "s", kind: "employee", status: "active", sessionsValidFrom: world.now } });
    const old = world.actor("s", world.session(world.now - 1));
    expect(mayHandOut(world.situation(old), old, held("n", "rep"))).toBe(false);
  });

  it("as an agent only together with its human, and as the human only together with the agent", () => {
    world.put("bot", [held("a", "manager")]);
    world.put("boss", [held("a", "admin")]);
    world.put("ann");
    const session = world.session();
    const pair = (agent: string, human: string): Actor => ({
      kind: "principal",
      state: world.state(agent),
      session,
      onBehalfOf: { state: world.state(human), session },
    });
    const may = (actor: Actor) => mayHandOut(world.situation(actor), actor, held("n", "rep"));
    expect([may(pair("bot", "boss")), may(pair("bot", "ann")), may(pair("ann", "boss"))]).toEqual([true, false, false]);
  });

  it("hands out direct grants only as the settings say", () => {
    const grant = { id: "g", statements: { deal: [{ allow: "read" }] }, scope: { region: ["DE"] } } as const;
    world.put("boss", [held("a", "admin")]);
    const at = world.situation(world.actor("boss"));
    expect(mayHandOut(at, at.actor, grant)).toBe(false);
    expect(mayHandOut({ ...at, settings: { directGrantsBy: ["admin"] } }, at.actor, grant)).toBe(true);
  });

  it("hands out no direct grant on types that its own scope does not bound", () => {
    world.put("regional", [held("a", "manager", { scope: { region: ["DE"] } })]);
    world.put("global", [held("a", "manager", { scope: { region: "*" } })]);
    const may = (id: string, statements: object, scope?: object) => {
      const actor = world.actor(id);
      const at = { ...world.situation(actor), settings: { directGrantsBy: ["manager"] } };
      return mayHandOut(at, actor, { statements, ...(scope === undefined ? {} : { scope }) } as never);
    };
    const read = [{ allow: "read" }];
    const germany = { region: ["DE"] };
    expect(may("regional", { deal: read }, germany)).toBe(true);
    // a scope does not narrow what has no place for it
    expect(may("regional", { contact: read }, germany)).toBe(false);
    expect(may("regional", { deal: read, contact: read }, germany)).toBe(false);
    expect(may("regional", { constructor: read }, germany)).toBe(false);
    // under `"*"` no such type is reached
    expect(may("regional", { "*": read }, germany)).toBe(true);
    expect(may("global", { contact: read })).toBe(true);
  });
});

describe("who may take away", () => {
  it("is who may hand out, however long it lasts", () => {
    world.put("brief", [held("a", "manager", { validUntil: world.now + 1 })]);
    const at = world.situation(world.actor("brief"));
    expect(mayTakeAway(at, at.actor, held("n", "rep"))).toBe(true);
    expect(mayTakeAway(at, at.actor, held("n", "rep", { scope: { region: ["FR"] } }))).toBe(false);
    expect(mayTakeAway(at, at.actor, held("n", "manager"))).toBe(false);
  });
});

describe("who may administer somebody as a whole", () => {
  const target = (...assignments: HeldAssignment[]) => world.put("target", assignments);

  it("is who could take away all that they hold, and that is not over", () => {
    world.put("m", [held("a", "manager")]);
    const at = world.situation(world.actor("m"));
    expect(mayAdminister(at, at.actor, target(held("x", "rep")))).toBe(true);
    expect(mayAdminister(at, at.actor, target(held("x", "rep"), held("y", "payer")))).toBe(false);
    expect(mayAdminister(at, at.actor, target(held("x", "rep"), held("y", "payer", { state: "eligible" })))).toBe(
      false,
    );
    expect(mayAdminister(at, at.actor, target(held("x", "rep"), held("y", "payer", { validUntil: 1 })))).toBe(true);
    expect(mayAdminister(at, at.actor, target(held("x", "rep", { scope: { region: ["FR"] } })))).toBe(false);
  });

  it("or holds one of the settings' administrators around it; who hands out nothing administers nobody", () => {
    world = new World({ policy: house, settings: { administrators: ["rep"] } });
    world.put("r", [held("a", "rep")]);
    world.put("b", [held("a", "biller")]);
    const at = world.situation(world.actor("r"));
    expect(mayAdminister(at, at.actor, target(held("x", "manager")))).toBe(true);
    expect(mayAdminister(at, at.actor, target(held("x", "manager", { scope: { region: ["DACH"] } })))).toBe(false);
    const other = world.situation(world.actor("b"));
    expect(mayAdminister(other, other.actor, target())).toBe(false);
  });

  it("and gives back nothing that outlasts the authority", () => {
    const until = world.now + HOUR;
    world.put("brief", [held("a", "manager", { validUntil: until })]);
    const at = world.situation(world.actor("brief"));
    expect(mayReinstate(at, at.actor, target(held("x", "rep")))).toBe(false);
    expect(mayReinstate(at, at.actor, target(held("x", "rep", { validUntil: until })))).toBe(true);
    const guest = world.put("guest", [held("x", "rep")], {
      principal: { id: "guest", kind: "guest", status: "suspended", validUntil: until },
    });
    expect(mayReinstate(at, at.actor, guest)).toBe(true);
  });
});

describe("whether a scope lies within another", () => {
  it.each([
    [{ region: ["DE"] }, { region: ["DE"] }, true],
    [{ region: ["DE"] }, { region: ["EMEA"] }, true],
    [{ region: ["EMEA"] }, { region: ["DE"] }, false],
    [{ region: ["DE"] }, { region: "*" }, true],
    [{ region: "*" }, { region: "*" }, true],
    [{ region: "*" }, { region: ["EMEA", "AMER"] }, false],
    [{}, { region: ["EMEA"] }, false],
    [undefined, { region: ["EMEA"] }, false],
    [{}, {}, true],
    [undefined, undefined, true],
    [{ region: ["Mars"] }, { region: ["Mars"] }, true],
    [{ region: ["Mars"] }, { region: ["EMEA"] }, false],
    [{ region: [] }, { region: ["EMEA"] }, false],
    [{ region: ["DE", 7] }, { region: ["EMEA"] }, false],
    [Object.create({ region: ["DE"] }), { region: ["DE"] }, false],
    [{ region: ["DE"] }, { moon: ["x"] }, false],
    [{ region: ["DE"] }, ["x"], false],
    ["DE", { region: ["DE"] }, false],
  ])("%j within %j: %s", (inner, outer, expected) => {
    expect(isScopeWithin(world.governance, inner as never, outer as never)).toBe(expected);
  });
});
