import { describe, expect, it } from "vitest";
import { CommitBell } from "../../../src/storage/commit-bell.js";

describe("a bell", () => {
  it("wakes everybody who waits, and nobody who waits later", async () => {
    const bell = new CommitBell();
    const { signal } = new AbortController();
    const woken: string[] = [];
    const first = bell.wait(signal).then(() => woken.push("first"));
    const second = bell.wait(signal).then(() => woken.push("second"));
    bell.ring();
    void bell.wait(signal).then(() => woken.push("later"));
    await Promise.all([first, second]);
    expect(woken).toEqual(["first", "second"]);
  });

  it("wakes who waits when their signal is aborted, or was before, and nobody else", async () => {
    const bell = new CommitBell();
    const [one, other] = [new AbortController(), new AbortController()];
    let isWoken = false;
    void bell.wait(other.signal).then(() => {
      isWoken = true;
    });
    const waiting = bell.wait(one.signal);
    one.abort();
    await waiting;
    await bell.wait(one.signal);
    expect(isWoken).toBe(false);
  });
});
