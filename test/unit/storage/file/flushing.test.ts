import { open } from "node:fs/promises";
import { join } from "node:path";
import { fileStore } from "castellan/storage/file";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commitAt, commitUpTo, temporaryDirectory, writtenDirectory } from "./directory.js";

/** What was done to files, in the order in which it was finished. */
let done: string[] = [];

beforeEach(async () => {
  done = [];
  const file = await open(join(await temporaryDirectory(), "any"), "w");
  const handles = Object.getPrototypeOf(file);
  await file.close();
  // nothing is replaced: each does what it does, and is written down when it has done it
  for (const name of ["write", "datasync", "sync", "truncate"]) {
    const original = handles[name];
    vi.spyOn(handles, name).mockImplementation(async function (this: unknown, ...args: unknown[]) {
      const result = await original.apply(this, args);
      done.push(name);
      return result;
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the store in files flushes", () => {
  it("a commit before it is acknowledged", async () => {
    const store = await fileStore({ directory: await writtenDirectory(1) });
    await store.read("acme", "ada");
    done = [];
    await store.commit("acme", commitAt(2), { expectedRevision: 1 });
    expect(done).toEqual(["write", "datasync"]);
    await store.close();
  });

  it("a new journal, and its name in the directory, before the first commit is written to it", async () => {
    const store = await fileStore({ directory: await temporaryDirectory() });
    await commitUpTo(store, 1);
    // the line and the record of the tenant, the file, the directory; then the commit
    expect(done).toEqual(["write", "write", "sync", "sync", "write", "datasync"]);
    await store.close();
  });

  it("what another process wrote, before it is read", async () => {
    const directory = await writtenDirectory(1);
    done = [];
    const store = await fileStore({ directory });
    await store.read("acme", "ada");
    expect(done).toEqual(["sync"]);
    await store.close();
  });

  it("a snapshot before it takes the place of the former", async () => {
    const store = await fileStore({ directory: await writtenDirectory(1), snapshotAfterBytes: 1 });
    await store.read("acme", "ada");
    done = [];
    await store.commit("acme", commitAt(2), { expectedRevision: 1 });
    await store.close();
    // the commit; then the line, two records, the file and the directory
    expect(done).toEqual(["write", "datasync", "write", "write", "write", "sync", "sync"]);
  });
});
