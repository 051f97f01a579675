import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEED } from "../seed.js";
import { steps } from "./escalation-command.js";
import { companies } from "./escalation-company.js";
import { type Played, play, type Sabotage } from "./escalation-play.js";
import { SABOTAGES } from "./escalation-sabotage.js";

/** Plays many companies, and tells the first that goes wrong. */
function playMany(numRuns: number, sabotage?: Sabotage, seen: (played: Played) => void = () => undefined) {
  const sequences = fc.array(steps, { minLength: 40, maxLength: 80 });
  const property = fc.property(companies, sequences, (company, sequence) => {
    const played = play(company, sequence, sabotage);
    seen(played);
    expect(played.wrongs).toEqual([]);
  });
  return fc.check(property, { seed: SEED, numRuns, endOnFailure: true });
}

describe("no sequence of commands", () => {
  it("ever gives anybody more than the policy lets somebody hand out, nor breaks duties or the bounds of roles", () => {
    const done = new Map<string, number>();
    const { failed, errorInstance } = playMany(300, undefined, (played) => {
      for (const [command, count] of played.done) done.set(command, (done.get(command) ?? 0) + count);
    });
    if (failed) throw errorInstance;
    const often = [
      ["assign", 100],
      ["activate", 100],
      ["invite", 50],
      ["approve", 50],
      ["extend", 50],
      ["transfer", 30],
      ["changeScope", 15],
      ["breakGlass", 15],
      ["cover", 5],
      ["reactivate", 3],
      ["unmute", 1],
      ["authorize", 1],
    ] as const;
    for (const [command, least] of often) {
      expect(done.get(command) ?? 0, `how often \`${command}\` was carried out`).toBeGreaterThanOrEqual(least);
    }
  });

  // each of these does harm as long as nothing looks, and so the checker is shown to look
  it.each(Object.entries(SABOTAGES))("goes unnoticed that gives too much because %s", (_, sabotage) => {
    expect(playMany(1_000, sabotage).failed).toBe(true);
  });
});
