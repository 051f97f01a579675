import { describe, expect, it } from "vitest";
import type { PrincipalState } from "../../../src/model/principal-state.js";
import { held } from "./firm.js";
import { DAY, NOW, World } from "./world.js";

const request = {
  wanted: { kind: "role", role: "rep", durationMs: DAY },
  reason: "x",
  at: NOW,
  needed: 1,
  votes: [],
} as const;
const approval = { by: "max", principal: "eva", action: "export", type: "deal", recordId: "d", at: NOW } as const;
const emergency = { assignmentId: "a", at: NOW, until: NOW + DAY, reason: "x", reviewDueAt: NOW + DAY } as const;
const review = { by: "max", at: NOW, verdict: "justified", reason: "x" } as const;

const full: Partial<PrincipalState> = {
  requests: [
    { ...request, id: "open", status: "open", expiresAt: NOW },
    { ...request, id: "settled", status: "rejected", expiresAt: NOW + DAY, settledAt: NOW },
  ],
  approvals: [
    { ...approval, id: "ends", validUntil: NOW },
    { ...approval, id: "stays" },
  ],
  logins: [{ id: "login", by: "max", from: NOW - DAY, until: NOW, reason: "x" }],
  emergencies: [
    { ...emergency, id: "reviewed", review },
    { ...emergency, id: "unreviewed" },
  ],
};
const assignments = [
  held("ended", "rep", { validUntil: NOW }),
  held("never", "rep", { validFrom: NOW, validUntil: NOW }),
  held("standing", "rep"),
  held("coming", "rep", { validFrom: NOW + 365 * DAY }),
];

function idsAfter(days: number) {
  const world = new World();
  world.put("eva", assignments, full);
  world.now = NOW + days * DAY;
  world.do(undefined, "updateAttributes", { principalId: "eva", attributes: {} });
  const state = world.state("eva");
  return [state.assignments, state.requests, state.approvals, state.logins, state.emergencies].flatMap((list) =>
    (list ?? []).map(({ id }) => id),
  );
}

describe("a state that is written", () => {
  it("keeps for 90 days what is over", () => {
    expect(idsAfter(90 - 1 / DAY)).toEqual([
      ...["ended", "never", "standing", "coming"],
      ...["open", "settled"],
      ...["ends", "stays"],
      "login",
      ...["reviewed", "unreviewed"],
    ]);
  });

  it("loses it then, and nothing that counts or waits for somebody", () => {
    expect(idsAfter(90)).toEqual(["standing", "coming", "stays", "unreviewed"]);
  });
});
