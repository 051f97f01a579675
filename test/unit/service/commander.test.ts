import { describe, expect, it } from "vitest";
import type { Command } from "../../../src/lifecycle/command.js";
import type { CommandRunner } from "../../../src/service/command-runner.js";
import type { Commander } from "../../../src/service/commander.js";
import { openCommander } from "../../../src/service/open-commander.js";

const given: (Command & { readonly by: unknown })[] = [];
/** Takes note of the commands that it is given. */
const runner = {
  run: async (command: Command, by: unknown) => void given.push({ ...command, by }),
} as unknown as CommandRunner;
const me = openCommander<never>(runner, { kind: "system", name: "me" }) as unknown as Commander<never> &
  Record<string, (...input: readonly unknown[]) => Promise<unknown>>;

const notes = { reason: "why", key: "k" };
const on = { principalId: "p" };

describe("a commander", () => {
  it.each([
    ["invite", [{ kind: "guest", ...notes }], { kind: "guest" }],
    ["resendInvite", ["p", { linkExpiresIn: "1d", ...notes }], { ...on, linkExpiresIn: "1d" }],
    ["withdrawInvite", ["p", notes], on],
    ["completeStep", ["p", "s", notes], { ...on, stepId: "s" }],
    ["checkIn", ["p", notes], on],
    ["assign", ["p", { role: "r", ...notes }], { ...on, role: "r" }],
    ["revoke", ["p", "a", notes], { ...on, assignmentId: "a" }],
    ["mute", ["p", "a", { until: 5, ...notes }], { ...on, assignmentId: "a", until: 5 }],
    ["unmute", ["p", "a", notes], { ...on, assignmentId: "a" }],
    ["changeScope", ["p", "a", { scope: { x: "*" }, ...notes }], { ...on, assignmentId: "a", scope: { x: "*" } }],
    ["extend", ["p", { validUntil: 5, ...notes }], { ...on, validUntil: 5 }],
    ["changeSponsor", ["p", { sponsorId: "q", ...notes }], { ...on, sponsorId: "q" }],
    ["updateAttributes", ["p", { attributes: { x: 1 }, ...notes }], { ...on, attributes: { x: 1 } }],
    ["transfer", ["p", { end: [], start: [], ...notes }], { ...on, end: [], start: [] }],
    ["suspend", ["p", notes], on],
    ["reactivate", ["p", notes], on],
    ["offboard", ["p", { keep: "nothing", ...notes }], { ...on, keep: "nothing" }],
    ["lockDown", ["p", { lookBack: "1d", ...notes }], { ...on, lookBack: "1d" }],
    ["unlock", ["p", notes], on],
    ["endSessions", ["p", notes], on],
    ["erase", ["p", notes], on],
    ["cover", ["p", { deputyId: "d", until: 5, ...notes }], { ...on, deputyId: "d", until: 5 }],
    ["loginAs", ["p", { duration: "1h", ...notes }], { ...on, duration: "1h" }],
    ["endLoginAs", ["p", "l", notes], { ...on, loginId: "l" }],
    ["requestAccess", [{ role: "r", duration: "1h", ...notes }], { role: "r", duration: "1h" }],
    ["approve", ["q", notes], { requestId: "q" }],
    ["reject", ["q", notes], { requestId: "q" }],
    ["withdraw", ["q", notes], { requestId: "q" }],
    ["activate", ["a", { duration: "1h", ...notes }], { assignmentId: "a", duration: "1h" }],
    ["deactivate", ["a", notes], { assignmentId: "a" }],
    ["breakGlass", ["a", { duration: "1h", ...notes }], { assignmentId: "a", duration: "1h" }],
    [
      "reviewEmergency",
      ["p", { emergencyId: "e", verdict: "abuse", ...notes }],
      { ...on, emergencyId: "e", verdict: "abuse" },
    ],
    ["authorize", [{ action: "x", type: "t", record: {}, ...notes }], { action: "x", type: "t", record: {} }],
    ["applyIdentity", ["p", { provider: "i", saidAt: 1, ...notes }], { ...on, provider: "i", saidAt: 1 }],
    ["applySecurityEvent", [{ event: { id: "e" }, ...notes }], { event: { id: "e" } }],
  ] as const)("makes the command %s of what it is given", async (name, input, expected) => {
    given.length = 0;
    await me[name as string]?.(...input);
    expect(given).toEqual([{ command: name, ...expected, ...notes, by: { kind: "system", name: "me" } }]);
    // whom it is about is not for the rest to say
    given.length = 0;
    const last = { ...(input.at(-1) as object), principalId: "x", assignmentId: "y", requestId: "z", command: "erase" };
    await me[name as string]?.(...input.slice(0, -1), last);
    expect(given).toMatchObject([{ command: name, ...expected }]);
  });

  it.each(["withdrawInvite", "checkIn", "suspend", "reactivate", "unlock", "endSessions", "erase", "resendInvite"])(
    "needs nothing but a name to %s",
    async (name) => {
      given.length = 0;
      await me[name]?.("p");
      expect(given).toMatchObject([{ command: name, ...on }]);
    },
  );
});
