import { type ChildProcess, fork } from "node:child_process";
import type { Assignment, Task } from "./protocol.js";

/** One lane in a process of its own, so that no two lanes share inline caches, hidden classes or a heap. */
export class LaneProcess {
  readonly assignment: Assignment;
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;

  constructor(bundle: string, assignment: Assignment) {
    this.assignment = assignment;
    this.#child = fork(bundle, [JSON.stringify(assignment)], { execArgv: ["--expose-gc"], serialization: "advanced" });
    this.#ready = this.#next();
  }

  /** Waits for the data to be made. */
  async ready(): Promise<this> {
    await this.#ready;
    return this;
  }

  /** Sends one task and waits for what comes of it. */
  async run<Result>(task: Task): Promise<Result> {
    const result = this.#next();
    this.#child.send(task);
    return (await result) as Result;
  }

  close(): void {
    this.#child.kill();
  }

  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`lane ${this.assignment.lane} ended with ${code}`));
      this.#child.once("exit", ended);
      this.#child.once("message", (message) => {
        this.#child.off("exit", ended);
        resolve(message);
      });
    });
  }
}
