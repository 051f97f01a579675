import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fileStore } from "castellan/storage/file";
import { describe, expect, it, onTestFinished } from "vitest";
import { commitUpTo, fileOf, foundIn, temporaryDirectory } from "./directory.js";

const isWindows = process.platform === "win32";
const HOLDER = fileURLToPath(new URL("holder.ts", import.meta.url));
const UNTIL_THE_DISK_IS_FULL = fileURLToPath(new URL("until-the-disk-is-full.ts", import.meta.url));

/** A process that tries to hold a directory, and what it says of it. */
async function holder(directory: string): Promise<{ process: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", HOLDER, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said = await new Promise<string>((resolve) =>
    child.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  return { process: child, said };
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await gone;
}

async function lockIn(directory: string): Promise<string> {
  const [lock = ""] = (await readdir(directory)).filter((name) => name.startsWith("lock-"));
  return lock;
}

describe("the directory of a store in files", () => {
  it("is refused to the same process until it is closed", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    const refusal = { code: "unavailable", message: expect.stringContaining(`is open in process ${process.pid}: `) };
    await expect(fileStore({ directory })).rejects.toMatchObject(refusal);
    await store.close();
    await (await fileStore({ directory })).close();
    expect(await readdir(directory)).toEqual([]);
  });

  it("is refused to another process, by name", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    expect((await holder(directory)).said).toContain(`is open in process ${process.pid}: `);
    await commitUpTo(store, 1);
    await store.close();
    expect((await holder(directory)).said).toBe("open");
  });

  it("is taken over from a process that was killed", async () => {
    const directory = await temporaryDirectory();
    const first = await holder(directory);
    expect(first.said).toBe("open");
    await expect(fileStore({ directory })).rejects.toMatchObject({ code: "unavailable" });
    await killed(first.process);
    const store = await fileStore({ directory });
    expect((await readdir(directory)).length).toBe(1);
    await store.close();
  });

  it("goes to one at most of many who want it at once, and to one later", async () => {
    const directory = await temporaryDirectory();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => fileStore({ directory })));
    const opened = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
    expect(opened.length).toBeLessThanOrEqual(1);
    for (const store of opened) await store.close();
    await (await fileStore({ directory })).close();
  });

  it("is not taken over from another machine, and the file to delete is named", async () => {
    const directory = await temporaryDirectory();
    const lock = "lock-00000000-00000000-1-1-abcdefgh";
    await writeFile(join(directory, lock), "");
    await expect(fileStore({ directory })).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(
        `another machine: close it there; if that process is no more, delete the file \`${lock}\``,
      ),
    });
  });

  it.runIf(process.platform === "linux")("is taken over from a process whose number was given to another", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    const name = await lockIn(directory);
    const [word, host, boot, pid, , nonce] = name.split("-");
    await store.close();
    // this process is alive; the one that began at another time is not
    await writeFile(join(directory, `${word}-${host}-${boot}-${pid}-1-${nonce}`), "");
    await (await fileStore({ directory })).close();
    expect(await readdir(directory)).toEqual([]);
    // and none is, of before the machine started
    await writeFile(join(directory, `${word}-${host}-00000000-${pid}-1-${nonce}`), "");
    await (await fileStore({ directory })).close();
  });

  it("is refused where the name of a lock cannot be understood", async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, "lock-of-something-else"), "");
    await expect(fileStore({ directory })).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is refused where it is a file", async () => {
    const directory = join(await temporaryDirectory(), "file");
    await writeFile(directory, "");
    await expect(fileStore({ directory })).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("the store in files, when it is closed,", () => {
  it("finishes what is being written, and refuses everything afterwards", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory, snapshotAfterBytes: 1 });
    const tenants = ["acme", "zeta", "third"];
    const writing = Promise.all(tenants.map((tenant) => commitUpTo(store, 1, 1, tenant)));
    await store.close();
    await store.close();
    expect(await readdir(directory)).toHaveLength(2 * tenants.length);
    await writing;
    const refusal = { code: "unavailable", message: "the store was closed" };
    await expect(store.read("acme", "ada")).rejects.toMatchObject(refusal);
    await expect(commitUpTo(store, 2, 2)).rejects.toMatchObject(refusal);
    await expect(store.scan("acme")[Symbol.asyncIterator]().next()).rejects.toMatchObject(refusal);
    await expect(store.events("acme")[Symbol.asyncIterator]().next()).rejects.toMatchObject(refusal);
    expect(await foundIn(directory)).toMatchObject({ revision: 1 });
  });

  it("ends every watch with `unavailable`, so that nobody takes silence for peace", async () => {
    const store = await fileStore({ directory: await temporaryDirectory() });
    const next = store.watch("acme", 0, new AbortController().signal)[Symbol.asyncIterator]().next();
    const refused = expect(next).rejects.toMatchObject({ code: "unavailable" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await store.close();
    await refused;
  });
});

describe("the store in files, when a write fails,", () => {
  it.skipIf(isWindows)("acknowledges nothing more until it is opened again, and has all that it did", async () => {
    const directory = await temporaryDirectory();
    // no file of this process grows beyond 2 MB: the writes fail as on a full disk, some of them half done
    const limited = `ulimit -f 2000; exec "$0" --import tsx "$@"`;
    const { stdout } = await promisify(execFile)("bash", [
      "-c",
      limited,
      process.execPath,
      UNTIL_THE_DISK_IS_FULL,
      directory,
    ]);
    const said = JSON.parse(stdout);
    expect(said).toEqual({
      acknowledged: said.acknowledged,
      outcome: "unavailable",
      again: "unavailable",
      other: "unavailable",
      read: said.acknowledged,
    });
    expect(said.acknowledged).toBeGreaterThan(3);
    const sequences = Array.from({ length: said.acknowledged }, (_, index) => index + 1);
    const before = (await stat(await fileOf(directory, ".journal"))).size;
    expect(await foundIn(directory)).toEqual({ revision: said.acknowledged, mark: said.acknowledged, sequences });
    expect((await stat(await fileOf(directory, ".journal"))).size).toBeLessThan(before);
    const store = await fileStore({ directory });
    await commitUpTo(store, said.acknowledged + 1, said.acknowledged + 1);
    await store.close();
  });

  it("says which file it was and why, and goes on reading", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    await commitUpTo(store, 1);
    const journal = await fileOf(directory, ".journal");
    await rename(journal, `${journal}.gone`);
    const message = expect.stringContaining(`journal \`${journal}\` could not be written`);
    const refusal = { code: "unavailable", message, cause: expect.objectContaining({ code: "ENOENT" }) };
    await expect(commitUpTo(store, 2, 2)).rejects.toMatchObject(refusal);
    await rename(`${journal}.gone`, journal);
    await expect(commitUpTo(store, 2, 2)).rejects.toMatchObject(refusal);
    expect((await store.read("acme", "ada"))?.revision).toBe(1);
    await store.close();
  });
});
