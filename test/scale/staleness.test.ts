import { describe, expect, it } from "vitest";
import type { Answer } from "./protocol.js";
import { staleAnswers, type Toggle } from "./staleness.js";

// given from 100 to 110, taken from 500 to 510
const toggles: readonly Toggle[] = [
  { key: "give", gives: true, begun: 100, done: 110, revision: 2 },
  { key: "take", gives: false, begun: 500, done: 510, revision: 3 },
];
const answer = (changes: Partial<Answer>): Answer => ({
  asked: 0,
  told: 1,
  atLeast: 0,
  allowed: true,
  reason: undefined,
  ...changes,
});

describe("staleAnswers", () => {
  it.each<[string, Partial<Answer>]>([
    ["a yes while the right was there", { asked: 300, told: 301 }],
    ["a yes that was asked for before the giving was acknowledged, and told after it began", { asked: 90, told: 105 }],
    ["a yes within what may be known from before", { asked: 600, told: 601 }],
    ["a no before the right was there", { asked: 50, told: 51, allowed: false }],
    ["a no within what may be known from before", { asked: 200, told: 201, allowed: false }],
    ["a no after it was taken", { asked: 900, told: 901, allowed: false }],
    ["a yes with the revision of the giving", { asked: 300, told: 301, atLeast: 2 }],
    ["an answer that was withheld", { asked: 300, told: 301, allowed: false, reason: "indeterminate" }],
  ])("lets %s pass", (_, changes) => {
    expect(staleAnswers(toggles, [answer(changes)], 100)).toEqual([]);
  });

  it.each<[string, Partial<Answer>]>([
    ["a yes before the right was asked for", { asked: 50, told: 99 }],
    ["a yes that was asked for too long after it was taken", { asked: 611, told: 612 }],
    ["a yes that knows the revision of the taking", { asked: 520, told: 521, atLeast: 3 }],
    ["a no long after it was given", { asked: 300, told: 301, allowed: false }],
    ["a no that knows the revision of the giving", { asked: 120, told: 121, allowed: false, atLeast: 2 }],
  ])("finds %s", (_, changes) => {
    expect(staleAnswers(toggles, [answer(changes)], 100)).toHaveLength(1);
  });
});
