import { describe, it } from "vitest";
import * as laws from "../../src/testing/laws.js";
import { holds } from "./hold.js";

describe("the laws hold on generated policies", () => {
  it("law 1 (S6): adding an allow never takes access away", () => holds(laws.addingAnAllow));

  it("law 2 (S27): adding a forbid or require never gives any", () => holds(laws.addingAForbidOrRequire));

  it("law 3 (S43): declaration and assignment order, and duplicates, never matter", () =>
    holds(laws.orderAndDuplicates));

  it("law 4 (S21): widening the scope of an assignment of allows never takes access away", () =>
    holds(laws.wideningAScope));

  it("law 4 (S21): two disjoint scopes never see each other's records", () =>
    holds(laws.disjointScopes, { runs: 500, cases: 60 }));

  it("law 5 (S24): nothing counts outside its window", () => holds(laws.outsideItsWindow));

  it("law 5 (S26): asked again before `validUntil`, the decision is the same", () => holds(laws.timeLaw));

  it("law 6 (S12): removing a fact never gives access, in policies without `$exists`", () => holds(laws.removingAFact));

  it("law 7 (S37): a filter keeps a record if and only if `can` says yes to it", () =>
    holds(laws.filterLaw, { runs: 300, cases: 500 }));

  it("law 7 (S39): a snapshot, through JSON and at every instant to come, answers as its access", () =>
    holds(laws.snapshotLaw, { runs: 150 }));

  it("law 8 (S36): a mask shows raw only readable cells, and masking the result shows no more", () =>
    holds(laws.maskedCells));

  it("law 9 (S43): removing all statements that determined a decision changes it", () =>
    holds(laws.removingWhatDetermined));

  it("law 10 (S42): attenuation and on-behalf-of never widen", () => holds(laws.neverWider));

  it("law 11 (steps 2 and 3): an inactive principal or a revoked session gets nothing", () =>
    holds(laws.inactiveOrRevoked));

  it("law 12 (S43): the reference gives the same decision", () => holds(laws.sameAsReference));

  it("law 13 (S28): stronger or fresher authentication never takes access away", () =>
    holds(laws.fresherAuthentication));

  it("law 13 (S30): an approval turns no deny into anything else", () => holds(laws.addingAnApproval));

  it("law 14 (S29): after exactly the named cures a challenge becomes allow", () => holds(laws.namedCures));

  it("law 15 (S32): serialising, parsing and renaming ids preserve every decision", () =>
    holds(laws.serialisedAndRenamed));

  it("law 16 (S8): a batch is the map of its singles", () => holds(laws.batchOfSingles));

  it("law 17 (S11): `canSome` is never false too often", () => holds(laws.canSome));

  it("law 19 (S7): no input makes the engine hang or throw anything but its own errors", () =>
    holds(laws.total, { runs: 400 }));
});
