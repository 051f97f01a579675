import { describe, expect, it } from "vitest";
import { CommitQueue } from "../../../src/service/commit-queue.js";

describe("the commands of a tenant", () => {
  it("are let through one by one, in order, whatever became of the ones before", async () => {
    const queue = new CommitQueue();
    const done: string[] = [];
    const work = (name: string) => async () => {
      done.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      done.push(`${name} ends`);
      if (name === "a") throw new Error("a failed");
      return name;
    };
    const [a, b] = [queue.add(work("a")), queue.add(work("b"))];
    await expect(a).rejects.toThrow("a failed");
    expect(await b).toBe("b");
    expect(done).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("are told where too many wait, and taken again when there is room", async () => {
    const queue = new CommitQueue();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const waiting = Array.from({ length: 10_000 }, () => queue.add(() => gate));
    await expect(queue.add(() => gate)).rejects.toMatchObject({ code: "unavailable" });
    release();
    await Promise.all(waiting);
    await queue.idle();
    expect(await queue.add(async () => 1)).toBe(1);
  });
});
