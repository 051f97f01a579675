import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { open, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { StoreError } from "../store-error.js";
import { PRIVATE_FILE } from "./durable-file.js";

const PREFIX = "lock-";

/** Who holds a directory: all of it stands in the name of a file, so that a lock is never half written. */
interface Holder {
  readonly host: string;
  /** Changes whenever the machine starts; `0` where that cannot be told. */
  readonly boot: string;
  readonly pid: number;
  /** When the process started; `0` where that cannot be told. */
  readonly started: string;
}

/**
 * Holds a directory for this process alone.
 *
 * Each who wants it writes a file of its own and then looks for others. Of two at once each sees the other at least, so never
 * both go on. The file of a process that is no more is removed; its name is nobody else's, so nothing is removed by mistake.
 *
 * @returns lets it go
 * @throws StoreError `unavailable` if somebody else holds it
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const self: Holder = {
    host: short(hostname()),
    boot: bootId(),
    pid: process.pid,
    started: processOf(process.pid).started,
  };
  const name = `${PREFIX}${self.host}-${self.boot}-${self.pid}-${self.started}-${randomUUID().slice(0, 8)}`;
  const release = () => rm(join(directory, name), { force: true });
  await (await open(join(directory, name), "wx", PRIVATE_FILE)).close();
  try {
    for (const other of await readdir(directory)) {
      if (!other.startsWith(PREFIX) || other === name) continue;
      if (!isOver(other, self)) throw held(directory, other, self);
      await rm(join(directory, other), { force: true });
    }
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

function isOver(name: string, self: Holder): boolean {
  const holder = holderOf(name);
  // what another machine, or a container, does cannot be seen from here
  if (holder === undefined || holder.host !== self.host) return false;
  if (holder.boot !== self.boot && holder.boot !== "0" && self.boot !== "0") return true;
  const { isAlive, started } = processOf(holder.pid);
  // a number is given to another process some day
  return !isAlive || (started !== holder.started && started !== "0" && holder.started !== "0");
}

function holderOf(name: string): Holder | undefined {
  const [host, boot, pid, started] = name.slice(PREFIX.length).split("-");
  if (host === undefined || boot === undefined || started === undefined || !/^\d+$/.test(pid ?? "")) return undefined;
  return { host, boot, pid: Number(pid), started };
}

function held(directory: string, name: string, self: Holder): StoreError {
  const holder = holderOf(name);
  const where = holder?.host === self.host ? "" : " on another machine";
  const who = `process ${holder?.pid ?? "unknown"}${where}`;
  const remedy = `close it there; if that process is no more, delete the file \`${name}\``;
  return new StoreError("unavailable", `directory \`${directory}\` is open in ${who}: ${remedy}`);
}

function processOf(pid: number): { readonly isAlive: boolean; readonly started: string } {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // anything but `no such process` says that there is one
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return { isAlive: false, started: "0" };
  }
  try {
    // behind the name, which may hold anything, parentheses too: the state first, and the start as the twentieth
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { isAlive: fields[0] !== "Z" && fields[0] !== "X", started: fields[19] ?? "0" };
  } catch {
    return { isAlive: true, started: "0" };
  }
}

function bootId(): string {
  try {
    return short(readFileSync("/proc/sys/kernel/random/boot_id", "latin1"));
  } catch {
    return "0";
  }
}

function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
