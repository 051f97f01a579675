import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chapters } from "../examples/demo/chapters.js";
import { SelfCheck } from "../examples/demo/self-check.js";
import { buildWorld } from "../examples/demo/world/world.js";

const folder = new URL("../examples/", import.meta.url);
const numbered = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name));

describe("what is shown to readers", () => {
  beforeEach(() => {
    vi.spyOn(console, "log").mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("has at least eight numbered examples", () => {
    expect(numbered.length).toBeGreaterThanOrEqual(8);
  });

  it.each(numbered)("asserts what it shows: examples/%s", async (name) => {
    await import(/* @vite-ignore */ new URL(name, folder).href);
    expect(console.log).toHaveBeenCalledTimes(1);
  });

  it.each(chapters)("claims in the demo only what holds: $title", ({ play }) => {
    const check = new SelfCheck();
    play(buildWorld(), check);
    expect(check.claims).toBeGreaterThan(2);
    expect(check.broken).toEqual([]);
  });

  it("finds the same people and records in every run of the demo", () => {
    expect(buildWorld()).toEqual(buildWorld());
  });
});
