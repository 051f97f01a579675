import { beforeEach, describe, expect, it } from "vitest";
import type { CommandInputs } from "../../../../src/lifecycle/command.js";
import { couldApprove, couldApproveAction } from "../../../../src/lifecycle/elevation/approvers.js";
import { missingOf } from "../../../../src/lifecycle/elevation/progress.js";
import { countingVoters } from "../../../../src/lifecycle/elevation/voters.js";
import type { JsonObject } from "../../../../src/model/json.js";
import { HOUR, World } from "../world.js";
import { german, held, house } from "./house.js";

type Wanted = CommandInputs["requestAccess"];

describe("a request for one action on one record", () => {
  let world: World;

  beforeEach(() => {
    world = new World({ policy: house });
    world.put("boss", [held("b", "admin")]);
    world.put("rep", [held("r", "rep", { scope: { region: ["DE", "AT"] } })]);
    world.put("m1", [held("m", "manager")]);
    world.put("m2", [held("m", "manager", { scope: { region: ["DACH"] } })]);
    world.put("fr", [held("m", "manager", { scope: { region: ["FR"] } })]);
  });

  const win: Wanted & object = {
    action: "update",
    type: "deal",
    record: { ...german, ownerId: "zoe" },
    changes: { stage: "won" },
    reason: "signed",
  };
  const theirs = { ...german, ownerId: "zoe" };

  function ask(wanted: Wanted = win) {
    return world.do("rep", "requestAccess", wanted).result;
  }

  it("becomes an approval of just this action, record and change, by who holds the role on the record", () => {
    const { requestId, status, approvers } = ask();
    expect({ status, approvers }).toEqual({ status: "open", approvers: ["m1", "m2"] });
    expect(world.access("rep").can("update", "deal", theirs, "stage")).toBe(false);
    world.now += HOUR;
    world.do("m2", "approve", { requestId, reason: "well done" });
    expect(world.state("rep").approvals).toEqual([
      {
        id: expect.any(String),
        by: "m2",
        principal: "rep",
        action: "update",
        type: "deal",
        recordId: "d1",
        changes: { stage: "won" },
        seen: expect.objectContaining({ id: "d1", region: "DE", stage: "open", ownerId: "zoe" }),
        at: world.now,
        validUntil: world.now + 24 * HOUR,
      },
    ]);
    const decide = (record: object, changes: object) =>
      world.access("rep").decide({ action: "update", type: "deal", record, changes } as never).outcome;
    expect(decide(theirs, { stage: "won" })).toBe("allow");
    expect(decide({ ...theirs, id: "d2" }, { stage: "won" })).toBe("challenge");
    expect(decide(theirs, { stage: "won", amount: 1 })).toBe("challenge");
  });

  it("is approved by a role that has all of the one that is needed, and by none that leaves something out", () => {
    world.put("dir", [held("d", "director")]);
    world.put("clerk", [held("c", "clerk")]);
    const { requestId, approvers } = ask();
    expect(approvers).toEqual(["dir", "m1", "m2"]);
    expect(world.refused("clerk", "approve", { requestId })).toBe("not_authorised");
    expect(world.do("dir", "approve", { requestId }).result.status).toBe("approved");
  });

  it("is approved by nobody whom the record names, nor out of scope, nor by who only could become a manager", () => {
    world.put("elig", [held("m", "manager", { state: "eligible" })]);
    world.put("muted", [held("m", "manager", { muted: { at: 0, by: "boss", reason: "leave" } })]);
    const { requestId, approvers } = ask({ ...win, record: { ...german, ownerId: "m1" } } as Wanted);
    expect(approvers).toEqual(["m2"]);
    for (const id of ["m1", "fr", "elig", "muted", "boss"]) {
      expect([id, world.refused(id, "approve", { requestId })]).toEqual([id, "not_authorised"]);
    }
  });

  it("that moves a record needs an approver who holds the role where it is and where it goes", () => {
    const policyAllows = { stage: "won", region: "AT" };
    const { requestId, approvers } = ask({ ...win, changes: policyAllows } as Wanted);
    expect(approvers).toEqual(["m2"]);
    expect(world.refused("m1", "approve", { requestId })).toBe("not_authorised");
  });

  it("is approved by nobody whom it would name afterwards either", () => {
    const at = world.situation(world.actor(undefined));
    const wanted = { kind: "action", action: "update", type: "deal", recordId: "d1", seen: theirs } as const;
    const required = { by: "manager", count: 1, distinctFrom: ["ownerId"] };
    const could = (changes: JsonObject) => couldApproveAction(at, { ...wanted, changes }, required, world.state("m1"));
    expect([could({ stage: "won" }), could({ ownerId: "m1" })]).toEqual([true, false]);
  });

  it("that names no approval is approved by nobody", () => {
    const at = world.situation(world.actor(undefined));
    const request = {
      ...world.state("rep"),
      id: "x",
      status: "open",
      reason: "",
      at: 0,
      expiresAt: 1,
      needed: 0,
      votes: [],
    } as const;
    const wanted = { kind: "action", action: "update", type: "deal", seen: theirs } as const;
    expect(couldApprove(at, { ...request, wanted }, world.state("m1"))).toBe(false);
    expect(missingOf(at, { ...request, wanted }, [world.state("m1")])).toBe(Number.POSITIVE_INFINITY);
  });

  it("counts no vote of who asked, nor of who stands behind them, even if it were there", () => {
    const { requestId } = ask();
    const [request] = world.state("rep").requests.filter(({ id }) => id === requestId);
    if (request === undefined) throw new Error("no request");
    const votes = ["rep", "m1", "m2"].map((by) => ({ by, at: world.now, verdict: "approve" }) as const);
    const counting = countingVoters({ ...request, onBehalfOf: "m1", votes }, "rep", () => true);
    let step = counting.next();
    while (step.done !== true) step = counting.next(world.lookUp(step.value) as never);
    expect(step.value.map(({ principal }) => principal.id)).toEqual(["m2"]);
  });

  it("lies in no scope where the record does not say where it lies", () => {
    const { region: _, ...nowhere } = theirs;
    expect(world.refused("rep", "requestAccess", { ...win, record: nowhere } as Wanted)).toBe("policy");
    world.put("rep", [held("r", "rep", { scope: { region: "*" } })]);
    expect(ask({ ...win, record: nowhere } as Wanted)).toMatchObject({ status: "unapprovable" });
    expect(ask({ ...win, record: { ...theirs, region: 7 } } as Wanted)).toMatchObject({ status: "unapprovable" });
  });

  it("needs two who approve in time: a yes that is too old does not count, and may be given again", () => {
    const wanted: Wanted = { action: "export", type: "deal", record: theirs, reason: "for the auditors" };
    const { requestId } = ask(wanted);
    expect(world.do("m1", "approve", { requestId }).result).toEqual({ status: "open", missing: 1 });
    world.now += HOUR;
    expect(world.do("m2", "approve", { requestId }).result).toEqual({ status: "open", missing: 1 });
    expect(world.refused("m2", "approve", { requestId })).toBe("wrong_status");
    expect(world.do("m1", "approve", { requestId }).result).toEqual({ status: "approved", missing: 0 });
    expect(world.access("rep").can("export", "deal", theirs)).toBe(true);
    expect(
      world
        .state("rep")
        .approvals.map(({ by }) => by)
        .sort(),
    ).toEqual(["m1", "m2"]);
    world.now += HOUR;
    expect(world.access("rep").can("export", "deal", theirs)).toBe(false);
  });

  it("gives an approval without an end where the policy names none", () => {
    const { requestId } = ask({ action: "delete", type: "deal", record: theirs, reason: "a duplicate" });
    world.do("m1", "approve", { requestId });
    expect(world.state("rep").approvals[0]).not.toHaveProperty("validUntil");
    world.now += 1000 * HOUR;
    expect(world.access("rep").can("delete", "deal", theirs)).toBe(true);
  });

  it("to create approves the record to the letter", () => {
    world.put("dir", [held("d", "director")]);
    const record = { id: "new", ownerId: "rep", region: "DE", stage: "open", amount: 5000 };
    const { requestId } = ask({ action: "create", type: "deal", record, reason: "a big one" });
    world.do("dir", "approve", { requestId });
    expect(world.access("rep").decide({ action: "create", type: "deal", record } as never).outcome).toBe("allow");
    const larger = { ...record, amount: 5001 };
    expect(world.access("rep").decide({ action: "create", type: "deal", record: larger } as never).outcome).toBe(
      "challenge",
    );
  });

  it("is refused where there is no need to ask, where no approval helps, and where it makes no sense", () => {
    const why = { reason: "just because" };
    expect(world.refused("rep", "requestAccess", { action: "read", type: "deal", record: theirs, ...why })).toBe(
      "wrong_status",
    );
    expect(world.refused("rep", "requestAccess", { ...win, changes: { ownerId: "rep" } } as Wanted)).toBe("policy");
    expect(world.refused("rep", "requestAccess", { ...win, record: { ...theirs, region: "US" } } as Wanted)).toBe(
      "policy",
    );
    expect(world.refused("rep", "requestAccess", { ...win, type: "nothing" } as Wanted)).toBe("invalid_command");
    expect(world.refused("rep", "requestAccess", { ...win, action: "__proto__" } as Wanted)).toBe("invalid_command");
    expect(world.refused("rep", "requestAccess", { ...win, reason: "" } as Wanted)).toBe("reason_required");
    const { id: _, ...nameless } = theirs;
    expect(world.refused("rep", "requestAccess", { ...win, record: nameless } as Wanted)).toBe("invalid_command");
    const trap = {
      ...theirs,
      get amount(): number {
        throw new Error("trap");
      },
    };
    expect(["policy", "invalid_command", "done"]).toContain(
      world.hostile("rep", "requestAccess", { ...win, record: trap }),
    );
  });

  it("tells in the audit which fields are to change, and never to what", () => {
    const { requestId } = ask();
    const { events } = world.do("m1", "approve", { requestId, reason: "seen" });
    expect(JSON.stringify(world.events)).not.toContain("zoe");
    expect(JSON.stringify(world.events.map(({ data }) => data.details))).not.toContain("won");
    expect(events.map(({ type }) => type)).toEqual(["castellan.request.approved"]);
  });
});
