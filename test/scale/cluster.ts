import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Call, Reply, Setup, Tasks } from "./protocol.js";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));

/** A process that runs a service, and does as it is told. */
export class Node {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #calls = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ("error" in reply) waiting?.reject(new Error(`in process ${child.pid}: ${reply.error}`));
      else waiting?.resolve(reply.result);
    });
    child.on("exit", (code, signal) => {
      const error = new Error(`process ${child.pid} ended (${signal ?? code})`);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
  }

  /** Resolves when the process is ready. */
  static async start(setup: Setup): Promise<Node> {
    const node = new Node(fork(WORKER, [JSON.stringify(setup)], { stdio: ["ignore", "inherit", "inherit", "ipc"] }));
    await new Promise((resolve, reject) => node.#waiting.set(0, { resolve, reject }));
    return node;
  }

  /** Has something done there. */
  async call<Task extends keyof Tasks>(
    task: Task,
    ...args: Parameters<Tasks[Task]>
  ): Promise<Awaited<ReturnType<Tasks[Task]>>> {
    const id = ++this.#calls;
    const done = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#child.send({ id, task, args } satisfies Call);
    return (await done) as Awaited<ReturnType<Tasks[Task]>>;
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.#child.once("exit", resolve));
    const late = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
    await this.call("close").catch(() => undefined);
    await exited;
    clearTimeout(late);
  }
}

/** Runs something with so many processes, which end with it. */
export async function withNodes<T>(setups: readonly Setup[], work: (nodes: readonly Node[]) => Promise<T>): Promise<T> {
  const nodes = await Promise.all(setups.map((setup) => Node.start(setup)));
  try {
    return await work(nodes);
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
  }
}
