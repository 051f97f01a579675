import { changedPrincipals, checkChanges, checkSequence, revisionConflict, StoreError } from "castellan/storage";
import { describe, expect, it } from "vitest";
import { commitAt, stateAt } from "./file/directory.js";

const good = commitAt(5);

/** The message of the refusal. */
function refusal(changes: typeof good, tenant = "acme", expectedRevision = 4): string {
  try {
    checkChanges(tenant, changes, { expectedRevision });
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ code: "invalid_changes" });
    return (error as StoreError).message;
  }
  return "taken";
}

describe("a commit", () => {
  it("is taken if nothing is wrong with it", () => {
    expect(refusal(good)).toBe("taken");
    expect(refusal({ put: [], events: good.events })).toBe("taken");
  });

  // that each is refused by every store, the contract shows; here is what is said about it
  it("is refused in words that name what is wrong", () => {
    const [event] = good.events;
    expect(refusal({ ...good, events: [] })).toBe("a commit without an event would change things unseen");
    expect(refusal({ ...good, remove: ["ada"] })).toBe(
      "principal `ada` is changed twice; a commit gives each its last state",
    );
    expect(refusal({ ...good, put: [stateAt(5, "ben")] })).toBe(
      "principal `ben` is changed, and no event names it in `principalIds`",
    );
    expect(refusal(good, "acme", 5)).toBe("an event of revision 5 is in commit 6");
    expect(refusal(good, "acme", -1)).toBe("the expected revision `-1` is not a whole number from 0");
    expect(refusal({ ...good, events: [event!, { ...event!, sequence: 7 }] })).toBe("event 7 follows event 5");
    expect(refusal({ ...good, events: [{ ...event!, sequence: 0 }] })).toBe(
      "the sequence `0` is not a whole number from 1",
    );
    expect(refusal(good, "")).toContain("the tenant's id is not well-formed text");
    expect(refusal({ ...good, events: [{ ...event!, data: { ...event!.data, key: "" } }] })).toContain(
      "the key of event 5",
    );
  });

  it("that does not go on from the last event is refused", () => {
    expect(() => checkSequence(good, 4)).not.toThrow();
    expect(() => checkSequence(good, 3)).toThrow("the first event has sequence 5 where 4 comes next");
    expect(() => checkSequence({ events: [] }, 0)).toThrow(StoreError);
  });

  it("changes whom it puts and removes, in this order", () => {
    expect(changedPrincipals({ ...good, remove: ["ben"] })).toEqual(["ada", "ben"]);
  });

  it("that comes second is told so", () => {
    expect(revisionConflict(3, 5)).toMatchObject({
      code: "revision_conflict",
      message: "the commit rests on revision 3, and the tenant is at 5; read again",
    });
    expect(revisionConflict(3).message).toContain("another commit came first");
  });
});
